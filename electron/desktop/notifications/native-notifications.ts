/** Native notifications, at most one per subject: a newer one replaces the earlier. */
import type { Notification } from 'electron';
import { toPlainLine, truncate } from '../backends/backend-display.ts';

/** Characters that systems show before they truncate by themselves. */
const MAX_TITLE_LENGTH = 80;
const MAX_BODY_LENGTH = 240;

export interface NativeNotificationsOptions {
  electron: { Notification: typeof Notification };
  platform: NodeJS.Platform;
  /** Path of an icon; without it the system shows that of the program. */
  icon?: string | undefined;
  /** Called with the text of each notification that is shown. */
  onShown: (text: NotificationText) => void;
}

export interface NotificationText {
  title: string;
  body: string;
}

export class NativeNotifications<Subject> {
  readonly #options: NativeNotificationsOptions;
  /**
   * Held on purpose, even after a notification has faded: a garbage-collected one reports no click, and one in the
   * system's list can be removed only through its object.
   */
  readonly #shown = new Map<Subject, Notification>();

  constructor(options: NativeNotificationsOptions) {
    this.#options = options;
  }

  /** @returns false where this system shows no notifications */
  show(subject: Subject, text: NotificationText, onClick?: () => void): boolean {
    const { electron, platform, icon, onShown } = this.#options;
    if (!electron.Notification.isSupported()) return false;
    this.close(subject);
    const body = truncate(toPlainLine(text.body), MAX_BODY_LENGTH);
    const notification = new electron.Notification({
      title: truncate(toPlainLine(text.title), MAX_TITLE_LENGTH),
      // On Linux a body may hold markup, and the title of a backend may look like it.
      body: platform === 'linux' ? escapeMarkup(body) : body,
      ...(icon === undefined ? {} : { icon }),
    });
    notification.on('click', () => {
      this.#forget(subject, notification);
      onClick?.();
    });
    // The user does not allow it, or not now. The card and the tray say the same.
    notification.on('failed', () => this.#forget(subject, notification));
    this.#shown.set(subject, notification);
    notification.show();
    onShown(text);
    return true;
  }

  close(subject: Subject): void {
    this.#shown.get(subject)?.close();
    this.#shown.delete(subject);
  }

  closeAll(): void {
    for (const subject of [...this.#shown.keys()]) this.close(subject);
  }

  #forget(subject: Subject, notification: Notification): void {
    if (this.#shown.get(subject) === notification) this.#shown.delete(subject);
  }
}

const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
