/** Finds the entry of the table that explains an output. */
import type { Explanation, FailedRun, KnownFailure } from './known-failure.ts';
import type { PrintedLine } from './run-output.ts';

export interface FoundFailure {
  failure: KnownFailure;
  explanation: Explanation;
  /** Of the line that shows it. */
  index: number;
}

/**
 * Entries are tried in the order of the table, each on the last lines first: what came last has ended the run. Those that
 * only follow from others come after all the others.
 */
export function findKnownFailure(
  failures: readonly KnownFailure[],
  lines: readonly PrintedLine[],
  run: FailedRun,
): FoundFailure | null {
  const texts = lines.map(({ text }) => withoutLogPrefix(text));
  const causes = failures.filter(({ isFollowUp }) => !isFollowUp);
  const followUps = failures.filter(({ isFollowUp }) => isFollowUp);
  for (const failure of [...causes, ...followUps]) {
    for (let index = texts.length - 1; index >= 0; index -= 1) {
      const groups = failure.pattern.exec(texts[index] ?? '');
      const explanation =
        groups && !isOfExtension(texts, index) && failure.explain({ groups, lines, index }, run);
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
  /^(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):?\s+/,
];

export function withoutLogPrefix(text: string): string {
  return PREFIXES.reduce((rest, prefix) => rest.replace(prefix, ''), text);
}

/** ComfyUI goes on without a custom node that does not import, and web UIs without an extension: both print its traceback, and one of these. */
const isOfExtension = (texts: readonly string[], index: number): boolean =>
  texts
    .slice(index, index + 3)
    .some((text) => /^Cannot import .* module for custom nodes|\(IMPORT FAILED\)/.test(text));
