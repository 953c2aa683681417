/** Tells once, at the first closing of the window, that the program goes on in the tray. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialog } from 'electron';
import { NativeNotifications, type NativeNotificationsOptions } from './native-notifications.ts';

const SHOWN = 'close-hint-shown';
const TITLE = 'Switchyard keeps running';

export interface CloseHintOptions extends NativeNotificationsOptions {
  /** Folder of the file that remembers it. */
  dir: string;
  dialog: Pick<Dialog, 'showMessageBox'>;
  onClick(): void;
  onFault(error: unknown, where: string): void;
}

/** @returns a function to call whenever the window was closed and the program goes on */
export function createCloseHint(options: CloseHintOptions): () => void {
  const file = join(options.dir, SHOWN);
  const notices = new NativeNotifications<'hint'>(options);
  return () => {
    if (existsSync(file)) return;
    const body = `Your backends run on. The icon in the ${options.platform === 'darwin' ? 'menu bar' : 'tray'} brings the window back, switches backends, and quits.`;
    if (!notices.show('hint', { title: TITLE, body }, options.onClick))
      void options.dialog.showMessageBox({ type: 'info', message: TITLE, detail: body, buttons: ['OK'] });
    try {
      writeFileSync(file, '');
    } catch (error) {
      options.onFault(error, 'remembering the hint');
    }
  };
}
