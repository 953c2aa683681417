/** A person's decisions about a backend that waits for its start. */
import { z } from 'zod';
import { shortageFields } from '../backend.ts';
import { MAX_PREVIEWED_STARTS } from '../limits.ts';
import { defineOperations } from './definition.ts';
import { boolean, int32, list } from './parameters.ts';

export const startOperations = defineOperations({
  MakeRoom: {
    summary:
      'Answers a backend that waits because its memory does not fit, or because it excludes another: frees what its `next_step` names and starts it, or starts it `anyway` without that. One whose `diagnosis` has the action `make_room` is started again, after all is freed that other backends hold on its graphics cards and do not work with.',
    permission: 'control_mem_clean',
    changesSettings: true,
    input: z.object({ backend_id: int32(), anyway: boolean().optional() }),
    output: z.object({ result: z.literal('Success.') }),
  },
  PreviewStarts: {
    summary: `Which of these backends would not fit into VRAM if they started now, with what would be freed for each: what their \`next_step\` would say. Nothing is freed. Those that are up, that declare no need, or that do not exist are left out. At most ${MAX_PREVIEWED_STARTS}.`,
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({ backends: list(int32(), MAX_PREVIEWED_STARTS) }),
    output: z.object({ list: z.array(z.object({ id: z.int(), ...shortageFields })) }),
  },
  RetryBackendNow: {
    summary: 'Starts a backend at once that is waiting for its next try.',
    permission: 'restart_backends',
    changesSettings: true,
    input: z.object({ backend_id: int32() }),
    output: z.object({ result: z.literal('Success.') }),
  },
});
