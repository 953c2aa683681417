/** The logs of backends as a whole: their runs, and any place in them. GetBackendLog (monitoring.ts) gives the newest lines. */
import { z } from 'zod';
import { logLineSchema } from '../events.ts';
import { DEFAULT_LOG_PAGE_LINES, MAX_LOG_SEARCH_LENGTH } from '../limits.ts';
import { logRunSchema } from '../log/log-runs.ts';
import { logLevels } from '../log/log-text.ts';
import { defineOperations } from './definition.ts';
import { boolean, int32, int53, text } from './parameters.ts';

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
  ShowLogFile: {
    summary:
      'Shows the newest log file of a backend in the file manager of the computer on which Switchyard runs. Only the desktop app has one.',
    // It opens a window in front of whoever sits there.
    permission: 'edit_server_settings',
    changesSettings: false,
    input: z.object({ backend_id: int32() }),
    output: z.object({ result: z.literal('Success.') }),
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
      /** What is to be marked in the lines: a pattern of `SearchLog`. */
      mark: z
        .object({
          pattern: z.string().max(MAX_LOG_SEARCH_LENGTH),
          regex: z.boolean().optional(),
          match_case: z.boolean().optional(),
        })
        .meta({ parameterType: 'JObject' })
        .optional(),
    }),
    output: z.object({
      lines: z.array(logLineSchema),
      ...extent,
      /** With `mark`: for each line where it matches, as start and end in its text without colours. */
      marks: z.array(z.array(z.tuple([z.int(), z.int()]))).optional(),
    }),
  },
  SearchLog: {
    summary:
      'Finds the lines of a whole log that match a text or a regular expression (JavaScript; `regex`), or that are of a level or a stream. One call searches for a fraction of a second; `before` or `from` of its reply go on where it ended. Newest first, or with `from` oldest first. Colours are left out of what is searched.',
    permission: 'view_logs',
    changesSettings: false,
    input: z.object({
      backend_id: int32(),
      /** Empty: every line. */
      pattern: text(MAX_LOG_SEARCH_LENGTH).default(''),
      regex: boolean().default(false),
      match_case: boolean().default(false),
      /** `error` or `warning`, by the words of a line. */
      level: z.enum(logLevels).meta({ parameterType: 'String' }).optional(),
      stream: z.enum(['out', 'err', 'host']).meta({ parameterType: 'String' }).optional(),
      /** Only lines of this run. */
      run: int53().optional(),
      /** Only lines with a smaller `seq`. */
      before: int53().optional(),
      /** Only lines from this `seq` on, and the oldest first. */
      from: int53().optional(),
    }),
    output: z.object({
      /** The lines that match, as `seq` of the first of some that follow each other and how many they are; in ascending order. */
      matches: z.array(z.tuple([z.int(), z.int()])),
      /** How many lines this call has looked at. */
      searched: z.int(),
      /** For the next call; null where all is searched. */
      before: z.int().nullable(),
      from: z.int().nullable(),
      /** `seq` of the newest line when the search began. */
      last: z.int(),
    }),
  },
});
