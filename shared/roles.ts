/** What the holder of an API key may do: four roles, each with SwarmUI's permissions behind it. */
import type { Permission } from './operations/definition.ts';

/** Each role may do what those before it may. */
export const roles = ['view', 'operate', 'edit', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What each role adds to those before it. */
const addedPermissions: Record<Role, readonly Permission[]> = {
  view: ['view_backends_list', 'view_logs', 'read_server_info_panels'],
  operate: ['toggle_backends', 'restart_backends', 'control_mem_clean'],
  // A backend is a program that runs as the user of Switchyard: who may edit one may run any program.
  edit: ['edit_backends', 'add_remove_backends'],
  admin: ['read_server_settings', 'edit_server_settings'],
};

export const permissionsOfRole = (role: Role): readonly Permission[] =>
  roles.slice(0, roles.indexOf(role) + 1).flatMap((one) => addedPermissions[one]);
