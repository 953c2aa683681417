// Checked by the compiler alone: what a caller of the typed client may write, and what it gets.
import type { Backend } from './backend.ts';
import type { OperationInput, OperationOutput, ParsedInput } from './operations.ts';
import type { Client } from './transport.ts';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

export const checks = [
  holds<Same<OperationInput<'ToggleBackend'>, { backend_id: number; enabled: boolean }>>(),
  holds<Same<OperationOutput<'AddNewBackend'>, Backend>>(),
  holds<Same<OperationOutput<'ToggleBackend'>['result'], 'Success.' | 'No change.'>>(),
  // What may be left out comes from the schema of the operation: what has a default or is optional, and nothing else.
  holds<Same<OperationInput<'ListBackends'>, { nonreal?: boolean; full_data?: boolean }>>(),
  holds<Same<OperationInput<'BrowseFolder'>, { path?: string; hidden?: boolean }>>(),
  holds<Same<OperationInput<'CheckPath'>, { path: string; type_id?: string; setting?: string }>>(),
  holds<
    Same<
      OperationInput<'GetBackendLog'>,
      { backend_id: number; before?: number | undefined; limit?: number; search?: string }
    >
  >(),
  holds<Same<ParsedInput<'ListBackends'>, { nonreal: boolean; full_data: boolean }>>(),
  holds<Same<OperationInput<'GetLicences'>, object>>(),
  // Parameters with a default may be left out, all of them together even the whole input.
  holds<Same<Parameters<Client['ListBackends']>['length'], 0 | 1>>(),
  holds<Same<Parameters<Client['ListBackendTypes']>['length'], 0 | 1>>(),
  holds<Same<Parameters<Client['DeleteBackend']>['length'], 1>>(),
];
