/** A line of a log as the view shows it. */

import type { LogLine } from '../../../shared/events.ts';
import { plainText } from '../../../shared/log/log-text.ts';
import { logsWords } from '../../../shared/words/en/logs.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(logsWords);

/** Start and end of a match in the plain text of a line. */
export type TextRange = readonly [start: number, end: number];

export interface LogEntry {
  seq: number;
  at: string;
  /** `gap`: this line is not in the files of the log. */
  stream: LogLine['stream'] | 'gap';
  raw: string;
  /** The text without colours. It is made when it is first read. */
  readonly plain: string;
}

class Entry implements LogEntry {
  readonly seq: number;
  readonly at: string;
  readonly stream: LogEntry['stream'];
  readonly raw: string;
  #plain: string | null = null;

  constructor(seq: number, at: string, stream: LogEntry['stream'], raw: string) {
    this.seq = seq;
    this.at = at;
    this.stream = stream;
    this.raw = raw;
  }

  get plain(): string {
    this.#plain ??= plainText(this.raw);
    return this.#plain;
  }
}

export const toEntry = ({ seq, at, stream, text }: LogLine): LogEntry => new Entry(seq, at, stream, text);

/** What is shown in the place of a line that could not be written, or that is gone since. */
export const missingEntry = (seq: number): LogEntry => new Entry(seq, '', 'gap', t('lineGone'));
