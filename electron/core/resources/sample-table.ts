/**
 * Numbers over time in bounded memory: a ring of rows, with a typed array per column. Invariant: the times ascend, and an
 * unknown number is NaN.
 */

export interface TableRange {
  /** Epoch milliseconds. */
  times: number[];
  /** The numbers of a column at those times, or null if none of them is known. */
  column(name: string): (number | null)[] | null;
}

export class SampleTable {
  readonly #capacity: number;
  readonly #times: Float64Array;
  readonly #columns = new Map<string, Float64Array>();
  /** Index of the oldest row. */
  #first = 0;
  #length = 0;

  /** @param capacity number of rows; the newest row replaces the oldest */
  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#times = new Float64Array(capacity);
  }

  get columnNames(): string[] {
    return [...this.#columns.keys()];
  }

  /** Bytes of the typed arrays. */
  get byteLength(): number {
    return this.#times.byteLength * (1 + this.#columns.size);
  }

  append(time: number, numbers: ReadonlyMap<string, number>): void {
    // When the system's time was set back, rows from the future are dropped, so that the times ascend.
    while (this.#length > 0 && this.#timeAt(this.#length - 1) >= time) this.#length -= 1;
    if (this.#length === this.#capacity) {
      this.#first = (this.#first + 1) % this.#capacity;
      this.#length -= 1;
    }
    const index = this.#indexOf(this.#length);
    this.#length += 1;
    this.#times[index] = time;
    for (const name of numbers.keys()) {
      if (!this.#columns.has(name))
        this.#columns.set(name, new Float64Array(this.#capacity).fill(Number.NaN));
    }
    for (const [name, column] of this.#columns) column[index] = numbers.get(name) ?? Number.NaN;
  }

  /** @param since first time, in epoch milliseconds */
  read(since: number): TableRange {
    let start = 0;
    while (start < this.#length && this.#timeAt(start) < since) start += 1;
    const indexes = Array.from({ length: this.#length - start }, (_, row) => this.#indexOf(start + row));
    return {
      times: indexes.map((index) => this.#times[index] ?? Number.NaN),
      column: (name) => {
        const column = this.#columns.get(name);
        const numbers = indexes.map((index) => {
          const number = column?.[index] ?? Number.NaN;
          return Number.isNaN(number) ? null : number;
        });
        return numbers.some((number) => number !== null) ? numbers : null;
      },
    };
  }

  /** Replaces a column that has the new name already. */
  rename(from: string, to: string): void {
    const column = this.#columns.get(from);
    this.#columns.delete(to);
    if (column === undefined) return;
    this.#columns.delete(from);
    this.#columns.set(to, column);
  }

  remove(name: string): void {
    this.#columns.delete(name);
  }

  /** Removes columns that have had no number since then. @param since epoch milliseconds */
  dropUnknown(since: number): void {
    for (const [name, column] of this.#columns) if (!this.#isKnown(column, since)) this.#columns.delete(name);
  }

  /** Searches from the newest row back, so that a column in use is found at the first row. */
  #isKnown(column: Float64Array, since: number): boolean {
    for (let row = this.#length - 1; row >= 0 && this.#timeAt(row) >= since; row -= 1) {
      if (!Number.isNaN(column[this.#indexOf(row)])) return true;
    }
    return false;
  }

  #indexOf(row: number): number {
    return (this.#first + row) % this.#capacity;
  }

  #timeAt(row: number): number {
    return this.#times[this.#indexOf(row)] ?? Number.NaN;
  }
}
