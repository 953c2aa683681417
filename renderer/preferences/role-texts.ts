import type { Role } from '../../shared/roles.ts';

/** What a key with the role may do, for a person. */
export const ROLES: Record<Role, { label: string; description: string }> = {
  use: {
    label: 'Use models',
    description: 'Asks models at the address of the gateway, and does nothing else.',
  },
  view: { label: 'View', description: 'Sees the backends, their logs and what they use.' },
  operate: {
    label: 'Operate',
    description: 'Also uses models, switches backends on and off, restarts them and frees their memory.',
  },
  edit: {
    label: 'Edit',
    description: 'Also adds, changes and deletes backends. Such a key can run any program on this computer.',
  },
  admin: { label: 'Admin', description: 'Does everything, preferences and API keys included.' },
};
