/** Native notifications, at most one per subject: a newer one takes the place of the earlier. */
import type { Notification } from 'electron';
import { cut, plainLine } from '../actions/backend-display.ts';

/** Characters that systems show before they cut by themselves. */
const MAX_TITLE_LENGTH = 80;
const MAX_BODY_LENGTH = 240;

export interface NativeNotificationsOptions {
  electron: { Notification: typeof Notification };
  platform: NodeJS.Platform;
  /** Path of a picture, where the system does not take the program's own. */
  icon?: string | undefined;
}

export class NativeNotifications<Subject> {
  readonly #options: NativeNotificationsOptions;
  /**
   * Held on purpose, past the moment when it has faded: one that is garbage-collected is not clicked any more, and one
   * that rests in the system's list can be taken out of it only through its object.
   */
  readonly #shown = new Map<Subject, Notification>();

  constructor(options: NativeNotificationsOptions) {
    this.#options = options;
  }

  /** @returns false where this system shows no notifications */
  show(subject: Subject, words: { title: string; body: string }, onClick?: () => void): boolean {
    const { electron, platform, icon } = this.#options;
    if (!electron.Notification.isSupported()) return false;
    this.close(subject);
    const body = cut(plainLine(words.body), MAX_BODY_LENGTH);
    const notice = new electron.Notification({
      title: cut(plainLine(words.title), MAX_TITLE_LENGTH),
      // The bodies of Linux hold markup, and a title of a backend may look like some.
      body: platform === 'linux' ? escapeMarkup(body) : body,
      ...(icon === undefined ? {} : { icon }),
    });
    notice.on('click', () => {
      this.#forget(subject, notice);
      onClick?.();
    });
    // Not allowed by the user, or not now: the card and the tray tell the same.
    notice.on('failed', () => this.#forget(subject, notice));
    this.#shown.set(subject, notice);
    notice.show();
    return true;
  }

  close(subject: Subject): void {
    this.#shown.get(subject)?.close();
    this.#shown.delete(subject);
  }

  closeAll(): void {
    for (const subject of [...this.#shown.keys()]) this.close(subject);
  }

  #forget(subject: Subject, notice: Notification): void {
    if (this.#shown.get(subject) === notice) this.#shown.delete(subject);
  }
}

const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
