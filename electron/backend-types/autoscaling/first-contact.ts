/** Asks at the address of a new instance until it answers, for as long as its launch allows. */
import type { HostText } from '../../../shared/words/phrase.ts';
import { type Clock, delay } from '../../core/clock.ts';
import { type findInstance, reasonOf } from './instance-kinds.ts';

type FoundInstance = Awaited<ReturnType<typeof findInstance>>;

/** Between two attempts. Source: SwarmUI, docs/Features/AutoScalingBackend.md. */
const RETRY_PAUSE_MS = 5_000;
/** Between two questions of one attempt. */
const ASK_INTERVAL_MS = 500;

export interface FirstContactOptions {
  clock: Clock;
  find: () => Promise<FoundInstance>;
  /** Attempts after the first one. */
  retries: number;
  /** Milliseconds of one attempt. */
  attemptMs: () => number;
  /** Aborted when the instance is not wanted any more. */
  signal: AbortSignal;
}

/** @returns the reason, as a part of a sentence, where it has not answered as an instance does; null where it is given up */
export async function makeFirstContact(
  options: FirstContactOptions,
): Promise<FoundInstance | { reason: HostText } | null> {
  const { attemptMs, clock, find, retries, signal } = options;
  let reason: HostText = '';
  for (let attempt = 0; attempt <= retries; attempt++) {
    if (attempt > 0) await delay(clock, RETRY_PAUSE_MS, signal);
    const end = clock.now() + attemptMs();
    do {
      if (signal.aborted) return null;
      try {
        return await find();
      } catch (error) {
        reason = reasonOf(error);
      }
      await delay(clock, ASK_INTERVAL_MS, signal);
    } while (clock.now() < end);
  }
  return signal.aborted ? null : { reason };
}
