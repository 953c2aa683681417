/** Instances that are started and stopped by demand, and an instance that another one has started. */
import { z } from 'zod';
import { defineOperations } from './definition.ts';
import { int32 } from './parameters.ts';

export const scaleOutOperations = defineOperations({
  ReportDemand: {
    summary:
      'Tells a backend that starts instances by demand how many requests wait for it outside the gateway. It holds for 60 s; say it again while they wait.',
    permission: 'restart_backends',
    changesSettings: false,
    input: z.object({
      backend_id: int32(),
      /** Replaces the number that was told before; below 0 is 0. */
      waiting: int32(),
    }),
    output: z.object({ /** All that wait for it now, those in the gateway included. */ waiting: z.int() }),
  },
});
