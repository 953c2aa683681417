/** What machine and backends do: their state as a whole, what they use, what they log. */
import { z } from 'zod';
import { logLineSchema } from '../events.ts';
import {
  DEFAULT_LOG_PAGE_LINES,
  MAX_GPU_UUID_LENGTH,
  MAX_HISTORY_HOURS,
  MAX_LIST_ITEMS,
  MAX_LISTED_IDS,
  MAX_LOG_SEARCH_LENGTH,
  MAX_RECENT_MINUTES,
} from '../limits.ts';
import { resourceHistorySchema, serverResourceInfoSchema } from '../resources.ts';
import { defineOperations } from './definition.ts';
import { boolean, int32, list, text } from './parameters.ts';

/** Source: SwarmUI's BackendHandler.CurrentBackendStatus and BasicAPIFeatures.GetCurrentStatusRaw. */
const currentStatusSchema = z.object({
  backend_status: z.object({
    status: z.enum([
      'running',
      'some_loading',
      'loading',
      'idle',
      'disabled',
      'all_disabled',
      'errored',
      'empty',
      'unknown',
    ]),
    class: z.enum(['', 'soft', 'warn', 'error']),
    message: z.string(),
    any_loading: z.boolean(),
  }),
  status: z.object({
    /** Requests and jobs that are not done: those in work and those in queues. */
    waiting_gens: z.int(),
    /** Backends that load. */
    loading_models: z.int(),
    /** Backends that wait to load. */
    waiting_backends: z.int(),
    /** Requests and jobs in work. */
    live_gens: z.int(),
  }),
  /** Of all backends that are enabled and answer. */
  supported_features: z.array(z.string()),
});

export const monitoringOperations = defineOperations({
  GetServerResourceInfo: {
    summary: "The machine's CPU, memory and GPUs.",
    permission: 'read_server_info_panels',
    changesSettings: false,
    input: z.object({}),
    output: serverResourceInfoSchema,
  },
  GetResourceHistory: {
    summary: `What GPUs and backends used before now: the last ${MAX_RECENT_MINUTES} minutes as sampled, or with \`day\` the last ${MAX_HISTORY_HOURS} hours by the minute. With \`gpus\` (UUIDs) or \`backends\`, of those alone.`,
    permission: 'read_server_info_panels',
    changesSettings: false,
    input: z.object({
      day: boolean().optional(),
      gpus: list(z.string().max(MAX_GPU_UUID_LENGTH), MAX_LIST_ITEMS).optional(),
      backends: list(z.int(), MAX_LISTED_IDS).optional(),
    }),
    output: resourceHistorySchema,
  },
  GetCurrentStatus: {
    summary: 'One word and one sentence about all backends together, with what they have to do and can do.',
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({}),
    output: currentStatusSchema,
  },
  GetGlobalStatus: {
    summary: 'The same as GetCurrentStatus, under the name that SwarmUI has for it.',
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({}),
    output: currentStatusSchema,
  },
  GetBackendLog: {
    summary:
      'A page of the kept log of a backend, oldest line first: at most `limit` lines (5000) and 2 MiB of text. The log outlives the process and the program.',
    permission: 'view_logs',
    changesSettings: false,
    input: z.object({
      backend_id: int32(),
      /** Only lines with a smaller `seq`: that of the page before, to read the log backwards. */
      before: int32().optional(),
      limit: int32().default(DEFAULT_LOG_PAGE_LINES),
      /** Only lines that contain this text, in any case. */
      search: text(MAX_LOG_SEARCH_LENGTH).default(''),
    }),
    output: z.object({
      lines: z.array(logLineSchema),
      /** For the next older page; null where no older line is left. A search may find no line on one page and some on the next. */
      before: z.int().nullable(),
      /** Path of the file with the older lines. */ file: z.string(),
    }),
  },
});
