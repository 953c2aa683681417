/**
 * What of a run's output a diagnosis may need, in bounded memory however much is printed: its last lines, and of all lines
 * that look like an error the first and the last ones. So a cause is still there after a million lines of clean-up.
 */
import { stripVTControlCharacters } from 'node:util';
import type { LogLine } from '../../../shared/events.ts';

/** A line of output without colours. */
export interface PrintedLine {
  /** Its number in the log. */
  seq: number;
  /** Epoch milliseconds. */
  at: number;
  text: string;
}

const MAX_LAST = 300;
const MAX_FIRST_ERRORS = 100;
const MAX_LAST_ERRORS = 200;
/** Longer lines are progress bars, prompts or data: their beginning tells what they are. */
const MAX_LENGTH = 2000;

/** Words of which each message of a known failure has one; wide, for what it leaves out is lost. */
export const MAY_MATTER =
  /error|exception|fail|fatal|panic|abort|critical|traceback|cannot|can't|could ?n[o']t|unable|invalid|denied|refused|not |no |killed|out of|exceed|unsupported|unknown|unrecognized|missing|in use|required|insufficient|too |please|assert|segmentation|terminat|bad_alloc|\blost\b|fallen|mismatch|\bXid\b/i;

export class RunOutput {
  readonly #firstErrors: LogLine[] = [];
  /** These two hold up to twice as many lines as are kept, so that they are cut seldom. */
  #lastErrors: LogLine[] = [];
  #last: LogLine[] = [];

  /** Log messages of our own are left out. */
  readonly add = (lines: readonly LogLine[]): void => {
    for (const line of lines) {
      if (line.stream === 'host') continue;
      this.#last.push(line);
      if (!MAY_MATTER.test(line.text.length > MAX_LENGTH ? line.text.slice(0, MAX_LENGTH) : line.text))
        continue;
      if (this.#firstErrors.length < MAX_FIRST_ERRORS) this.#firstErrors.push(line);
      else this.#lastErrors.push(line);
    }
    if (this.#last.length > 2 * MAX_LAST) this.#last = this.#last.slice(-MAX_LAST);
    if (this.#lastErrors.length > 2 * MAX_LAST_ERRORS)
      this.#lastErrors = this.#lastErrors.slice(-MAX_LAST_ERRORS);
  };

  /** In the order in which they were printed. */
  lines(): PrintedLine[] {
    const kept = new Map<number, LogLine>();
    for (const line of [
      ...this.#firstErrors,
      ...this.#lastErrors.slice(-MAX_LAST_ERRORS),
      ...this.#last.slice(-MAX_LAST),
    ])
      kept.set(line.seq, line);
    return [...kept.values()].sort((a, b) => a.seq - b.seq).map(toPrintedLine);
  }
}

const toPrintedLine = ({ seq, at, text }: LogLine): PrintedLine => ({
  seq,
  at: Date.parse(at),
  text: stripVTControlCharacters(text).slice(0, MAX_LENGTH),
});
