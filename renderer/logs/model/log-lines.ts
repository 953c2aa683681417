/**
 * The lines of one open log: those that are looked at are read from the host in pages and kept for a while, and new ones are
 * added as they come. Only this file adds and removes lines. The view renders at most once per animation frame, because a
 * React state of its own for each line would be too slow.
 */
import type { LogLine } from '../../../shared/events.ts';
import type { Client } from '../../../shared/transport.ts';
import { type LogEntry, missingEntry, type TextRange, toEntry } from './log-entry.ts';

/** Lines of a page. */
export const PAGE_LINES = 500;
/** Lines that are shown of a page from which on it is read whole. */
const MIN_LINES_OF_PAGE = 20;
/** Pages that are kept; the ones that were looked at last. */
const MAX_PAGES = 60;
/** So many new lines at once are a flood, of which none stays in view for long enough to be read. */
const FLOOD_LINES = 100;
/** Milliseconds between two drawings of a flood. */
const FLOOD_INTERVAL = 150;
/** Pages that are read at the same time. */
const MAX_READS = 2;

/** What is marked in the lines: a regular expression, which only the host may run. */
export interface MarkedPattern {
  pattern: string;
  matchCase: boolean;
}

/** Numbers of the first and the last line of the log; `last` is below `first` where there is none. */
export interface LogExtent {
  first: number;
  last: number;
}

export interface LogLinesOptions {
  client: Pick<Client, 'ReadLog'>;
  backendId: number;
  onFailure: (error: unknown) => void;
  frames?: FrameScheduler;
}

export interface FrameScheduler {
  request(callback: () => void): number;
  cancel(handle: number): void;
}

const browserFrames: FrameScheduler = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

interface Page {
  entries: Map<number, LogEntry>;
  /** Of those lines that were read with the present pattern. */
  marks: Map<number, readonly TextRange[]>;
}

const pageOf = (seq: number) => Math.floor(seq / PAGE_LINES);

export class LogLines {
  readonly #options: LogLinesOptions;
  readonly #frames: FrameScheduler;
  readonly #listeners = new Set<() => void>();
  /** Those looked at last come last. */
  readonly #pages = new Map<number, Page>();
  readonly #reading = new Set<number>();
  /** The lines that are looked at, ascending, by their page. */
  #wanted: ReadonlyMap<number, readonly number[]> = new Map();
  #extent: LogExtent | null = null;
  #published: { extent: LogExtent | null; version: number } = { extent: null, version: 0 };
  #mark: MarkedPattern | null = null;
  #frame: number | null = null;
  #floodTimer: ReturnType<typeof setTimeout> | null = null;
  #publishedAt = Number.NEGATIVE_INFINITY;
  /** Replies to what was asked before this count are ignored. */
  #round = 0;

  constructor(options: LogLinesOptions) {
    this.#options = options;
    this.#frames = options.frames ?? browserFrames;
  }

  /** The same object until something changes. `extent` is null until the first lines are there. */
  readonly snapshot = (): { readonly extent: LogExtent | null; readonly version: number } => this.#published;

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#listeners.add(onChange);
    return () => void this.#listeners.delete(onChange);
  };

  /** Undefined where it is not read yet; {@link want} has it read. */
  get(seq: number): LogEntry | undefined {
    return this.#pages.get(pageOf(seq))?.entries.get(seq);
  }

  marksOf(seq: number): readonly TextRange[] | undefined {
    return this.#pages.get(pageOf(seq))?.marks.get(seq);
  }

  /** Reads the newest lines. @returns the number of the newest one, for a subscription to those that follow */
  async open(): Promise<number> {
    const round = ++this.#round;
    this.#pages.clear();
    this.#reading.clear();
    this.#extent = null;
    const { client, backendId } = this.#options;
    const { lines, first, last } = await client.ReadLog({ backend_id: backendId, count: PAGE_LINES });
    if (round !== this.#round) return last;
    this.#extent = { first, last };
    this.#add(lines);
    this.#publishSoon();
    return last;
  }

  /** Adds new lines. Lines that are there already are ignored. */
  append(lines: readonly LogLine[]): void {
    const newest = lines.at(-1)?.seq;
    if (newest === undefined || this.#extent === null) return;
    this.#add(lines);
    this.#extent = { ...this.#extent, last: Math.max(this.#extent.last, newest) };
    const dueIn = this.#publishedAt + FLOOD_INTERVAL - performance.now();
    if (lines.length < FLOOD_LINES || dueIn <= 0) this.#publishSoon();
    else
      this.#floodTimer ??= setTimeout(() => {
        this.#floodTimer = null;
        this.#publishSoon();
      }, dueIn);
  }

  /** Says which lines are looked at, in ascending order; those that are not there yet are read. */
  want(seqs: readonly number[]): void {
    const wanted = new Map<number, number[]>();
    for (const seq of seqs) {
      const ofPage = wanted.get(pageOf(seq));
      if (ofPage) ofPage.push(seq);
      else wanted.set(pageOf(seq), [seq]);
    }
    this.#wanted = wanted;
    this.#readWanted();
  }

  /** Null: nothing is marked. */
  setMark(mark: MarkedPattern | null): void {
    if (mark?.pattern === this.#mark?.pattern && mark?.matchCase === this.#mark?.matchCase) return;
    this.#mark = mark;
    for (const page of this.#pages.values()) page.marks.clear();
    this.#round += 1;
    this.#reading.clear();
    this.#readWanted();
    this.#publishSoon();
  }

  close(): void {
    this.#round += 1;
    if (this.#frame !== null) this.#frames.cancel(this.#frame);
    this.#frame = null;
    if (this.#floodTimer !== null) clearTimeout(this.#floodTimer);
    this.#floodTimer = null;
  }

  #readWanted(): void {
    if (this.#extent === null) return;
    const { first, last } = this.#extent;
    for (const [number, seqs] of this.#wanted) {
      if (this.#reading.size >= MAX_READS) return;
      const missing = seqs.filter((seq) => seq >= first && seq <= last && !this.#isThere(number, seq));
      if (missing.length > 0 && !this.#reading.has(number)) void this.#read(number, missing);
    }
  }

  #isThere(number: number, seq: number): boolean {
    const page = this.#pages.get(number);
    return page?.entries.has(seq) === true && (this.#mark === null || page.marks.has(seq));
  }

  /** @param missing lines of this page, ascending */
  async #read(number: number, missing: readonly number[]): Promise<void> {
    const round = this.#round;
    const mark = this.#mark;
    this.#reading.add(number);
    // Where many lines of it are shown, the whole page, so that scrolling on finds them; where few match, those alone.
    const isWhole = missing.length >= MIN_LINES_OF_PAGE && !this.#pages.has(number);
    const start = isWhole ? number * PAGE_LINES : (missing[0] ?? 0);
    const end = isWhole ? (number + 1) * PAGE_LINES : (missing.at(-1) ?? 0) + 1;
    const { backendId, client, onFailure } = this.#options;
    try {
      const reply = await client.ReadLog({
        backend_id: backendId,
        from: start,
        count: end - start,
        ...(mark === null
          ? {}
          : { mark: { pattern: mark.pattern, regex: true, match_case: mark.matchCase } }),
      });
      if (round !== this.#round) return;
      this.#extent = { first: reply.first, last: Math.max(reply.last, this.#extent?.last ?? 0) };
      const lines = reply.lines.filter(({ seq }) => seq < end);
      this.#add(lines);
      const page = this.#page(number);
      for (const [index, ranges] of (reply.marks ?? []).entries()) {
        const seq = lines[index]?.seq;
        if (seq !== undefined) page.marks.set(seq, ranges);
      }
      // What is between the lines of the reply is in no file.
      const readUntil = reply.lines.length < end - start ? (lines.at(-1)?.seq ?? start) : end - 1;
      for (let seq = start; seq <= Math.min(readUntil, reply.last); seq += 1) {
        if (!page.entries.has(seq)) page.entries.set(seq, missingEntry(seq));
        if (mark !== null && !page.marks.has(seq)) page.marks.set(seq, []);
      }
      this.#forgetPages();
      this.#publishSoon();
    } catch (error) {
      if (round === this.#round) onFailure(error);
      // It is tried again when somebody scrolls.
      this.#reading.delete(number);
      return;
    }
    this.#reading.delete(number);
    this.#readWanted();
  }

  #add(lines: readonly LogLine[]): void {
    for (const line of lines) {
      const { entries } = this.#page(pageOf(line.seq));
      if (!entries.has(line.seq)) entries.set(line.seq, toEntry(line));
    }
    this.#forgetPages();
  }

  /** The page, made where there is none. It counts as looked at now. */
  #page(number: number): Page {
    const page = this.#pages.get(number) ?? { entries: new Map(), marks: new Map() };
    this.#pages.delete(number);
    this.#pages.set(number, page);
    return page;
  }

  #forgetPages(): void {
    for (const number of this.#pages.keys()) {
      if (this.#pages.size <= MAX_PAGES) return;
      if (!this.#wanted.has(number)) this.#pages.delete(number);
    }
  }

  #publishSoon(): void {
    this.#frame ??= this.#frames.request(() => {
      this.#frame = null;
      this.#publishedAt = performance.now();
      this.#published = { extent: this.#extent, version: this.#published.version + 1 };
      for (const listener of this.#listeners) listener();
    });
  }
}
