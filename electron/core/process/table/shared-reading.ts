/** One reading serves all who ask for it at the same time, since a reading of all processes takes long. */
import { nextTurn } from '../../clock.ts';

/**
 * Wraps a slow `read`, so that two readings never run at the same time. Invariant: a caller gets what was read after it
 * asked. So it never shares a reading that is under way; it shares the next one with all who ask until that one starts.
 */
export function shareReadings<T>(read: () => Promise<T>): () => Promise<T> {
  let current: Promise<unknown> | null = null;
  let next: Promise<T> | null = null;
  const start = (): Promise<T> => {
    const reading = read();
    next = null;
    current = reading;
    const finish = () => {
      if (current === reading) current = null;
    };
    reading.then(finish, finish);
    return reading;
  };
  return () => {
    // One turn later at the earliest: many processes may end in the same turn.
    next ??= (current ?? nextTurn()).then(start, start);
    return next;
  };
}
