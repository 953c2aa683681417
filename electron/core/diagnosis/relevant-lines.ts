/** Finds the lines of an output that matter: the first error of the last burst, and not the clean-up that follows. */
import type { DiagnosisLine } from '../../../shared/diagnosis.ts';
import { MAX_DIAGNOSIS_LINES } from '../../../shared/limits.ts';
import type { PrintedLine } from './run-output.ts';

/** Milliseconds without an error that part one burst of errors from the next. */
const BURST_GAP = 10_000;
/** Milliseconds before its end in which a run that had been ready can have printed the cause. */
const MAX_AGE = 120_000;

/** Unlike `MAY_MATTER`, narrow: these lines are shown to a person as the likely cause. */
const IS_ERROR =
  /\b(?:error|errno|exception|fatal|fail(?:ed|ure|s)?|panic(?:ked)?|abort(?:ed|ing)?|critical|segmentation fault|killed|denied|cannot|can't|could ?n(?:o|')t|unable to|not found|no such|out of memory|unhandled|uncaught|assertion|terminate called|core dumped)\b|\b[A-Z]\w*(?:Error|Exception)\b|^E\d{4} |\[E\]/i;
const IS_HARMLESS =
  /\b(?:0|no|without) (?:errors?|failures?)\b|\berrors?[=:] ?0\b|\bwarn(?:ing)?\b|\bdeprecat|\b(?:info|debug)\b|[\w-]+error(?:s|_\w+)?=|fail(?:ed|ure)?[-_](?:over|safe|fast)|\bignoring\b/i;

export const isErrorLine = (text: string): boolean => IS_ERROR.test(text) && !IS_HARMLESS.test(text);

const TRACEBACK = /^Traceback \(most recent call last\):|^Traceback\b/;

/**
 * The lines in which the cause of a failure is looked for: all of a start that failed; of a run that had been ready only the
 * last ones, for it went on after what came before.
 */
export function linesAtTheEnd(lines: readonly PrintedLine[], wasReady: boolean, endedAt: number) {
  return wasReady ? lines.filter(({ at }) => endedAt - at <= MAX_AGE) : lines;
}

/** The index of the first error of the last burst; -1 where no line looks like an error. */
export function firstErrorOfLastBurst(lines: readonly PrintedLine[]): number {
  let first = -1;
  let at = 0;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (line === undefined) break;
    if (first >= 0 && at - line.at > BURST_GAP) break;
    if (!isErrorLine(line.text) && !TRACEBACK.test(line.text)) continue;
    first = index;
    ({ at } = line);
  }
  return first;
}

/**
 * @param cause the index of the line that names the cause; undefined where it is not known
 * @returns where nothing looks like an error, the last lines
 */
export function relevantLines(lines: readonly PrintedLine[], cause?: number): DiagnosisLine[] {
  const first = cause ?? firstErrorOfLastBurst(lines);
  if (first < 0) return lines.slice(-MAX_DIAGNOSIS_LINES).map(toLine);
  return [...indexesAround(lines, first)]
    .sort((a, b) => a - b)
    .slice(0, MAX_DIAGNOSIS_LINES)
    .flatMap((index) => toLines(lines[index]));
}

function indexesAround(lines: readonly PrintedLine[], first: number): Set<number> {
  const chosen = new Set<number>();
  const text = (index: number): string => lines[index]?.text ?? '';
  if (TRACEBACK.test(text(first))) {
    // Of a traceback, where it happened and what: its last frame and the exception, which is its first line without an indent.
    let end = first + 1;
    while (end < lines.length && /^(?:\s|$)/.test(text(end))) end += 1;
    for (let index = Math.max(first + 1, end - 2); index <= end; index += 1) chosen.add(index);
  } else {
    // The frame in which a Python exception was raised stands before it.
    if (/^\s+\S/.test(text(first - 1)) && /^\s+File "/.test(text(first - 2))) {
      chosen.add(first - 2);
      chosen.add(first - 1);
    }
    chosen.add(first);
  }
  for (let index = first + 1; index < lines.length && chosen.size < MAX_DIAGNOSIS_LINES; index += 1)
    if (isErrorLine(text(index)) && !/^\s+File "/.test(text(index))) chosen.add(index);
  return chosen;
}

const toLine = ({ seq, text }: PrintedLine): DiagnosisLine => ({ seq, text });
const toLines = (line: PrintedLine | undefined): DiagnosisLine[] =>
  line === undefined ? [] : [toLine(line)];
