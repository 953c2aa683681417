/**
 * Changes that stop something and could not be written to disk, as on a full one. They are made all the same, and this says so
 * and writes them as soon as that is possible. See docs/decisions/013-stops-on-a-full-disk.md.
 */
import type { Notice } from '../../../shared/events.ts';
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../storage/store.ts';

const say = texts(happenedWords);

/** Milliseconds between two attempts to write them. */
export const RETRY_INTERVAL_MS = 5_000;
const NOTICE_ID = 'not-saved';

/** @param reason a sentence without its full stop */
export const describeUnsavedOff = (backend: string, reason: HostText): Text =>
  say('offNotSaved', { backend, reason });

/** @param reason a sentence without its full stop */
export const describeUnsavedDeletion = (backend: string, reason: HostText): Text =>
  say('deletedNotSaved', { backend, reason });

export interface UnsavedChangesOptions {
  store: Pick<Store, 'unsaved' | 'onUnsavedChange' | 'retryUnsaved'>;
  clock: Clock;
  notices: { add(notice: Notice): void; dismiss(id: string): void };
}

/** Shows a notice of the program while there are such changes, and tries to write them until it succeeds or is ended. */
export function keepUnsavedChanges({ store, clock, notices }: UnsavedChangesOptions): { close(): void } {
  let cancel: (() => void) | null = null;
  let isClosed = false;
  const schedule = () => {
    if (cancel !== null || isClosed) return;
    cancel = clock.setTimer(RETRY_INTERVAL_MS, () => {
      void store.retryUnsaved().then(() => {
        cancel = null;
        if (store.unsaved !== null) schedule();
      });
    });
  };
  store.onUnsavedChange(() => {
    const { unsaved } = store;
    if (unsaved === null) {
      notices.dismiss(NOTICE_ID);
      return;
    }
    const changes = unsaved.changes.map(({ message }) => message);
    notices.add({
      id: NOTICE_ID,
      level: 'warning',
      ...onWire({
        message: say('stopsNotSaved', { reason: unsaved.reason, changes }),
        hint: say('stopsNotSaved_hint'),
      }),
    });
    schedule();
  });
  return {
    close: () => {
      isClosed = true;
      cancel?.();
    },
  };
}
