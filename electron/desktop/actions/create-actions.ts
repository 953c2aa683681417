/** Creates the actions behind tray, menus, notifications and links: they call the core as the panel does. */
import { createClient } from '../../../shared/transport.ts';
import { trayAccess } from '../../core/api/dispatch.ts';
import type { Core } from '../../core/create-core.ts';
import type { DesktopActions } from './desktop-actions.ts';

export interface DesktopActionsOptions {
  core: Pick<Core, 'dispatch'>;
  window: Pick<DesktopActions, 'show'>;
  /** Shows why an action failed. @returns false where this system shows no notifications */
  notifyFailure(error: unknown): boolean;
  openAddress(url: string): void;
  copy(text: string): void;
  quit(): void;
  onFault(error: unknown, where: string): void;
}

export function createActions(options: DesktopActionsOptions): DesktopActions {
  const { core, window, notifyFailure, openAddress, copy, quit, onFault } = options;
  return {
    client: createClient({
      call: (name, input) => core.dispatch(name, input, trayAccess),
      listen: () => () => undefined,
    }),
    attempt: (call) =>
      void call().catch((error: unknown) => {
        if (!notifyFailure(error)) onFault(error, 'an action from the tray');
      }),
    show: (to) => window.show(to),
    openAddress,
    copy,
    quit,
  };
}
