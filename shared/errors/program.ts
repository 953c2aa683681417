/** Errors of the program itself: of its shutdown, its own settings, and the folders it lists. */
import { operationError } from './definition.ts';

export const programErrors = {
  shutting_down: operationError({
    message: () => 'Switchyard is shutting down.',
    hint: 'Start it again and repeat the call.',
  }),
  folder_unreadable: operationError<{ path: string; reason: string }>({
    message: ({ path, reason }) => `The folder ${path} cannot be read: ${reason}.`,
    hint: 'Choose another folder.',
  }),
  not_available_here: operationError<{ name: string }>({
    message: ({ name }) => `${name} is not available in this way of running Switchyard.`,
    hint: 'Start Switchyard in another way, without --no-auth and --token, or use the desktop app.',
  }),
  preference_not_applied: operationError<{ name: string; reason: string; hint?: string }>({
    message: ({ name, reason }) => `${name} could not be changed: ${reason}.`,
    hint: ({ hint }) => hint ?? 'Nothing was changed.',
  }),
};
