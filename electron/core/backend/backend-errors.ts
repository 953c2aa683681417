/** Turns what went wrong into the error that the API and the card show, with hint, exit and last lines. */

import type { BackendError } from '../../../shared/backend.ts';
import type { Diagnosis } from '../../../shared/diagnosis.ts';
import { type ErrorCode, hasCode, SwitchyardError } from '../../../shared/errors.ts';
import { systemReasonWords } from '../../../shared/words/en/errors/system-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { diagnosisOf } from '../diagnosis/diagnose.ts';
import { NotAnsweringError } from '../files/file-checks.ts';
import type { ExitInfo } from '../process/exit-info.ts';
import { describeWithPath } from '../system-errors.ts';

/** The error of a backend with its diagnosis, which the view shows beside it. */
export interface Failure extends BackendError {
  diagnosis?: Diagnosis;
}

/** Failures that another attempt cannot end, because only the user can change their cause. */
const PERMANENT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'secret_unreadable',
  'setting_required',
  'path_not_found',
  'path_not_readable',
  'wrong_kind_of_path',
  'command_not_found',
  'command_not_executable',
  'not_a_model',
  'model_damaged',
  'model_unsupported',
  'invalid_setting_at_start',
  'unknown_type_in_store',
  'python_not_found',
  'python_module_missing',
  'not_comfyui',
  'not_webui',
  'webui_not_installed',
  'webui_script_refused',
  'webui_gpu_not_usable',
  'webui_module_missing',
  'arguments_unknown',
  'engine_refused_argument',
  'model_refused',
  'gpu_not_usable',
  'went_to_background',
  'ready_needs_credentials',
  'ready_answer_wrong',
]);

export const isPermanent = (error: SwitchyardError): boolean => PERMANENT.has(error.code);

export function toBackendError(
  error: SwitchyardError,
  evidence: { lastLines?: string[]; exit?: ExitInfo | null },
): Failure {
  const shown: Failure = { code: error.code, message: error.message, hint: error.hint };
  if (Object.keys(error.shownDetails).length > 0) shown.details = error.shownDetails;
  // What is not set up yet has not failed.
  if (error.code !== 'setting_required') shown.diagnosis = diagnosisOf(error);
  if (hasCode(error, 'certificate_untrusted') || hasCode(error, 'certificate_changed'))
    shown.certificate = error.details.fingerprint;
  if (evidence.lastLines && evidence.lastLines.length > 0) shown.last_lines = evidence.lastLines;
  if (evidence.exit) {
    shown.exit_code = evidence.exit.code;
    shown.signal = evidence.exit.signal;
  }
  return shown;
}

/** A path that does not answer becomes `path_not_answering`; any other unexpected error becomes `start_failed`. The original is its cause. */
export function asSwitchyardError(error: unknown, backend: string): SwitchyardError {
  if (error instanceof SwitchyardError) return error;
  if (error instanceof NotAnsweringError) {
    const { path, seconds } = error;
    return new SwitchyardError('path_not_answering', { backend, path, seconds }, { cause: error });
  }
  const reason = describeWithPath(error);
  return new SwitchyardError('start_failed', { backend, reason }, { cause: error });
}

/** Why another instance did not do what it was asked for. */
export const asRemoteError = (error: unknown, backend: string): SwitchyardError =>
  error instanceof SwitchyardError
    ? error
    : new SwitchyardError(
        'remote_error',
        { backend, reason: texts(systemReasonWords)('sentence', { reason: describeWithPath(error) }) },
        { cause: error },
      );
