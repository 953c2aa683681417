/** Errors of changes to the list of backends and to their settings. `backend` is the display name of a backend. */
import { MAX_BACKEND_ID, MAX_TITLE_LENGTH } from '../limits.ts';
import type { HostText } from '../words/phrase.ts';
import { operationError, swarmError } from './definition.ts';

export const registryErrors = {
  settings_locked: swarmError(),
  invalid_backend_type: swarmError<{ type: string }>(),
  invalid_backend_id: swarmError<{ id: number }>(),
  child_backend: operationError<{ backend: HostText }>(),
  backend_id_in_use: swarmError<{ id: number }>(),
  invalid_new_id: operationError<{ id: number }, { max: number }>(() => ({ max: MAX_BACKEND_ID })),
  missing_settings: swarmError(),
  unknown_setting: operationError<{ type: string; name: string }>(),
  /** `expected` completes the sentence "it must be …". */
  invalid_setting: operationError<{ name: HostText; value: string; expected: HostText }>(),
  /** `what` was found in the setting `from`, and belongs into the setting `to`. */
  secret_in_text: operationError<{ what: HostText; from: HostText; to: HostText }>(),
  secret_would_move: operationError<{ secret: HostText; address: HostText }>(),
  variables_need_confirmation: operationError<{ variables: readonly string[] }>(),
  invalid_title: operationError<undefined, { max: number }>(() => ({ max: MAX_TITLE_LENGTH })),
  /** `allowed` completes the sentence "A backend can have …". */
  invalid_tags: operationError<{ problem: string; max: number }>(),
  invalid_order: operationError<{ id: number }>(),
  not_restorable: operationError<{ id: number }>(),
  nothing_to_retry: operationError<{ backend: string }>(),
  not_scaling: operationError<{ backend: string }>(),
  no_room_awaited: operationError<{ backend: string }>(),
  store_failed: operationError<{ reason: HostText }>(),
  /**
   * The list of backends on disk is not what this program wrote: somebody edited it, or another program runs that the lock
   * should have kept out. Nothing is overwritten. `kept` is the file with the list as it is here.
   */
  other_writer: operationError<{ reason: HostText; kept?: string | undefined }>(),
};
