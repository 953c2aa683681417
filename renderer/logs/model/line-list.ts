/** Which lines of a log are shown, and in which position each of them is. */

/** Lines that follow each other: the number of the first, and how many they are. */
export type LineRange = readonly [first: number, count: number];

export class LineList {
  readonly #ranges: readonly LineRange[];
  /** How many lines there are before each range. */
  readonly #before: readonly number[];
  readonly count: number;

  /** @param ranges in ascending order, without overlaps */
  constructor(ranges: readonly LineRange[]) {
    this.#ranges = ranges;
    const before: number[] = [];
    let count = 0;
    for (const [, length] of ranges) {
      before.push(count);
      count += length;
    }
    this.#before = before;
    this.count = count;
  }

  /** Number of the line in a position; undefined beyond the list. */
  seqAt(position: number): number | undefined {
    if (position < 0 || position >= this.count) return undefined;
    const index = lastAtMost(this.#before, position);
    const [first] = this.#ranges[index] ?? [0];
    return first + position - (this.#before[index] ?? 0);
  }

  /** Position of a line, or of the next one where it is not in the list; `count` where none follows. */
  positionOf(seq: number): number {
    const index = lastAtMost(this.#ranges, seq, ([first]) => first);
    const range = this.#ranges[index];
    if (range === undefined) return 0;
    const [first, count] = range;
    return (this.#before[index] ?? 0) + Math.min(seq - first, count);
  }

  has(seq: number): boolean {
    return this.seqAt(this.positionOf(seq)) === seq;
  }
}

/** Index of the last item that is at most `value`; -1 where there is none. The items ascend. */
function lastAtMost<T>(items: readonly T[], value: number, numberOf: (item: T) => number = Number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numberOf(items[middle] as T) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
