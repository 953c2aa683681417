/** Errors of the program itself: of its shutdown, its own settings, and the folders it lists. */
import { MAX_API_KEYS, MAX_REQUESTS_PER_MINUTE } from '../limits.ts';
import type { HostText } from '../words/phrase.ts';
import { operationError } from './definition.ts';

export const programErrors = {
  shutting_down: operationError(),
  folder_unreadable: operationError<{ path: string; reason: HostText }>(),
  not_available_here: operationError<{ name: string }>(),
  not_ended_by_calls: operationError(),
  no_file_manager: operationError<{ file: string }>(),
  gateway_off: operationError(),
  /** `page`: where the panel is shown. `port`: that of the gateway. */
  gateway_not_reachable: operationError<{ page: string; port: number }>(),
  api_key_name_missing: operationError(),
  api_key_name_taken: operationError<{ name: string }>(),
  too_many_api_keys: operationError<undefined, { max: number }>(() => ({ max: MAX_API_KEYS })),
  api_key_limits_need_use: operationError<{ role: string }>(),
  api_key_without_backends: operationError(),
  api_key_rate_invalid: operationError<{ value: number }, { max: number }>(() => ({
    max: MAX_REQUESTS_PER_MINUTE,
  })),
  invalid_api_key_id: operationError<{ id: string }>(),
  preference_not_applied: operationError<{ name: HostText; reason: HostText; hint?: HostText }>(),
  invalid_pattern: operationError<{ reason: HostText }>(),
  search_too_slow: operationError<{ pattern: string }>(),
  log_run_gone: operationError<{ backend: string }>(),
};
