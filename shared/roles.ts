/** What the holder of an API key may do: use models alone, or one of four roles with SwarmUI's permissions behind them. */
import type { Permission } from './operations/definition.ts';

/** The roles that see the panel and call operations. Each may do what those before it may. */
export const panelRoles = ['view', 'operate', 'edit', 'admin'] as const;
export type PanelRole = (typeof panelRoles)[number];

/** `use`: the gateway, and nothing else. */
export const roles = ['use', ...panelRoles] as const;
export type Role = (typeof roles)[number];

/** What each role adds to those before it. */
const addedPermissions: Record<PanelRole, readonly Permission[]> = {
  view: ['view_backends_list', 'view_logs', 'read_server_info_panels'],
  operate: ['toggle_backends', 'restart_backends', 'control_mem_clean'],
  // A backend is a program that runs as the user of Switchyard: who may edit one may run any program.
  edit: ['edit_backends', 'add_remove_backends'],
  admin: ['read_server_settings', 'edit_server_settings', 'automated_control', 'shutdown'],
};

export const permissionsOfRole = (role: Role): readonly Permission[] =>
  role === 'use'
    ? []
    : panelRoles.slice(0, panelRoles.indexOf(role) + 1).flatMap((one) => addedPermissions[one]);

/** A request to a model starts work on the graphics cards, so it needs what switching a backend needs, or a key made for it. */
export const mayUseModels = (role: Role): boolean =>
  role === 'use' || permissionsOfRole(role).includes('toggle_backends');
