/** The actions behind tray, menus, notifications and links: calls through the same door as the panel's. */
import type { Shell } from 'electron';
import { permissions } from '../../../shared/operations.ts';
import { createClient } from '../../../shared/transport.ts';
import type { Core } from '../../core/create-core.ts';
import type { DesktopActions } from './desktop-actions.ts';

export interface DesktopActionsOptions {
  core: Pick<Core, 'dispatch'>;
  window: Pick<DesktopActions, 'show'>;
  shell: Pick<Shell, 'openExternal'>;
  /** Shows why an action failed. @returns false where this system shows no notifications */
  notifyFailure(error: unknown): boolean;
  quit(): void;
  onFault(error: unknown, where: string): void;
}

export function createActions(options: DesktopActionsOptions): DesktopActions {
  const { core, window, shell, onFault } = options;
  const caller = { permissions: new Set(permissions) };
  return {
    client: createClient({
      call: (name, input) => core.dispatch(name, input, caller),
      listen: () => () => undefined,
    }),
    attempt: (call) =>
      void call().catch((error: unknown) => {
        if (!options.notifyFailure(error)) onFault(error, 'an action from the tray');
      }),
    show: window.show,
    openAddress(url) {
      if (!/^https?:\/\//i.test(url)) return;
      shell.openExternal(url).catch((error: unknown) => onFault(error, 'opening an address'));
    },
    quit: options.quit,
  };
}
