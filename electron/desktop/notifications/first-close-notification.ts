/** Says once, when the window is closed for the first time, that the program keeps running in the tray. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dialog } from 'electron';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';
import { NativeNotifications, type NativeNotificationsOptions } from './native-notifications.ts';

const t = words(desktopWords);

const FILE = 'close-hint-shown';

export interface FirstCloseNotificationOptions extends NativeNotificationsOptions {
  /** Folder of the file that records that it was shown. */
  dir: string;
  dialog: Pick<Dialog, 'showMessageBox'>;
  onClick(): void;
  onFault(error: unknown, where: string): void;
}

/** @returns a function to call whenever the window was closed and the program keeps running */
export function createFirstCloseNotification(options: FirstCloseNotificationOptions): () => void {
  const file = join(options.dir, FILE);
  const notifications = new NativeNotifications<'first-close'>(options);
  return () => {
    if (existsSync(file)) return;
    const body = t('keepsRunningText', { place: options.platform === 'darwin' ? 'menuBar' : 'tray' });
    const title = t('keepsRunning');
    if (!notifications.show('first-close', { title, body }, options.onClick))
      void options.dialog.showMessageBox({ type: 'info', message: title, detail: body, buttons: ['OK'] });
    try {
      writeFileSync(file, '');
    } catch (error) {
      options.onFault(error, 'remembering the hint');
    }
  };
}
