/** How much of the machine was used, over the last minutes and the last day. Kept in memory alone: it ends with the program. */
import { MAX_HISTORY_HOURS, MAX_RECENT_MINUTES } from '../../../shared/limits.ts';
import type { ResourceHistory as HistoryOnTheWire, Resources } from '../../../shared/resources.ts';
import type { Clock } from '../clock.ts';
import { SampleTable, type TableRange } from './sample-table.ts';

const MINUTE = 60_000;
const DAY = MAX_HISTORY_HOURS * 60 * MINUTE;
/** Milliseconds for which every sample is kept. */
const RECENT = MAX_RECENT_MINUTES * MINUTE;
/** A sample every 2 s for that time, and room for those that are taken between. */
const RECENT_ROWS = 512;
const DAY_ROWS = DAY / MINUTE;

const GPU_NUMBERS = ['used_memory', 'utilization_gpu'] as const;
const BACKEND_NUMBERS = ['vram_bytes', 'ram_bytes', 'cpu_percent'] as const;

/** What has numbers of its own, as the names of its columns begin: `gpu GPU-1f2e`, `backend 3`. */
type Subject = `gpu ${string}` | `backend ${number}`;

export interface HistoryRequest {
  day?: boolean | undefined;
  /** UUIDs. */
  gpus?: readonly string[] | undefined;
  backends?: readonly number[] | undefined;
}

export class ResourceHistory {
  readonly #clock: Clock;
  readonly #recent = new SampleTable(RECENT_ROWS);
  readonly #minutes = new SampleTable(DAY_ROWS);
  /** The minute that is not over: where it begins, and by column what was known in it. */
  #minute = 0;
  #known = new Map<string, { sum: number; count: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Samples are to come in the order of their times. */
  add(sample: Resources): void {
    const time = Date.parse(sample.at);
    const numbers = new Map<string, number>();
    for (const gpu of sample.gpus) {
      for (const name of GPU_NUMBERS) keep(numbers, columnOf(`gpu ${gpu.uuid}`, name), gpu[name]);
    }
    for (const backend of sample.backends) {
      for (const name of BACKEND_NUMBERS)
        keep(numbers, columnOf(`backend ${backend.id}`, name), backend[name]);
    }
    const minute = Math.floor(time / MINUTE) * MINUTE;
    if (minute !== this.#minute) {
      this.#endMinute();
      this.#minute = minute;
    }
    for (const [name, number] of numbers) {
      const known = this.#known.get(name);
      if (known === undefined) this.#known.set(name, { sum: number, count: 1 });
      else {
        known.sum += number;
        known.count += 1;
      }
    }
    this.#recent.append(time, numbers);
  }

  /**
   * Whole numbers, the newest last; of the day the mean of each minute that is over. What has no number in that time is left
   * out, and so is what is not asked for, where anything is.
   */
  read({ day = false, gpus: cards, backends: ids }: HistoryRequest): HistoryOnTheWire {
    const isAll = cards === undefined && ids === undefined;
    const table = day ? this.#minutes : this.#recent;
    const range = table.read(this.#clock.wall() - (day ? DAY : RECENT));
    const subjects = new Set(table.columnNames.map((name) => name.slice(0, name.lastIndexOf(' '))));
    const gpus: HistoryOnTheWire['gpus'] = [];
    const backends: HistoryOnTheWire['backends'] = [];
    for (const subject of subjects) {
      const [kind, key = ''] = subject.split(/ (.*)/s);
      if (kind === 'gpu') {
        if (!isAll && !cards?.includes(key)) continue;
        const columns = readColumns(range, subject, GPU_NUMBERS);
        if (columns !== null) gpus.push({ uuid: key, ...columns });
      } else {
        if (!isAll && !ids?.includes(Number(key))) continue;
        const columns = readColumns(range, subject, BACKEND_NUMBERS);
        if (columns !== null) backends.push({ id: Number(key), ...columns });
      }
    }
    return { times: range.times, gpus, backends };
  }

  /** To be called when a backend gets another id; what the other had is lost. */
  renumber(from: number, to: number): void {
    if (from === to) return;
    for (const name of BACKEND_NUMBERS) {
      const [old, fresh] = [columnOf(`backend ${from}`, name), columnOf(`backend ${to}`, name)];
      this.#recent.rename(old, fresh);
      this.#minutes.rename(old, fresh);
      const known = this.#known.get(old);
      this.#known.delete(old);
      this.#known.delete(fresh);
      if (known !== undefined) this.#known.set(fresh, known);
    }
  }

  /** Of all that is kept. */
  get byteLength(): number {
    return this.#recent.byteLength + this.#minutes.byteLength;
  }

  #endMinute(): void {
    if (this.#known.size === 0) return;
    const means = new Map([...this.#known].map(([name, { sum, count }]) => [name, sum / count]));
    this.#known = new Map();
    this.#minutes.append(this.#minute, means);
    this.#minutes.dropUnknown(this.#minute - DAY);
    this.#recent.dropUnknown(this.#minute - RECENT);
  }
}

const columnOf = (subject: Subject, number: string): string => `${subject} ${number}`;

function keep(numbers: Map<string, number>, column: string, number: number | undefined): void {
  if (number !== undefined) numbers.set(column, number);
}

/** Null where none of the numbers is known. */
function readColumns<Name extends string>(
  range: TableRange,
  subject: string,
  names: readonly Name[],
): Record<Name, (number | null)[]> | null {
  const columns = names.map((name) => [name, range.column(`${subject} ${name}`)] as const);
  if (columns.every(([, column]) => column === null)) return null;
  return Object.fromEntries(
    columns.map(([name, column]) => [
      name,
      column?.map((number) => (number === null ? null : Math.round(number))) ?? range.times.map(() => null),
    ]),
  ) as Record<Name, (number | null)[]>;
}
