/** The types that the steps of an import share. */
import type { OperationInput, OperationOutput } from '../../shared/operations.ts';

export type Preview = OperationOutput<'PreviewImport'>;
export type Imported = OperationOutput<'ImportBackends'>;

/** The source of an import: its name for the user, and the input for the host. */
export interface Source {
  name: string;
  input: OperationInput<'PreviewImport'>;
}
