/**
 * One search through a whole log: it asks the host for one slice after another, the newest first, and then for what is new.
 * Whoever does not need it any more disposes it, and then no further slice is asked for.
 */
import type { OperationInput } from '../../../shared/operations.ts';
import type { Client } from '../../../shared/transport.ts';
import type { LineRange } from './line-list.ts';

/** Milliseconds between two searches of what is new. */
const REFRESH_INTERVAL = 400;

export type LogSearchInput = Omit<OperationInput<'SearchLog'>, 'before' | 'from'>;

export interface SearchState {
  /** The lines that were found, in ascending order. */
  ranges: readonly LineRange[];
  /** How many lines they are. */
  count: number;
  /** Whether all of the log was looked at. */
  isComplete: boolean;
}

export interface LogSearchRunOptions {
  client: Pick<Client, 'SearchLog'>;
  input: LogSearchInput;
  onChange: (state: SearchState) => void;
  onFailure: (error: unknown) => void;
}

export class LogSearchRun {
  readonly #options: LogSearchRunOptions;
  #state: SearchState = { ranges: [], count: 0, isComplete: false };
  /** Number of the newest line that was looked at. */
  #searchedUntil = 0;
  #newest = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isDisposed = false;
  #isBusy = false;

  constructor(options: LogSearchRunOptions) {
    this.#options = options;
    void this.#searchAll();
  }

  get state(): SearchState {
    return this.#state;
  }

  /** The log has lines up to this number. */
  noteNewest(seq: number): void {
    this.#newest = Math.max(this.#newest, seq);
    if (this.#timer !== null || this.#isDisposed || !this.#state.isComplete) return;
    if (this.#newest <= this.#searchedUntil) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#searchNew();
    }, REFRESH_INTERVAL);
  }

  dispose(): void {
    this.#isDisposed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #searchAll(): Promise<void> {
    const { client, input, onFailure } = this.#options;
    let before: number | null | undefined;
    try {
      while (before !== null && !this.#isDisposed) {
        const reply = await client.SearchLog({ ...input, ...(before === undefined ? {} : { before }) });
        if (this.#isDisposed) return;
        if (before === undefined) this.#searchedUntil = reply.last;
        before = reply.before;
        this.#update(joined(reply.matches, this.#state.ranges), before === null);
      }
      this.noteNewest(this.#newest);
    } catch (error) {
      this.#fail(error, onFailure);
    }
  }

  async #searchNew(): Promise<void> {
    if (this.#isBusy || this.#isDisposed) return;
    this.#isBusy = true;
    const { client, input, onFailure } = this.#options;
    let from: number | null = this.#searchedUntil + 1;
    try {
      while (from !== null) {
        const reply: Awaited<ReturnType<typeof client.SearchLog>> = await client.SearchLog({
          ...input,
          from,
        });
        if (this.#isDisposed) return;
        from = reply.from;
        this.#searchedUntil = from === null ? Math.max(reply.last, this.#searchedUntil) : from - 1;
        if (reply.matches.length > 0) this.#update(joined(this.#state.ranges, reply.matches), true);
      }
    } catch (error) {
      this.#fail(error, onFailure);
    }
    this.#isBusy = false;
    this.noteNewest(this.#newest);
  }

  #fail(error: unknown, onFailure: (error: unknown) => void): void {
    if (this.#isDisposed) return;
    this.dispose();
    this.#update(this.#state.ranges, true);
    onFailure(error);
  }

  #update(ranges: readonly LineRange[], isComplete: boolean): void {
    const count = ranges.reduce((sum, [, length]) => sum + length, 0);
    this.#state = { ranges, count, isComplete };
    this.#options.onChange(this.#state);
  }
}

/** Two lists of ranges as one, where the first of the later follows the last of the earlier. */
function joined(earlier: readonly LineRange[], later: readonly LineRange[]): readonly LineRange[] {
  const last = earlier.at(-1);
  const next = later[0];
  if (last && next && last[0] + last[1] === next[0])
    return [...earlier.slice(0, -1), [last[0], last[1] + next[1]], ...later.slice(1)];
  return [...earlier, ...later];
}
