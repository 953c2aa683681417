/**
 * The samples of a span of time as columns, in arrays that uPlot draws directly. Only this file writes them. A new sample is
 * pushed to each array and the oldest is removed, so that nothing is copied. Invariant: every column is as long as `times`.
 * A row of nulls marks a time without samples.
 */
import type { ResourceHistory, Resources } from '../../../shared/resources.ts';
import { createSignal } from '../../transport/panel-transport.ts';

export type Column = (number | null)[];

/** What can be drawn: a value of one GPU, by its UUID, or of one backend, by its id. */
export type ColumnName =
  | `gpu/${string}/${'used_memory' | 'utilization_gpu'}`
  | `backend/${number}/${'vram_bytes' | 'ram_bytes' | 'cpu_percent'}`;

export interface HistoryOptions {
  /** Seconds that are kept. */
  span: number;
  /** Seconds without a sample after which a line is interrupted. */
  gap: number;
}

export class HistoryColumns {
  /** Epoch seconds, ascending, as in uPlot. Readers must not change the array. */
  readonly times: number[] = [];
  /** Seconds that are kept. */
  readonly span: number;
  readonly #gap: number;
  readonly #columns = new Map<ColumnName, Column>();
  /** The time of the last value of each column. A column whose last value is too old is removed. */
  readonly #lastKnown = new Map<ColumnName, number>();
  readonly #changes = createSignal<void>();

  constructor({ span, gap }: HistoryOptions) {
    this.span = span;
    this.#gap = gap;
  }

  /** Undefined if there is no value in this span. Readers must not change the array. */
  column(name: ColumnName): Column | undefined {
    return this.#columns.get(name);
  }

  /** Calls back after each change. Returns the function that ends it. */
  onChange(listener: () => void): () => void {
    return this.#changes.on(listener);
  }

  /** Whether samples are missing between the last one and this time in epoch seconds. */
  isAfterGap(at: number): boolean {
    const last = this.times.at(-1);
    return last !== undefined && at - last > this.#gap;
  }

  /** Replaces everything by a history of the host. */
  fill(history: ResourceHistory): void {
    this.times.length = 0;
    this.#columns.clear();
    this.#lastKnown.clear();
    const rows = this.#fillTimes(history.times);
    for (const [name, values] of columnsOf(history)) {
      const column = rows.map((index) => (index === null ? null : (values[index] ?? null)));
      const lastIndex = column.findLastIndex((value) => value !== null);
      if (lastIndex < 0) continue;
      this.#columns.set(name, column);
      this.#lastKnown.set(name, this.times[lastIndex] ?? 0);
    }
    this.#changes.emit();
  }

  append(sample: Resources): void {
    const at = Date.parse(sample.at) / 1000;
    if (Number.isNaN(at)) return;
    this.#removeFrom(at);
    if (this.isAfterGap(at)) this.#pushRow(this.#beforeGapEnd(at), new Map());
    this.#pushRow(at, readValues(sample));
    this.#removeBefore(at - this.span);
    this.#changes.emit();
  }

  /** @returns for each row its index in the history; null for a row that interrupts the lines */
  #fillTimes(times: readonly number[]): (number | null)[] {
    const rows: (number | null)[] = [];
    for (const [index, time] of times.entries()) {
      const at = time / 1000;
      if (this.isAfterGap(at)) {
        rows.push(null);
        this.times.push(this.#beforeGapEnd(at));
      }
      rows.push(index);
      this.times.push(at);
    }
    return rows;
  }

  /** A time between the last sample and this one. */
  #beforeGapEnd(at: number): number {
    return ((this.times.at(-1) ?? at) + at) / 2;
  }

  #pushRow(at: number, values: ReadonlyMap<ColumnName, number>): void {
    for (const name of values.keys())
      if (!this.#columns.has(name))
        this.#columns.set(name, new Array<number | null>(this.times.length).fill(null));
    for (const [name, column] of this.#columns) {
      const value = values.get(name) ?? null;
      column.push(value);
      if (value !== null) this.#lastKnown.set(name, at);
    }
    this.times.push(at);
  }

  /** The newest sample is valid: the host sends the last one again to a new subscriber, and its clock may be set back. */
  #removeFrom(at: number): void {
    while (this.times.length > 0 && (this.times.at(-1) ?? 0) >= at) {
      this.times.pop();
      for (const column of this.#columns.values()) column.pop();
    }
  }

  #removeBefore(at: number): void {
    while (this.times.length > 0 && (this.times[0] ?? 0) < at) {
      this.times.shift();
      for (const column of this.#columns.values()) column.shift();
    }
    for (const [name, last] of this.#lastKnown)
      if (last < at) {
        this.#lastKnown.delete(name);
        this.#columns.delete(name);
      }
  }
}

function* columnsOf({
  gpus,
  backends,
}: ResourceHistory): Generator<[ColumnName, readonly (number | null)[]]> {
  for (const { uuid, used_memory, utilization_gpu } of gpus) {
    yield [`gpu/${uuid}/used_memory`, used_memory];
    yield [`gpu/${uuid}/utilization_gpu`, utilization_gpu];
  }
  for (const { id, vram_bytes, ram_bytes, cpu_percent } of backends) {
    yield [`backend/${id}/vram_bytes`, vram_bytes];
    yield [`backend/${id}/ram_bytes`, ram_bytes];
    yield [`backend/${id}/cpu_percent`, cpu_percent];
  }
}

function readValues({ gpus, backends }: Resources): ReadonlyMap<ColumnName, number> {
  const values = new Map<ColumnName, number>();
  const add = (name: ColumnName, value: number | undefined) => {
    if (value !== undefined) values.set(name, value);
  };
  for (const { uuid, used_memory, utilization_gpu } of gpus) {
    add(`gpu/${uuid}/used_memory`, used_memory);
    add(`gpu/${uuid}/utilization_gpu`, utilization_gpu);
  }
  for (const { id, vram_bytes, ram_bytes, cpu_percent } of backends) {
    add(`backend/${id}/vram_bytes`, vram_bytes);
    add(`backend/${id}/ram_bytes`, ram_bytes);
    add(`backend/${id}/cpu_percent`, cpu_percent);
  }
  return values;
}
