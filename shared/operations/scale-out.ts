/** Instances that are started and stopped on demand, and an instance that another one has started. */
import { z } from 'zod';
import { defineOperations } from './definition.ts';
import { int32 } from './parameters.ts';

export const scaleOutOperations = defineOperations({
  ReportDemand: {
    summary:
      'Tells a backend that starts instances on demand how many requests wait for it outside the gateway. It holds for 60 s; say it again while they wait.',
    permission: 'restart_backends',
    changesSettings: false,
    input: z.object({
      backend_id: int32(),
      /** Replaces the number that was told before; below 0 is 0. */
      waiting: int32(),
    }),
    output: z.object({ /** All that wait for it now, those in the gateway included. */ waiting: z.int() }),
  },
  AdminTakeControl: {
    summary:
      'Tells this instance that the one that has started it still wants it. A host with `--require-control-within` ends itself without such calls.',
    permission: 'automated_control',
    changesSettings: false,
    input: z.object({}),
    output: z.object({ success: z.literal(true) }),
  },
  ShutdownServer: {
    summary:
      'Ends the headless host, as SIGTERM does. The desktop app refuses: whoever sits before it ends it.',
    permission: 'shutdown',
    changesSettings: false,
    input: z.object({}),
    output: z.object({ success: z.literal(true) }),
  },
});
