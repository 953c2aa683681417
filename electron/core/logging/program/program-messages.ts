/** The newest messages of the program's own log in memory, for those who read it over the API. */
import type { LogLevel } from './log-levels.ts';

/** How many are kept. */
const MAX_MESSAGES = 1000;
/** Characters of one message. */
const MAX_LENGTH = 2000;

const LEVELS: Readonly<Record<number, LogLevel>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

export interface ProgramMessage {
  /** Counts up from 1 while the program runs. */
  seq: number;
  /** ISO 8601. */
  at: string;
  level: LogLevel;
  text: string;
}

export class ProgramMessages {
  readonly #messages: ProgramMessage[] = [];
  #lastSeq = 0;

  /** Number of the newest message; 0 when there is none. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** @param line one line of the log's file: a JSON object of pino's */
  add(line: string): void {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null) return;
    this.#lastSeq += 1;
    this.#messages.push({
      seq: this.#lastSeq,
      at: 'time' in entry ? String(entry.time) : '',
      level: ('level' in entry && LEVELS[Number(entry.level)]) || 'info',
      text: formatEntry(entry).slice(0, MAX_LENGTH),
    });
    if (this.#messages.length > MAX_MESSAGES) this.#messages.shift();
  }

  /** The kept ones, oldest first. */
  list(): readonly ProgramMessage[] {
    return this.#messages;
  }
}

function formatEntry(entry: object): string {
  const parts = [
    'msg' in entry ? String(entry.msg) : '',
    'where' in entry ? String(entry.where) : '',
    'err' in entry && typeof entry.err === 'object' && entry.err !== null && 'message' in entry.err
      ? String(entry.err.message)
      : '',
  ];
  return parts.filter((part) => part !== '').join(': ');
}
