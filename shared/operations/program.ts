/** About the program itself. */
import { z } from 'zod';
import { MAX_NOTICE_ID_LENGTH, MAX_PANEL_FAULT_LENGTHS } from '../limits.ts';
import { defineOperations } from './definition.ts';
import { text } from './parameters.ts';

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
    input: z.object({ id: text(MAX_NOTICE_ID_LENGTH) }),
    output: z.object({ result: z.literal('Success.') }),
  },
  ReportPanelFault: {
    summary:
      'Writes a fault of a panel into the log of the program, without the secrets it knows. `Dropped.`: too many came lately; they are counted.',
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({
      message: text(MAX_PANEL_FAULT_LENGTHS.message),
      source: z.enum(['error', 'unhandled_rejection', 'render']).meta({ parameterType: 'String' }),
      stack: text(MAX_PANEL_FAULT_LENGTHS.stack).optional(),
      /** The components around the one that failed, as React lists them. */
      component_stack: text(MAX_PANEL_FAULT_LENGTHS.component_stack).optional(),
      /** The page of the panel. */
      address: text(MAX_PANEL_FAULT_LENGTHS.address).optional(),
    }),
    output: z.object({ result: z.enum(['Success.', 'Dropped.']) }),
  },
});
