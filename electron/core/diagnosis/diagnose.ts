/**
 * Finds out why a backend failed. The error of the run says what happened; the cause is in the error itself, in what the
 * engine's type knows of its messages, or in the table of known failures. Where none of them tells, the diagnosis has the
 * exit in words and the lines that matter.
 */
import type { Diagnosis } from '../../../shared/diagnosis.ts';
import { hasCode, SwitchyardError } from '../../../shared/errors.ts';
import { leavesCauseOpen, titleOf } from './error-titles.ts';
import { findKnownFailure } from './find-known-failure.ts';
import type { EngineFailure, FailedRun } from './known-failure.ts';
import { knownFailures } from './known-failures.ts';
import { linesAtTheEnd, relevantLines } from './relevant-lines.ts';
import type { PrintedLine } from './run-output.ts';

export interface Evidence {
  error: SwitchyardError;
  /** Everything that is kept of its output. */
  lines: readonly PrintedLine[];
  /** Epoch milliseconds. */
  endedAt: number;
  run: FailedRun;
  /** What the type of the backend recognises in lines without colours; null for nothing. */
  explainByEngine: (lines: readonly string[]) => EngineFailure | null;
}

export interface DiagnosedFailure {
  diagnosis: Diagnosis;
  /** The error that the type knows better; the given one where it knows none. */
  error: SwitchyardError;
  /** Whether a known failure was found. False: the diagnosis says only how it ended. */
  isKnown: boolean;
  isPermanent: boolean;
}

export function diagnose({ error, lines, endedAt, run, explainByEngine }: Evidence): DiagnosedFailure {
  if (!leavesCauseOpen(error.code))
    return { diagnosis: diagnosisOf(error), error, isKnown: true, isPermanent: false };
  const considered = linesAtTheEnd(lines, run.wasReady, endedAt);
  const byEngine = run.wasReady ? null : explainByEngine(considered.map(({ text }) => text));
  if (byEngine !== null && !leavesCauseOpen(byEngine.error.code)) {
    const diagnosis = {
      ...diagnosisOf(byEngine.error),
      lines: relevantLines(considered, byEngine.index),
    };
    return { diagnosis, error: byEngine.error, isKnown: true, isPermanent: false };
  }
  const found = findKnownFailure(knownFailures, considered, run);
  if (found !== null) {
    const { failure, explanation, index } = found;
    const diagnosis = {
      id: failure.id,
      title: failure.title,
      ...explanation,
      lines: relevantLines(considered, index),
    };
    return {
      diagnosis,
      error: withCause(error, failure.title, explanation.remedy),
      isKnown: true,
      isPermanent: failure.isPermanent === true && !run.wasReady,
    };
  }
  const shown = byEngine?.error ?? error;
  const diagnosis = { ...diagnosisOf(shown), lines: relevantLines(considered) };
  return { diagnosis, error: shown, isKnown: false, isPermanent: false };
}

/** The error tells its cause too, for whoever sees nothing but the error. */
function withCause(error: SwitchyardError, cause: string, remedy: string): SwitchyardError {
  if (hasCode(error, 'crashed')) return new SwitchyardError('crashed', { ...error.details, cause, remedy });
  if (hasCode(error, 'exited_before_ready'))
    return new SwitchyardError('exited_before_ready', { ...error.details, cause, remedy });
  return error;
}

/** The diagnosis of an error that names its cause, or of one for which no output tells more. */
export const diagnosisOf = ({ code, message, hint }: SwitchyardError): Diagnosis => ({
  id: code,
  title: titleOf(code),
  explanation: message,
  remedy: hint,
  lines: [],
});
