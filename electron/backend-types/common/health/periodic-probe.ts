/** Probes a live worker again and again, for workers that do not report by themselves what they do. */
import type { AdapterIo } from '../../../core/backend/backend-type.ts';

/** Between two probes. */
const INTERVAL_MS = { idle: 2_000, busy: 1_000 };

/** Calls `probe` for as long as the run lasts, never twice at the same time. `probe` must not reject. */
export function probePeriodically(
  { clock, signal }: Pick<AdapterIo, 'clock' | 'signal'>,
  { probe, isBusy }: { probe: () => Promise<void>; isBusy: () => boolean },
): void {
  const cancel = clock.setTimer(isBusy() ? INTERVAL_MS.busy : INTERVAL_MS.idle, () => {
    signal.removeEventListener('abort', cancel);
    void probe().then(() => {
      if (!signal.aborted) probePeriodically({ clock, signal }, { probe, isBusy });
    });
  });
  signal.addEventListener('abort', cancel, { once: true });
}
