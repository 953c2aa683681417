/** The logs of backends as a whole: their runs, and any place in them. GetBackendLog (monitoring.ts) gives the newest lines. */
import { z } from 'zod';
import { logLineSchema } from '../events.ts';
import { DEFAULT_LOG_PAGE_LINES } from '../limits.ts';
import { logRunSchema } from '../log-runs.ts';
import { defineOperations } from './definition.ts';
import { int32, int53 } from './parameters.ts';

/** Numbers of the first and last line that are kept; `last` is below `first` where there is none. */
const extent = { first: z.int(), last: z.int() };

export const logOperations = defineOperations({
  ListLogRuns: {
    summary:
      'The runs of a backend of which its log has lines, the oldest first: when each began and ended, how, and which lines it has. The last 1000 are known.',
    permission: 'view_logs',
    changesSettings: false,
    input: z.object({ backend_id: int32() }),
    output: z.object({
      runs: z.array(logRunSchema),
      ...extent,
      /** Path of the file with the newest lines. */
      file: z.string(),
    }),
  },
  ReadLog: {
    summary:
      'Lines of any place in the log of a backend, oldest first: at most `count` (5000) and 2 MiB of text. Numbers of lines have no gap but where lines could not be written.',
    permission: 'view_logs',
    changesSettings: false,
    input: z.object({
      backend_id: int32(),
      /** `seq` of the first line; the newest lines where it is left out. */
      from: int53().optional(),
      count: int32().default(DEFAULT_LOG_PAGE_LINES),
      /** Only lines of this run; `from` is then its first line where it is left out. */
      run: int53().optional(),
    }),
    output: z.object({ lines: z.array(logLineSchema), ...extent }),
  },
});
