/**
 * What of a run's output a diagnosis may need, in bounded memory however much is printed: its last lines, and of all lines
 * that look like an error the first and the last ones. So a cause is still there after a million lines of clean-up.
 */
import { stripVTControlCharacters } from 'node:util';
import type { LogLine } from '../../../shared/events.ts';
import type { TextBatch } from '../text-batch.ts';

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
const MAY_MATTER =
  /error|exception|fail|fatal|panic|abort|critical|traceback|cannot|can't|could ?n[o']t|unable|invalid|denied|refused|not |no |killed|out of|exceed|unsupported|unknown|unrecognized|missing|in use|required|insufficient|too |please|assert|segmentation|terminat|bad_alloc|\blost\b|fallen|mismatch|\bxid\b/;

/** Whether a line may tell of a failure. Small letters are compared: to ignore case in the expression takes twice as long. */
export const mayMatterIn = (text: string): boolean =>
  MAY_MATTER.test((text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text).toLowerCase());

export class RunOutput {
  readonly #firstErrors: LogLine[] = [];
  /** Holds up to twice as many lines as are kept, so that it is cut seldom. */
  #lastErrors: LogLine[] = [];
  /** As few as hold {@link MAX_LAST} lines together. */
  readonly #lastBatches: TextBatch[] = [];
  #lastCount = 0;

  /** Log messages of our own are left out. */
  readonly add = (batch: TextBatch): void => {
    if (batch.stream === 'host') return;
    this.#lastBatches.push(batch);
    this.#lastCount += batch.count;
    for (;;) {
      const withoutOldest = this.#lastCount - (this.#lastBatches[0]?.count ?? 0);
      if (withoutOldest < MAX_LAST) break;
      this.#lastBatches.shift();
      this.#lastCount = withoutOldest;
    }
    if (mayMatterInBatch(batch)) this.#keepErrors(batch);
  };

  /** In the order in which they were printed. */
  lines(): PrintedLine[] {
    const last = this.#lastBatches.flatMap(({ at, firstSeq, stream, texts }) =>
      texts.map((text, index) => ({ seq: firstSeq + index, at, stream, text })),
    );
    const kept = new Map<number, LogLine>();
    for (const line of [
      ...this.#firstErrors,
      ...this.#lastErrors.slice(-MAX_LAST_ERRORS),
      ...last.slice(-MAX_LAST),
    ])
      kept.set(line.seq, line);
    return [...kept.values()].sort((a, b) => a.seq - b.seq).map(toPrintedLine);
  }

  #keepErrors({ at, firstSeq, stream, texts }: TextBatch): void {
    let before = '';
    let mayMatter = false;
    for (let index = 0; index < texts.length; index += 1) {
      const text = texts[index] ?? '';
      // Programs that flood often print the same line again and again.
      if (text !== before) {
        before = text;
        mayMatter = mayMatterIn(text);
      }
      if (!mayMatter) continue;
      const line = { seq: firstSeq + index, at, stream, text };
      if (this.#firstErrors.length < MAX_FIRST_ERRORS) this.#firstErrors.push(line);
      else this.#lastErrors.push(line);
    }
    if (this.#lastErrors.length > 2 * MAX_LAST_ERRORS)
      this.#lastErrors = this.#lastErrors.slice(-MAX_LAST_ERRORS);
  }
}

/** Whether one of its lines may matter; of a chunk, this is found out without its texts. */
function mayMatterInBatch({ chunk }: TextBatch): boolean {
  // Small letters beyond ASCII are of several bytes.
  if (chunk === undefined || !chunk.isAscii) return true;
  const onlyLine = chunk.onlyLine;
  return onlyLine === undefined ? MAY_MATTER.test(chunk.asLatin1().toLowerCase()) : mayMatterIn(onlyLine);
}

const toPrintedLine = ({ seq, at, text }: LogLine): PrintedLine => ({
  seq,
  at: Date.parse(at),
  text: stripVTControlCharacters(text).slice(0, MAX_LENGTH),
});
