/**
 * Numbers over time in bounded memory: a ring of rows, one typed array per column. Invariant: the times ascend; where no
 * number was known stands NaN.
 */

export interface TableRange {
  /** Epoch milliseconds. */
  times: number[];
  /** The numbers of a column at those times, or null where there is no number among them. */
  column(name: string): (number | null)[] | null;
}

export class SampleTable {
  readonly #capacity: number;
  readonly #times: Float64Array;
  readonly #columns = new Map<string, Float64Array>();
  /** Place of the oldest row. */
  #first = 0;
  #length = 0;

  /** @param capacity rows; the oldest makes room for the newest */
  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#times = new Float64Array(capacity);
  }

  get columnNames(): string[] {
    return [...this.#columns.keys()];
  }

  /** Of the typed arrays. */
  get byteLength(): number {
    return this.#times.byteLength * (1 + this.#columns.size);
  }

  append(time: number, numbers: ReadonlyMap<string, number>): void {
    // The system's time was set back: what seems to be from the future is given up, or the times would not ascend.
    while (this.#length > 0 && this.#timeAt(this.#length - 1) >= time) this.#length -= 1;
    if (this.#length === this.#capacity) {
      this.#first = (this.#first + 1) % this.#capacity;
      this.#length -= 1;
    }
    const place = this.#place(this.#length);
    this.#length += 1;
    this.#times[place] = time;
    for (const name of numbers.keys()) {
      if (!this.#columns.has(name))
        this.#columns.set(name, new Float64Array(this.#capacity).fill(Number.NaN));
    }
    for (const [name, column] of this.#columns) column[place] = numbers.get(name) ?? Number.NaN;
  }

  /** The rows from `since` on. @param since epoch milliseconds */
  read(since: number): TableRange {
    let start = 0;
    while (start < this.#length && this.#timeAt(start) < since) start += 1;
    const places = Array.from({ length: this.#length - start }, (_, row) => this.#place(start + row));
    return {
      times: places.map((place) => this.#times[place] ?? Number.NaN),
      column: (name) => {
        const column = this.#columns.get(name);
        const numbers = places.map((place) => {
          const number = column?.[place] ?? Number.NaN;
          return Number.isNaN(number) ? null : number;
        });
        return numbers.some((number) => number !== null) ? numbers : null;
      },
    };
  }

  /** In the place of what had that name before, if anything had. */
  rename(from: string, to: string): void {
    const column = this.#columns.get(from);
    this.#columns.delete(to);
    if (column === undefined) return;
    this.#columns.delete(from);
    this.#columns.set(to, column);
  }

  /** Gives up columns that have had no number since then. @param since epoch milliseconds */
  dropUnknown(since: number): void {
    for (const [name, column] of this.#columns) if (!this.#isKnown(column, since)) this.#columns.delete(name);
  }

  /** Looks from the newest row back: of what is in use, that is the only one looked at. */
  #isKnown(column: Float64Array, since: number): boolean {
    for (let row = this.#length - 1; row >= 0 && this.#timeAt(row) >= since; row -= 1) {
      if (!Number.isNaN(column[this.#place(row)])) return true;
    }
    return false;
  }

  #place(row: number): number {
    return (this.#first + row) % this.#capacity;
  }

  #timeAt(row: number): number {
    return this.#times[this.#place(row)] ?? Number.NaN;
  }
}
