/**
 * Changes that stop something and could not be written to disk, as on a full one. They are made all the same, and this says so
 * and writes them as soon as that is possible. See docs/decisions/013-stops-on-a-full-disk.md.
 */
import type { Notice } from '../../../shared/events.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../storage/store.ts';

/** Milliseconds between two attempts to write them. */
export const RETRY_INTERVAL_MS = 5_000;
const NOTICE_ID = 'not-saved';

/** @param reason a sentence without its full stop */
export const describeUnsavedOff = (backend: string, reason: string): string =>
  `${backend} is off now, but that could not be saved: ${reason}. If Switchyard is started anew before it is saved, the backend is on again. It is saved by itself as soon as that is possible.`;

/** @param reason a sentence without its full stop */
export const describeUnsavedDeletion = (backend: string, reason: string): string =>
  `${backend} is deleted now, but that could not be saved: ${reason}. If Switchyard is started anew before it is saved, the backend is there again. It is saved by itself as soon as that is possible.`;

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
    const changes = unsaved.changes.map(({ message }) => message).join('; ');
    notices.add({
      id: NOTICE_ID,
      level: 'warning',
      message: `What was stopped could not be saved: ${unsaved.reason}. ${changes}. After a restart of Switchyard this would be as before.`,
      hint: 'It is saved by itself as soon as that is possible. Where the disk is full, make room on it.',
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
