import type { Role } from '../../shared/roles.ts';
import { preferencesWords } from '../../shared/words/en/settings/preferences.ts';
import { words } from '../../shared/words/words.ts';

const t = words(preferencesWords);

const keys = {
  use: ['roleUse', 'roleUseText'],
  view: ['roleView', 'roleViewText'],
  operate: ['roleOperate', 'roleOperateText'],
  edit: ['roleEdit', 'roleEditText'],
  admin: ['roleAdmin', 'roleAdminText'],
} as const satisfies Record<Role, readonly [string, string]>;

export const roleLabel = (role: Role): string => t(keys[role][0]);

/** What a key with the role may do, for a person. */
export const roleDescription = (role: Role): string => t(keys[role][1]);
