/** The definition of an operation. */
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
  'automated_control',
  'shutdown',
] as const;
export type Permission = (typeof permissions)[number];

export interface OperationDefinition {
  summary: string;
  permission: Permission;
  /** True: the operation is refused while settings are locked. */
  changesSettings: boolean;
  input: z.ZodObject;
  output: z.ZodType;
}

/** Checks that each entry is a definition, and keeps the exact types of its schemas. */
export const defineOperations = <const T extends Record<string, OperationDefinition>>(table: T): T => table;
