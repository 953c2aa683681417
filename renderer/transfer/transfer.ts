/** What the steps of an import hand on to each other. */
import type { OperationInput, OperationOutput } from '../../shared/operations.ts';

export type Preview = OperationOutput<'PreviewImport'>;
export type Imported = OperationOutput<'ImportBackends'>;

/** Where an import comes from, as the host is told, and as a person calls it. */
export interface Source {
  name: string;
  input: OperationInput<'PreviewImport'>;
}
