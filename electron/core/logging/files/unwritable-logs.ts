/** Which logs cannot be written to their files now, and the notice of the program that says so while there are any. */

import type { Notice } from '../../../../shared/events.ts';
import { hostNoticeWords } from '../../../../shared/words/en/host-notices.ts';
import { type HostText, texts } from '../../../../shared/words/phrase.ts';
import { onWire } from '../../../../shared/words/wire-phrases.ts';

const say = texts(hostNoticeWords);

const NOTICE_ID = 'logs-not-written';

/** Where the notice is shown. */
export interface NoticeBoard {
  add(notice: Notice): void;
  dismiss(id: string): void;
}

export class UnwritableLogs {
  readonly #names = new Set<string>();
  #notice: Notice | null = null;
  #board: NoticeBoard | null = null;

  /** From now on the notice is shown there, the present one included. */
  showOn(board: NoticeBoard): void {
    this.#board = board;
    if (this.#notice) board.add(this.#notice);
  }

  /** The notice is made by the first of them: a full disk hits one log after another, and is told of once. */
  add(name: string, reason: HostText): void {
    this.#names.add(name);
    if (this.#notice !== null) return;
    this.#notice = {
      id: NOTICE_ID,
      level: 'warning',
      ...onWire({ message: say('logsUnwritable', { reason }), hint: say('logsUnwritable_hint') }),
    };
    this.#board?.add(this.#notice);
  }

  /** It can be written again, or was removed. */
  remove(name: string): void {
    this.#names.delete(name);
    if (this.#names.size > 0 || this.#notice === null) return;
    this.#notice = null;
    this.#board?.dismiss(NOTICE_ID);
  }
}
