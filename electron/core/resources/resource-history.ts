/** Usage of GPUs and backends over the last minutes and the last day. Kept in memory only. */
import { MAX_HISTORY_HOURS, MAX_RECENT_MINUTES } from '../../../shared/limits.ts';
import type { Resources, ResourceHistory as WireHistory } from '../../../shared/resources.ts';
import type { Clock } from '../clock.ts';
import { SampleTable, type TableRange } from './sample-table.ts';

const MINUTE = 60_000;
const DAY = MAX_HISTORY_HOURS * 60 * MINUTE;
/** Milliseconds for which every sample is kept. */
const RECENT_MS = MAX_RECENT_MINUTES * MINUTE;
/** Enough for a sample every 2 s, and for some that are taken in between. */
const RECENT_ROWS = 512;
const DAY_ROWS = DAY / MINUTE;

/** Removed backends whose numbers are kept, so that the history of a card still shows who used it. Each takes 47 kB. */
export const MAX_REMOVED_BACKENDS = 50;

const GPU_NUMBERS = ['used_memory', 'utilization_gpu'] as const;
const BACKEND_NUMBERS = ['vram_bytes', 'ram_bytes', 'cpu_percent'] as const;

/** A GPU or a backend, as the names of its columns start: `gpu GPU-1f2e`, `backend 3`. */
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
  /** Start of the current minute, in epoch milliseconds. */
  #minute = 0;
  /** By column, the numbers of the current minute. */
  #sums = new Map<string, { sum: number; count: number }>();

  /** Ids of removed backends, the one that was removed first at the start. */
  readonly #removed = new Set<number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Call it with the samples in the order of their times. */
  add(sample: Resources): void {
    const time = Date.parse(sample.at);
    const numbers = new Map<string, number>();
    for (const gpu of sample.gpus) {
      for (const name of GPU_NUMBERS) setKnown(numbers, columnOf(`gpu ${gpu.uuid}`, name), gpu[name]);
    }
    for (const backend of sample.backends) {
      // It was restored.
      this.#removed.delete(backend.id);
      for (const name of BACKEND_NUMBERS)
        setKnown(numbers, columnOf(`backend ${backend.id}`, name), backend[name]);
    }
    const minute = Math.floor(time / MINUTE) * MINUTE;
    if (minute !== this.#minute) {
      this.#endMinute();
      this.#minute = minute;
    }
    for (const [name, number] of numbers) {
      const entry = this.#sums.get(name);
      if (entry === undefined) this.#sums.set(name, { sum: number, count: 1 });
      else {
        entry.sum += number;
        entry.count += 1;
      }
    }
    this.#recent.append(time, numbers);
  }

  /**
   * Whole numbers, the newest last; for the day, the mean of each complete minute. GPUs and backends without a number in
   * that time are left out. If the request names any, only those are returned.
   */
  read({ day = false, gpus: uuids, backends: ids }: HistoryRequest): WireHistory {
    const isAll = uuids === undefined && ids === undefined;
    const table = day ? this.#minutes : this.#recent;
    const range = table.read(this.#clock.wall() - (day ? DAY : RECENT_MS));
    const subjects = new Set(table.columnNames.map((name) => name.slice(0, name.lastIndexOf(' '))));
    const gpus: WireHistory['gpus'] = [];
    const backends: WireHistory['backends'] = [];
    for (const subject of subjects) {
      const [kind, key = ''] = subject.split(/ (.*)/s);
      if (kind === 'gpu') {
        if (!isAll && !uuids?.includes(key)) continue;
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

  /** Call it when a backend gets another id. What was stored for `to` is lost. */
  renumber(from: number, to: number): void {
    if (from === to) return;
    for (const name of BACKEND_NUMBERS) {
      const [oldName, newName] = [columnOf(`backend ${from}`, name), columnOf(`backend ${to}`, name)];
      this.#recent.rename(oldName, newName);
      this.#minutes.rename(oldName, newName);
      const entry = this.#sums.get(oldName);
      this.#sums.delete(oldName);
      this.#sums.delete(newName);
      if (entry !== undefined) this.#sums.set(newName, entry);
    }
  }

  /** Call it when a backend is removed. The numbers of the last {@link MAX_REMOVED_BACKENDS} removed ones stay. */
  noteRemoval(id: number): void {
    this.#removed.delete(id);
    this.#removed.add(id);
    const [oldest] = this.#removed;
    if (oldest === undefined || this.#removed.size <= MAX_REMOVED_BACKENDS) return;
    this.#removed.delete(oldest);
    for (const name of BACKEND_NUMBERS) {
      const column = columnOf(`backend ${oldest}`, name);
      this.#recent.remove(column);
      this.#minutes.remove(column);
      this.#sums.delete(column);
    }
  }

  /** Bytes of everything that is stored. */
  get byteLength(): number {
    return this.#recent.byteLength + this.#minutes.byteLength;
  }

  #endMinute(): void {
    if (this.#sums.size === 0) return;
    const means = new Map([...this.#sums].map(([name, { sum, count }]) => [name, sum / count]));
    this.#sums = new Map();
    this.#minutes.append(this.#minute, means);
    this.#minutes.dropUnknown(this.#minute - DAY);
    this.#recent.dropUnknown(this.#minute - RECENT_MS);
  }
}

const columnOf = (subject: Subject, number: string): string => `${subject} ${number}`;

function setKnown(numbers: Map<string, number>, column: string, number: number | undefined): void {
  if (number !== undefined) numbers.set(column, number);
}

/** Null if none of the numbers is known. */
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
