/** Looks at what a live worker does, for those that do not tell of it themselves. */
import type { AdapterIo } from '../../core/backend/backend-type.ts';

/** Milliseconds between two looks: at rest, and while it works. */
const INTERVAL = { atRest: 2_000, atWork: 1_000 };

/** Looks again and again for as long as the run lasts, one look after another. `look` must not reject. */
export function probePeriodically(
  { clock, signal }: Pick<AdapterIo, 'clock' | 'signal'>,
  { look, isAtWork }: { look: () => Promise<void>; isAtWork: () => boolean },
): void {
  const cancel = clock.setTimer(isAtWork() ? INTERVAL.atWork : INTERVAL.atRest, () => {
    signal.removeEventListener('abort', cancel);
    void look().then(() => {
      if (!signal.aborted) probePeriodically({ clock, signal }, { look, isAtWork });
    });
  });
  signal.addEventListener('abort', cancel, { once: true });
}
