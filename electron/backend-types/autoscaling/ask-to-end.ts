import { englishOf } from '../../../shared/words/phrase.ts';
import { type Clock, waitAtMost } from '../../core/clock.ts';
import { type InstanceApi, reasonOf } from './instance-kinds.ts';

/** Milliseconds that an instance gets to end by itself, once it was asked, before its launch is ended. */
const SHUTDOWN_MS = 10_000;

export interface EndRequest {
  /** Its api is null where it has not answered yet. */
  instance: { number: number; api: InstanceApi | null };
  launchEnded: Promise<void>;
  clock: Clock;
  log: (message: string) => void;
}

/** Asks an instance to end, where it can be asked, and gives it time for that until its launch has ended. Never rejects. */
export async function askToEnd({ instance, launchEnded, clock, log }: EndRequest): Promise<void> {
  const ended = instance.api?.shutDown?.().then(
    () => launchEnded,
    (error: unknown) =>
      log(`Instance ${instance.number} could not be asked to end: ${englishOf(reasonOf(error))}.`),
  );
  if (ended) await waitAtMost(clock, SHUTDOWN_MS, ended);
}
