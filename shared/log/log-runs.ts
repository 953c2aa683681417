/**
 * A run of a backend as its log knows it: one start, with all that was written from then until the next start. Where a backend
 * starts instances on demand, each launch is a run of its own within that of the backend: it has the lines of the launch alone.
 */
import { z } from 'zod';

export const logRunSchema = z.object({
  /** Names the run; higher than that of every earlier run of the backend. */
  run: z.int(),
  /** Number of the launch, whose lines begin with {@link launchPrefix}; null for a run of the backend itself. */
  launch: z.int().nullable(),
  /** ISO 8601. */
  started_at: z.string(),
  /** When nothing of it was left; null while it is live, and where Switchyard itself ended before it. */
  ended_at: z.string().nullable(),
  /** Whether it goes on. */
  live: z.boolean(),
  /** How its process ended, in words; null where it had none, or where that is not known. */
  exit: z.string().nullable(),
  exit_code: z.int().nullable(),
  /** Name of the signal that ended it, such as `SIGKILL`. */
  signal: z.string().nullable(),
  /** Whether its start failed or it crashed. False where it was told to end. */
  failed: z.boolean(),
  /** What ended it, in a few words: the title of its diagnosis. Null where it was told to end. */
  diagnosis: z.string().nullable(),
  /** The `seq` of its first and last line that are kept. */
  from: z.int(),
  to: z.int(),
});
export type LogRun = z.infer<typeof logRunSchema>;

/** What the lines of a launch begin with in the log of its backend. */
export const launchPrefix = (launch: number): string => `[launch ${launch}] `;
