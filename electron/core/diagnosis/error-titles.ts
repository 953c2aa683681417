/** The titles of errors that name their cause themselves: short sentences without a full stop. */

import type { runErrors } from '../../../shared/errors/run.ts';
import type { startErrors } from '../../../shared/errors/start.ts';
import type { ErrorCode } from '../../../shared/errors.ts';

type TitledCode = keyof typeof startErrors | keyof typeof runErrors;

const TITLES: Record<TitledCode, string> = {
  secret_unreadable: 'A secret cannot be read',
  setting_required: 'A setting is empty',
  path_not_found: 'A file or folder is missing',
  path_not_readable: 'A file cannot be read',
  path_not_answering: 'A drive does not answer',
  wrong_kind_of_path: 'A path is not what it should be',
  command_not_found: 'The program is missing',
  command_not_executable: 'The program may not be run',
  python_not_found: 'There is no Python for it',
  python_module_missing: 'A Python package is missing',
  not_comfyui: 'This is not ComfyUI',
  gpu_not_usable: 'The graphics card cannot be used',
  arguments_unknown: 'An argument is not known',
  not_webui: 'This is no web UI',
  webui_not_installed: 'The web UI is not installed yet',
  webui_script_refused: 'Its start script refuses to run',
  webui_gpu_not_usable: 'The graphics card cannot be used',
  webui_module_missing: 'A Python package is missing',
  webui_install_failed: 'Packages could not be installed',
  webui_failed: 'It ended with an error',
  webui_server_failed: 'Its web server failed',
  not_a_model: 'The file is not a model',
  model_damaged: 'The model file is damaged or cut off',
  model_unsupported: 'The model cannot be used',
  model_failed: 'The model could not be loaded',
  model_refused: 'The model was refused',
  not_enough_memory: 'There is not enough memory',
  engine_refused_argument: 'An argument was refused',
  invalid_setting_at_start: 'A setting is wrong',
  port_in_use: 'The port is in use',
  port_taken_by_other: 'Another program answers at its port',
  ready_needs_credentials: 'It wants a key or a login',
  ready_answer_wrong: 'It answers otherwise than expected',
  start_timeout: 'It was not ready in time',
  exited_before_ready: 'It ended before it was ready',
  went_to_background: 'It went to the background',
  earlier_copy_runs: 'An earlier copy of it still runs',
  spawn_failed: 'It could not be started',
  start_failed: 'It could not be started',
  unknown_type_in_store: 'Its type is not known',
  gpu_not_found: 'A graphics card is missing',
  gpu_excluded: 'Its graphics card is excluded',
  every_gpu_excluded: 'Every graphics card is excluded',
  crashed: 'It stopped by itself',
  unresponsive: 'It did not answer any more',
  crash_loop: 'It failed again and again',
  stop_not_confirmed: 'It could not be stopped yet',
  contact_lost: 'It does not answer any more',
  no_contact: 'It cannot be reached',
  access_refused: 'Access was refused',
  login_required: 'It wants a login',
  certificate_untrusted: 'Its certificate is not trusted',
  certificate_changed: 'Its certificate has changed',
  rate_limited: 'It was asked too often',
  wrong_engine: 'Another program answers at its address',
  webui_api_off: 'The API of the web UI is off',
  connected_to_itself: 'It is connected to itself',
  remote_error: 'The other instance reports an error',
  free_memory_failed: 'Its memory could not be freed',
};

/** Errors that say what happened, and leave open why. */
const WITHOUT_CAUSE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'crashed',
  'exited_before_ready',
  'start_timeout',
  'unresponsive',
  'webui_failed',
]);

/** Whether the cause has to be looked for in the output of the run. */
export const leavesCauseOpen = (code: ErrorCode): boolean => WITHOUT_CAUSE.has(code);

export const titleOf = (code: ErrorCode): string =>
  code in TITLES ? TITLES[code as TitledCode] : 'It failed';
