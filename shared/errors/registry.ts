/** Errors of changes to the list of backends and to their settings. `backend` is the display name of a backend. */
import { MAX_BACKEND_ID, MAX_TITLE_LENGTH } from '../limits.ts';
import { operationError, swarmError } from './definition.ts';

export const registryErrors = {
  settings_locked: swarmError({
    message: () => 'Settings are locked.',
    hint: 'Unlock them in Preferences, or start the program without --lock-settings.',
  }),
  invalid_backend_type: swarmError<{ type: string }>({
    message: ({ type }) => `Invalid backend type: ${type}`,
    hint: 'ListBackendTypes names the types there are.',
  }),
  invalid_backend_id: swarmError<{ id: number }>({
    message: ({ id }) => `Invalid backend ID ${id}`,
    hint: 'It may have been deleted meanwhile.',
  }),
  child_backend: operationError<{ backend: string }>({
    message: ({ backend }) => `${backend} runs on another instance and cannot be changed from here.`,
    hint: 'Change it in the panel of that instance. It can be switched, restarted and asked to free its memory from here.',
  }),
  backend_id_in_use: swarmError<{ id: number }>({
    message: ({ id }) => `Backend ID ${id} is already in use.`,
    hint: 'Choose another number.',
  }),
  invalid_new_id: operationError<{ id: number }>({
    message: ({ id }) => `Backend ID ${id} cannot be given to a backend.`,
    hint: `Choose a whole number from 0 to ${MAX_BACKEND_ID} that no backend has or had.`,
  }),
  missing_settings: swarmError({ message: () => 'Missing settings.', hint: 'Send settings: {…}.' }),
  unknown_setting: operationError<{ type: string; name: string }>({
    message: ({ type, name }) => `The backend type '${type}' has no setting '${name}'.`,
    hint: 'ListBackendTypes names the settings there are. Nothing was changed.',
  }),
  /** `expected` completes the sentence "it must be …". */
  invalid_setting: operationError<{ name: string; value: string; expected: string }>({
    message: ({ name, value, expected }) => `${name} cannot be '${value}': it must be ${expected}.`,
    hint: 'Nothing was changed.',
  }),
  /** `what` was found in the setting `from`, and belongs into the setting `to`. */
  secret_in_text: operationError<{ what: string; from: string; to: string }>({
    message: ({ what, from, to }) =>
      `${from} has a ${what} in it, and ${to} was typed as well: only one of them can be used.`,
    hint: ({ to }) => `Leave it out of the one or empty ${to}. Nothing was changed.`,
  }),
  secret_would_move: operationError<{ secret: string; address: string }>({
    message: ({ secret, address }) =>
      `${address} now names another server, and the stored ${secret} must not be sent there unseen.`,
    hint: ({ secret }) => `Type the ${secret} for the new server again, or empty it. Nothing was changed.`,
  }),
  variables_need_confirmation: operationError<{ variables: readonly string[] }>({
    message: ({ variables }) =>
      `Nothing was changed yet: ${variables.join(' and ')} makes the program load foreign code, so this has to be confirmed. Send the call again with "confirm_variables": true.`,
    hint: 'Confirm it only where you know that file and whoever may change it.',
  }),
  invalid_title: operationError({
    message: () => `A title has at most ${MAX_TITLE_LENGTH} characters.`,
    hint: 'Choose a shorter one. Nothing was changed.',
  }),
  /** `allowed` completes the sentence "A backend can have …". */
  invalid_tags: operationError<{ allowed: string }>({
    message: ({ allowed }) => `A backend can have ${allowed}.`,
    hint: 'Choose fewer or shorter ones. Nothing was changed.',
  }),
  invalid_order: operationError<{ id: number }>({
    message: ({ id }) => `Backend ID ${id} stands twice in the order.`,
    hint: 'Name each backend once. Nothing was changed.',
  }),
  not_restorable: operationError<{ id: number }>({
    message: ({ id }) => `Backend ${id} cannot be brought back: it is not among the recently deleted ones.`,
    hint: 'Add a new one instead.',
  }),
  nothing_to_retry: operationError<{ backend: string }>({
    message: ({ backend }) => `${backend} is not waiting to be started again.`,
    hint: 'Its card shows its present state.',
  }),
  not_scaling: operationError<{ backend: string }>({
    message: ({ backend }) => `${backend} starts no instances by demand.`,
    hint: 'Name a backend of the type Auto Scaling Backend.',
  }),
  no_room_awaited: operationError<{ backend: string }>({
    message: ({ backend }) => `${backend} does not wait for room.`,
    hint: 'It may have started meanwhile.',
  }),
  store_failed: operationError<{ reason: string }>({
    message: ({ reason }) => `The change could not be saved: ${reason}.`,
    hint: 'Nothing was changed. Look whether the disk is full or the data directory is read-only.',
  }),
  /**
   * The list of backends on disk is not what this program wrote: somebody edited it, or another program runs that the lock
   * should have kept out. Nothing is overwritten. `kept` is the file with the list as it is here.
   */
  other_writer: operationError<{ reason: string; kept?: string | undefined }>({
    message: ({ reason }) => `The change could not be saved: ${reason}.`,
    hint: ({ kept }) =>
      `Nothing was changed or overwritten. To go on with what stands in the file now, restart Switchyard; if it runs twice on this data directory, end both first.${kept === undefined ? '' : ` To go on with the list as it is here, end Switchyard and put ${kept} in its place.`}`,
  }),
};
