/**
 * What was used over a span of time, column by column, in arrays that uPlot takes as they are. Only this file writes them:
 * a new sample is pushed onto each and the oldest falls off, so that nothing is copied however much is kept.
 * Every column is as long as `times`; a row of nulls stands where nothing was sampled for a while.
 */
import type { ResourceHistory, Resources } from '../../../shared/resources.ts';
import { createSignal } from '../../transport/panel-transport.ts';

export type Column = (number | null)[];

/** What can be drawn: a measure of one card, by its UUID, or of one backend, by its number. */
export type ColumnName =
  | `gpu/${string}/${'used_memory' | 'utilization_gpu'}`
  | `backend/${number}/${'vram_bytes' | 'ram_bytes' | 'cpu_percent'}`;

export interface HistoryColumns {
  /** Epoch seconds, ascending, as uPlot counts them. Not to be changed from outside. */
  readonly times: number[];
  /** How long the span is that is kept, in seconds. */
  readonly span: number;
  /** Undefined where nothing has been known of it in this span. Not to be changed from outside. */
  column(name: ColumnName): Column | undefined;
  /** Puts what the host remembers in the place of all that is here. */
  fill(history: ResourceHistory): void;
  append(sample: Resources): void;
  /** Whether a sample of this moment, in epoch seconds, leaves a hole behind the last one. */
  leavesGap(at: number): boolean;
  /** Calls back after each change. Returns the function that ends it. */
  onChange(listener: () => void): () => void;
}

/** @param gap seconds without a sample after which a line is broken rather than drawn across */
export function createHistoryColumns({ span, gap }: { span: number; gap: number }): HistoryColumns {
  const times: number[] = [];
  const columns = new Map<ColumnName, Column>();
  /** When each column last had a number, so that those of what is long gone can be dropped. */
  const knownUntil = new Map<ColumnName, number>();
  const changes = createSignal<void>();

  const leavesGap = (at: number) => {
    const last = times.at(-1);
    return last !== undefined && at - last > gap;
  };

  const pushRow = (at: number, values: ReadonlyMap<ColumnName, number>) => {
    for (const name of values.keys())
      if (!columns.has(name)) columns.set(name, new Array<number | null>(times.length).fill(null));
    for (const [name, column] of columns) {
      const value = values.get(name) ?? null;
      column.push(value);
      if (value !== null) knownUntil.set(name, at);
    }
    times.push(at);
  };

  /** The newest word counts: the host sends the last sample again to whoever begins to listen, and its clock may be set back. */
  const dropFrom = (at: number) => {
    while (times.length > 0 && (times.at(-1) ?? 0) >= at) {
      times.pop();
      for (const column of columns.values()) column.pop();
    }
  };

  const dropBefore = (at: number) => {
    while (times.length > 0 && (times[0] ?? 0) < at) {
      times.shift();
      for (const column of columns.values()) column.shift();
    }
    for (const [name, last] of knownUntil)
      if (last < at) {
        knownUntil.delete(name);
        columns.delete(name);
      }
  };

  return {
    times,
    span,
    column: (name) => columns.get(name),
    leavesGap,

    fill(history) {
      times.length = 0;
      columns.clear();
      knownUntil.clear();
      // Where each row comes from; null: a row that breaks the lines.
      const rows: (number | null)[] = [];
      for (const [index, time] of history.times.entries()) {
        const at = time / 1000;
        if (leavesGap(at)) {
          rows.push(null);
          times.push(((times.at(-1) ?? at) + at) / 2);
        }
        rows.push(index);
        times.push(at);
      }
      const take = (name: ColumnName, given: readonly (number | null)[]) => {
        const column = rows.map((index) => (index === null ? null : (given[index] ?? null)));
        const last = column.findLastIndex((value) => value !== null);
        if (last < 0) return;
        columns.set(name, column);
        knownUntil.set(name, times[last] ?? 0);
      };
      for (const { uuid, used_memory, utilization_gpu } of history.gpus) {
        take(`gpu/${uuid}/used_memory`, used_memory);
        take(`gpu/${uuid}/utilization_gpu`, utilization_gpu);
      }
      for (const { id, vram_bytes, ram_bytes, cpu_percent } of history.backends) {
        take(`backend/${id}/vram_bytes`, vram_bytes);
        take(`backend/${id}/ram_bytes`, ram_bytes);
        take(`backend/${id}/cpu_percent`, cpu_percent);
      }
      changes.emit();
    },

    append(sample) {
      const at = Date.parse(sample.at) / 1000;
      if (Number.isNaN(at)) return;
      dropFrom(at);
      if (leavesGap(at)) pushRow(((times.at(-1) ?? at) + at) / 2, new Map());
      pushRow(at, valuesOf(sample));
      dropBefore(at - span);
      changes.emit();
    },

    onChange: changes.on,
  };
}

function valuesOf({ gpus, backends }: Resources): ReadonlyMap<ColumnName, number> {
  const values = new Map<ColumnName, number>();
  const put = (name: ColumnName, value: number | undefined) => {
    if (value !== undefined) values.set(name, value);
  };
  for (const { uuid, used_memory, utilization_gpu } of gpus) {
    put(`gpu/${uuid}/used_memory`, used_memory);
    put(`gpu/${uuid}/utilization_gpu`, utilization_gpu);
  }
  for (const { id, vram_bytes, ram_bytes, cpu_percent } of backends) {
    put(`backend/${id}/vram_bytes`, vram_bytes);
    put(`backend/${id}/ram_bytes`, ram_bytes);
    put(`backend/${id}/cpu_percent`, cpu_percent);
  }
  return values;
}
