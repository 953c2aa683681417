/**
 * The logs in the shape of SwarmUI's log view. That view has one sequence of numbers over all logs, and keeps for a log without
 * messages the last number of all. So each message gets its number here when somebody first asks after it was written.
 */
import { MAX_RECENT_MESSAGE_LENGTH, MAX_RECENT_MESSAGES } from '../../../shared/limits.ts';
import type { OperationOutput } from '../../../shared/operations.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import type { BackendLog } from '../logging/backend-log.ts';
import type { LogLevel } from '../logging/program/log-levels.ts';
import type { ProgramMessages } from '../logging/program/program-messages.ts';

type RecentMessages = OperationOutput<'ListRecentLogMessages'>;
type LogType = RecentMessages['types_available'][number];
type Message = RecentMessages['data'][string][number];

/** SwarmUI's levels with its colours; its page asks for them by name. */
const PROGRAM_TYPES: readonly { name: string; color: string; levels: readonly LogLevel[] }[] = [
  { name: 'Verbose', color: '#606060', levels: ['trace'] },
  { name: 'Debug', color: '#808080', levels: ['debug'] },
  { name: 'Info', color: '#00FFFF', levels: ['info'] },
  { name: 'Init', color: '#00FF00', levels: [] },
  { name: 'Warning', color: '#FFFF00', levels: ['warn'] },
  { name: 'Error', color: '#FF0000', levels: ['error', 'fatal'] },
];
const BACKEND_COLOR = '#707070';
/** Characters of a reply after which no further log is read. */
const MAX_REPLY_LENGTH = 4_000_000;
/** The key of the program's log; a uid is never empty. */
const PROGRAM = '';

export interface SwarmLogsOptions {
  actors: () => BackendActor[];
  logOf: (uid: string) => BackendLog;
  /** Absent where the host keeps no log of its own. */
  program: ProgramMessages | undefined;
}

export class SwarmLogs {
  readonly #options: SwarmLogsOptions;
  readonly #numbers = new MessageNumbers();

  constructor(options: SwarmLogsOptions) {
    this.#options = options;
  }

  types(): LogType[] {
    return [
      ...PROGRAM_TYPES.map(({ name, color }) => ({ name, color, identifier: '' })),
      ...this.#options.actors().map((actor) => ({
        name: typeNameOf(actor),
        color: BACKEND_COLOR,
        identifier: `backend-${actor.id}`,
      })),
    ];
  }

  /** @param lastNumbers type → the highest number that the caller has; anything else than a number counts as none */
  async recent(names: readonly string[], lastNumbers: Record<string, unknown>): Promise<RecentMessages> {
    this.#numberAll();
    const after = (name: string) => {
      const number = Object.hasOwn(lastNumbers, name) ? lastNumbers[name] : undefined;
      return typeof number === 'number' ? number : -1;
    };
    const data: [string, Message[]][] = [];
    let size = 0;
    // Taken before anything is awaited, so that no message in the reply has a higher number.
    const last_sequence_id = this.#numbers.last;
    const backends = new Map(this.#options.actors().map((actor) => [typeNameOf(actor), actor]));
    for (const name of new Set(names)) {
      const programType = PROGRAM_TYPES.find((type) => type.name === name);
      const actor = backends.get(name);
      if (!programType && !actor) continue;
      // The caller asks again, and then gets what did not fit.
      if (size > MAX_REPLY_LENGTH) break;
      const messages = programType
        ? this.#programMessages(programType.levels, after(name))
        : await this.#backendMessages(actor?.record.uid ?? PROGRAM, after(name));
      size += messages.reduce((sum, { message }) => sum + message.length, 0);
      data.push([name, messages]);
    }
    return { types_available: this.types(), last_sequence_id, data: Object.fromEntries(data) };
  }

  #numberAll(): void {
    const { actors, logOf, program } = this.#options;
    const known = new Set([PROGRAM]);
    if (program) this.#numbers.count(PROGRAM, program.lastSeq);
    for (const { record } of actors()) {
      known.add(record.uid);
      this.#numbers.count(record.uid, logOf(record.uid).lastSeq);
    }
    this.#numbers.forgetOthers(known);
  }

  #programMessages(levels: readonly LogLevel[], after: number): Message[] {
    return (this.#options.program?.list() ?? []).flatMap(({ seq, level, at, text }) =>
      levels.includes(level) ? this.#messages(PROGRAM, { seq, at, text }, after) : [],
    );
  }

  async #backendMessages(uid: string, after: number): Promise<Message[]> {
    const { from, to } = this.#numbers.rangeAfter(uid, after);
    if (to < from) return [];
    const { lines } = await this.#options.logOf(uid).read({ before: to + 1, limit: to - from + 1 });
    return lines.flatMap((line) => this.#messages(uid, line, after));
  }

  /** One message, or none where the caller has it. */
  #messages(
    key: string,
    { seq, at, text }: { seq: number; at: string; text: string },
    after: number,
  ): Message[] {
    const sequence_id = this.#numbers.numberOf(key, seq);
    if (sequence_id === null || sequence_id <= after) return [];
    const time = formatTime(new Date(at));
    return [{ sequence_id, time, timestamp: time, message: text.slice(0, MAX_RECENT_MESSAGE_LENGTH) }];
  }
}

/** Without the title: SwarmUI's page puts the name into its HTML as it is. */
const typeNameOf = ({ id, record, type }: BackendActor): string =>
  `${(type?.name ?? record.type).replace(/[^\w .()-]/g, '')} ${id}`;

/** `yyyy-MM-dd HH:mm:ss.fff`, as SwarmUI writes it. */
function formatTime(date: Date): string {
  const pad = (value: number, length = 2) => String(value).padStart(length, '0');
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  return `${day} ${time}.${pad(date.getMilliseconds(), 3)}`;
}

/** Consecutive lines of one log, numbered together. */
interface Run {
  from: number;
  to: number;
  /** The number of the line `from`. */
  first: number;
}

/** Gives the lines of several logs numbers of one sequence. Of each log the newest {@link MAX_RECENT_MESSAGES} lines have one. */
class MessageNumbers {
  #last = 0;
  readonly #runs = new Map<string, Run[]>();

  /** The highest number so far. */
  get last(): number {
    return this.#last;
  }

  /** Numbers the lines that were added to a log since the last call. */
  count(key: string, lastSeq: number): void {
    const runs = this.#runs.get(key) ?? [];
    const oldest = lastSeq - MAX_RECENT_MESSAGES + 1;
    const from = Math.max((runs.at(-1)?.to ?? 0) + 1, oldest);
    if (lastSeq < from) return;
    runs.push({ from, to: lastSeq, first: this.#last + 1 });
    this.#last += lastSeq - from + 1;
    this.#runs.set(
      key,
      runs.filter(({ to }) => to >= oldest),
    );
  }

  forgetOthers(known: ReadonlySet<string>): void {
    for (const key of this.#runs.keys()) if (!known.has(key)) this.#runs.delete(key);
  }

  /** Null where the line has none. */
  numberOf(key: string, seq: number): number | null {
    const run = this.#runs.get(key)?.findLast(({ from, to }) => from <= seq && seq <= to);
    return run ? run.first + seq - run.from : null;
  }

  /** The lines of a log whose numbers are above `after`; `to` is below `from` where there are none. */
  rangeAfter(key: string, after: number): { from: number; to: number } {
    const runs = this.#runs.get(key) ?? [];
    const to = runs.at(-1)?.to ?? 0;
    const run = runs.find(({ from, to, first }) => first + to - from > after);
    return { from: run ? Math.max(run.from, run.from + after - run.first + 1) : to + 1, to };
  }
}
