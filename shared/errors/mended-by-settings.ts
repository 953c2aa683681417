/** Errors of a backend that go away when its settings are changed, and not when it is started again. */
import type { ErrorCode } from '../errors.ts';

const MENDED_BY_SETTINGS: ReadonlySet<string> = new Set<ErrorCode>([
  'secret_unreadable',
  'setting_required',
  'path_not_found',
  'path_not_answering',
  'wrong_kind_of_path',
  'command_not_found',
  'command_not_executable',
  'python_not_found',
  'not_comfyui',
  'not_webui',
  'arguments_unknown',
  'not_a_model',
  'model_unsupported',
  'engine_refused_argument',
  'invalid_setting_at_start',
  'ready_needs_credentials',
  'ready_answer_wrong',
  'went_to_background',
  'gpu_not_found',
  'gpu_excluded',
  'access_refused',
  'login_required',
  'wrong_engine',
  'connected_to_itself',
]);

/** @param code of an error as it is on the wire */
export const isMendedBySettings = (code: string): boolean => MENDED_BY_SETTINGS.has(code);
