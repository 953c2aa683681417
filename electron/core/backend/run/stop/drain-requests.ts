/**
 * Waits, before a ready worker is ended, until its requests are answered. The worker is asked anew at that moment where its
 * adapter can ask it: what was reported last may be older than the youngest request.
 */
import type { Clock } from '../../../clock.ts';
import type { Adapter } from '../../backend-type.ts';
import type { RequestTracker } from '../request-tracker.ts';
import type { StopDeadline } from './stop-deadline.ts';

/** Milliseconds that Adapter.countInFlight may take. */
const COUNT_TIMEOUT = 3000;
/** Milliseconds between two questions while the worker is at work. */
const COUNT_INTERVAL = 250;

export interface DrainOptions {
  clock: Clock;
  deadline: StopDeadline;
  requests: RequestTracker;
  countInFlight: Adapter['countInFlight'];
  /** Whether the worker has exited. */
  hasExited: () => boolean;
  /** The number of requests was read anew. */
  onCount: () => void;
}

/** @returns how many requests are known to be unanswered still, because the time of the stop is over; usually 0 */
export async function drainRequests(options: DrainOptions): Promise<number> {
  const { clock, deadline, requests, countInFlight, hasExited, onCount } = options;
  while (!hasExited()) {
    const count = countInFlight ? await countWithin(countInFlight, { clock, deadline }) : null;
    if (hasExited()) break;
    if (count !== null && count + requests.inFlight > 0) {
      requests.report(count);
      onCount();
    }
    if (requests.inFlight === 0 || deadline.isOver) break;
    await deadline.wait(requests.whenIdle(), count === null ? undefined : COUNT_INTERVAL);
    if (!countInFlight) break;
  }
  return hasExited() ? 0 : requests.inFlight;
}

/** @returns null where the worker cannot tell, or not in time */
async function countWithin(
  countInFlight: NonNullable<Adapter['countInFlight']>,
  { clock, deadline }: Pick<DrainOptions, 'clock' | 'deadline'>,
): Promise<number | null> {
  const timeout = new AbortController();
  const cancelTimer = clock.setTimer(COUNT_TIMEOUT, () => timeout.abort());
  let count: number | null = null;
  const counted = countInFlight(timeout.signal).then(
    (result) => {
      count = result;
    },
    () => {
      // What was reported last counts. Whether the worker answers at all is found out by its health address.
    },
  );
  await deadline.wait(counted, COUNT_TIMEOUT);
  cancelTimer();
  timeout.abort();
  return count;
}
