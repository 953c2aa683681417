/** About the program itself. */
import { z } from 'zod';
import { defineOperations } from './definition.ts';
import { string } from './parameters.ts';

export const programOperations = defineOperations({
  GetLicences: {
    summary: 'The licences of what this program is made of.',
    permission: 'read_server_info_panels',
    changesSettings: false,
    input: z.object({}),
    output: z.object({ text: z.string() }),
  },
  DismissNotice: {
    summary: 'Puts away a notice about the program.',
    permission: 'edit_backends',
    changesSettings: false,
    input: z.object({ id: string(100) }),
    output: z.object({ result: z.literal('Success.') }),
  },
});
