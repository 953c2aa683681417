/** The gateway, by which programs and browsers reach the backends. */
import { z } from 'zod';
import { MAX_PAGE_ADDRESS_LENGTH } from '../limits.ts';
import { defineOperations } from './definition.ts';
import { int32 } from './parameters.ts';

export const gatewayOperations = defineOperations({
  GetPageLink: {
    summary:
      'An address at which a browser opens the pages of a backend through the gateway, such as those of ComfyUI. Where the gateway needs a key, the address holds what takes its place: it is good for this backend alone, until it was not used for twelve hours, a key is revoked or the program ends. `page` is the address at which the panel is shown, where that is a browser: the reply works from there.',
    permission: 'toggle_backends',
    changesSettings: false,
    input: z.object({
      backend_id: int32(),
      page: z.string().max(MAX_PAGE_ADDRESS_LENGTH).optional(),
    }),
    output: z.object({ url: z.string() }),
  },
});
