/** What happened to the backends and to the program. */
import { z } from 'zod';
import { activityCategories, activityEntrySchema } from '../activity.ts';
import { DEFAULT_ACTIVITY_ENTRIES, MAX_ACTIVITY_DAYS } from '../limits.ts';
import { defineOperations } from './definition.ts';
import { int32, list } from './parameters.ts';

export const activityOperations = defineOperations({
  GetActivity: {
    summary: `What happened in the last ${MAX_ACTIVITY_DAYS} days, to one backend or to all and the program, newest first: starts, stops, failures and edits, each with who or what caused it. Secrets are never in it.`,
    permission: 'view_logs',
    changesSettings: false,
    input: z.object({
      /** Left out: all backends, and the program. */
      backend_id: int32().optional(),
      categories: list(z.enum(activityCategories), activityCategories.length).optional(),
      /** Only entries with a smaller `seq`: the `before` of the page before, to read on. */
      before: int32().optional(),
      /** Only entries with a larger `seq`: the newest that is known, to read what came since. */
      after: int32().optional(),
      /** At most 500. */
      limit: int32().default(DEFAULT_ACTIVITY_ENTRIES),
    }),
    output: z.object({
      entries: z.array(activityEntrySchema),
      /** For the next older page; null where no older entry is left. */
      before: z.int().nullable(),
    }),
  },
});
