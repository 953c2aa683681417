/**
 * Finds out why a backend failed. The error of the run says what happened; the cause is in the error itself, in what the
 * engine's type knows of its messages, or in the table of known failures. Where none of them tells, the diagnosis has the
 * exit in words and the lines that matter.
 */
import type { Diagnosis, DiagnosisLine } from '../../../shared/diagnosis.ts';
import { hasCode, SwitchyardError } from '../../../shared/errors.ts';
import type { Phrase } from '../../../shared/words/phrase.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import { leavesCauseOpen, titleOf } from './error-titles.ts';
import { crashFailures, type ExitFailure, endFailures, killFailures } from './exit-failures.ts';
import { gpuDriverFailures } from './failures/gpu-driver.ts';
import { findKnownFailure } from './find-known-failure.ts';
import type { EngineFailure, Explanation, FailedRun, KnownFailure } from './known-failure.ts';
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
  /** See {@link KnownFailure.readsGpuMemory}. */
  readsGpuMemory: boolean;
  /** See {@link Explanation.blockedPort}. */
  blockedPort: number | null;
}

export function diagnose({ error, lines, endedAt, run, explainByEngine }: Evidence): DiagnosedFailure {
  if (!leavesCauseOpen(error.code)) return { ...byError(error), isKnown: true };
  const considered = linesAtTheEnd(lines, run.wasReady, endedAt);
  const byEngine = run.wasReady ? null : explainByEngine(considered.map(({ text }) => text));
  if (byEngine !== null && !leavesCauseOpen(byEngine.error.code))
    return { ...byError(byEngine.error, relevantLines(considered, byEngine.index)), isKnown: true };
  const found = find(considered, run, byEngine !== null);
  if (found === null)
    return { ...byError(byEngine?.error ?? error, relevantLines(considered)), isKnown: false };
  const { failure, index } = found;
  const { explanation, remedy, action, blockedPort } = found.explanation;
  const { id } = failure;
  const title = titleOf(id);
  return {
    diagnosis: {
      id,
      title,
      ...onWire({ explanation, remedy }),
      ...(action && { action }),
      lines: relevantLines(considered, index),
    },
    error: withCause(error, { text: title, key: `diagnoses.${id}` }, remedy),
    isKnown: true,
    isPermanent: failure.isPermanent === true && !run.wasReady,
    readsGpuMemory: failure.readsGpuMemory === true,
    blockedPort: blockedPort ?? null,
  };
}

interface Found {
  failure: Pick<KnownFailure, 'id' | 'isPermanent' | 'readsGpuMemory'>;
  explanation: Explanation;
  /** Of the line that shows it; absent where no line does. */
  index?: number;
}

/**
 * What has killed a process from outside comes first, for it has printed nothing of that; then the causes that it has printed,
 * those that the kernel has logged, and how it ended. What only follows from an unknown cause comes last.
 * @param isNamedByEngine its type knows what ended it, although not why: then no general entry is asked for that
 */
function find(lines: readonly PrintedLine[], run: FailedRun, isNamedByEngine: boolean): Found | null {
  const kernelLines = run.kernelLog.map((text) => ({ seq: 0, at: 0, text }));
  const isCause = ({ isFollowUp }: KnownFailure) => !isFollowUp;
  const byKernel = () => {
    const found = findKnownFailure(gpuDriverFailures, kernelLines, run);
    return found && { failure: found.failure, explanation: found.explanation };
  };
  return (
    findExitFailure(killFailures, run) ??
    findKnownFailure(knownFailures.filter(isCause), lines, run) ??
    byKernel() ??
    findExitFailure(crashFailures, run) ??
    (isNamedByEngine
      ? null
      : (findKnownFailure(
          knownFailures.filter((failure) => !isCause(failure)),
          lines,
          run,
        ) ?? findExitFailure(endFailures, run)))
  );
}

function findExitFailure(failures: readonly ExitFailure[], run: FailedRun): Found | null {
  const failure = failures.find(({ matches }) => matches(run));
  return failure === undefined ? null : { failure, explanation: failure.explain(run) };
}

const byError = (error: SwitchyardError, lines: DiagnosisLine[] = []) => ({
  diagnosis: { ...diagnosisOf(error), lines },
  error,
  isPermanent: false,
  readsGpuMemory: false,
  blockedPort: null,
});

/** The error tells its cause too, for whoever sees nothing but the error. */
function withCause(error: SwitchyardError, cause: Phrase, remedy: Phrase): SwitchyardError {
  if (hasCode(error, 'crashed')) return new SwitchyardError('crashed', { ...error.details, cause, remedy });
  if (hasCode(error, 'exited_before_ready'))
    return new SwitchyardError('exited_before_ready', { ...error.details, cause, remedy });
  return error;
}

/** The diagnosis of an error that names its cause, or of one for which no output tells more. */
export const diagnosisOf = ({ code, message, hint, shownDetails }: SwitchyardError): Diagnosis => ({
  id: code,
  title: titleOf(code),
  explanation: message,
  remedy: hint,
  error: { code, details: shownDetails },
  lines: [],
});
