/** About the program itself. */
import { z } from 'zod';
import { defineOperations } from './definition.ts';
import { string } from './parameters.ts';

/** The longest texts that `ReportPanelFault` takes, in UTF-16 units; a panel cuts its own before it sends them. */
export const panelFaultLengths = { message: 2000, stack: 10_000, component_stack: 10_000, address: 1000 };

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
  ReportPanelFault: {
    summary:
      'Writes a fault of a panel into the log of the program, without the secrets it knows. `Dropped.`: too many came lately; they are counted.',
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({
      message: string(panelFaultLengths.message),
      source: z.enum(['error', 'unhandled_rejection', 'render']).meta({ parameterType: 'String' }),
      stack: string(panelFaultLengths.stack).optional(),
      /** The components around the one that failed, as React lists them. */
      component_stack: string(panelFaultLengths.component_stack).optional(),
      /** The page of the panel. */
      address: string(panelFaultLengths.address).optional(),
    }),
    output: z.object({ result: z.enum(['Success.', 'Dropped.']) }),
  },
});
