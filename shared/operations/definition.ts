/** What an operation is, as data. */
import type { z } from 'zod';

/** SwarmUI's permission names. */
export const permissions = [
  'view_backends_list',
  'add_remove_backends',
  'edit_backends',
  'restart_backends',
  'toggle_backends',
  'control_mem_clean',
  'view_logs',
  'read_server_info_panels',
  'read_server_settings',
  'edit_server_settings',
] as const;
export type Permission = (typeof permissions)[number];

export interface OperationDefinition {
  summary: string;
  permission: Permission;
  /** True for what is refused while settings are locked. */
  changesSettings: boolean;
  input: z.ZodObject;
  output: z.ZodType;
}

/** Keeps the exact type of each schema while it checks that every entry is a definition. */
export const defineOperations = <const T extends Record<string, OperationDefinition>>(table: T): T => table;
