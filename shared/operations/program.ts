/** About the program itself. */
import { z } from 'zod';
import { MAX_NOTICE_ID_LENGTH, MAX_PANEL_FAULT_LENGTHS } from '../limits.ts';
import { defineOperations } from './definition.ts';
import { int32, text } from './parameters.ts';

export const programOperations = defineOperations({
  GetLicences: {
    summary: 'The licences of what this program is made of.',
    permission: 'read_server_info_panels',
    changesSettings: false,
    input: z.object({}),
    output: z.object({ text: z.string() }),
  },
  GetDiagnosticReport: {
    summary:
      'A text to pass on when asking for help: versions, system, cards and drivers, and of one backend its settings, command line, diagnosis and the last errors of its last three runs. Secrets, names of users and of the computer, and home folders are replaced.',
    permission: 'view_logs',
    changesSettings: false,
    input: z.object({
      /** Left out: about the program, with all backends in short. */
      backend_id: int32().optional(),
    }),
    output: z.object({ /** Markdown. */ text: z.string() }),
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
