/** Finds the entry of the table that explains an output. */
import type { Explanation, FailedRun, KnownFailure } from './known-failure.ts';
import { mayMatterIn, type PrintedLine } from './run-output.ts';

export interface FoundFailure {
  failure: KnownFailure;
  explanation: Explanation;
  /** Of the line that shows it. */
  index: number;
}

/**
 * Entries are tried in the order of the table, each on the last lines first: what came last has ended the run.
 */
export function findKnownFailure(
  failures: readonly KnownFailure[],
  lines: readonly PrintedLine[],
  run: FailedRun,
): FoundFailure | null {
  // Each entry reads each line: the many that cannot be the cause are sorted out once.
  const texts = withoutWarnings(lines.map(({ text }) => text)).map((text) => (mayMatterIn(text) ? text : ''));
  for (const failure of failures) {
    for (let index = texts.length - 1; index >= 0; index -= 1) {
      const text = texts[index] ?? '';
      if (text === '') continue;
      const groups = failure.pattern.exec(text);
      const explanation =
        groups && !isOfExtension(lines, index) && failure.explain({ groups, lines, index }, run);
      if (explanation) return { failure, explanation, index };
    }
  }
  return null;
}

/**
 * What loggers put before a message: the process of vLLM (`(EngineCore_0 pid=123) `), its level, time and source, such as
 * `ERROR 08-20 10:11:12 [core.py:700] `; `[ERROR] ` of ComfyUI; times in the usual notations.
 */
const PREFIXES = [
  /^\([^()]{0,60}\bpid=\d+\)\s*/,
  /^\[rank\d+\]:\s?/,
  /^(?:DEBUG|INFO|WARNING|ERROR|CRITICAL) \d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? \[[^\]]*\] ?/,
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,\d]*(?:Z|[+-]\d\d:?\d\d)?\]?\s*/,
  /^\[(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\]\s*/,
];

export function withoutLogPrefix(text: string): string {
  return PREFIXES.reduce((rest, prefix) => rest.replace(prefix, ''), text);
}

/** A program goes on after what its logger calls less than an error: `level=WARN` of Ollama, `WARNING 08-20 …` of vLLM, `UserWarning: ` of Python. */
const isNoError = (text: string): boolean =>
  /\blevel=(?:trace|debug|info|warn(?:ing)?)\b|"level": ?"(?:trace|debug|info|warn(?:ing)?)"|^(?:\([^()]{0,60}\bpid=\d+\)\s*)?\[?(?:TRACE|DEBUG|INFO|WARN(?:ING)?)\b|\b\w*Warning: /i.test(
    text,
  );

/** The texts without their prefixes; empty in the place of warnings, and of the traceback that follows one. */
function withoutWarnings(texts: readonly string[]): string[] {
  let isInWarning = false;
  return texts.map((text) => {
    const rest = withoutLogPrefix(text);
    if (isNoError(text)) {
      isInWarning = rest.startsWith('Traceback');
      return '';
    }
    if (!isInWarning) return rest;
    // The exception is the first line without an indent, and the last one of the traceback.
    isInWarning = /^\s/.test(rest);
    return '';
  });
}

/** ComfyUI goes on without a custom node that does not import, and web UIs without an extension: both print its traceback, and one of these. */
const isOfExtension = (lines: readonly PrintedLine[], index: number): boolean =>
  lines
    .slice(index, index + 3)
    .some(({ text }) => /Cannot import .* module for custom nodes|\(IMPORT FAILED\)/.test(text));
