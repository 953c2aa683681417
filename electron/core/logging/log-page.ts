/** Collects one page of a log, newest line first or oldest line first, within its limits. */
import type { LogLine } from '../../../shared/events.ts';

export interface PageOptions {
  /** Only lines with a smaller number. */
  before?: number | undefined;
  /** Lines of the page, at most. */
  limit: number;
  /** Bytes of their texts as JSON, at most; a page has one line in any case. No limit where left out. */
  maxBytes?: number;
  /** Bytes of the files that are read for the page, at most, to the end of a stretch. No limit where left out. */
  maxReadBytes?: number;
  /** Only lines that contain this text, whatever the case of its letters. */
  search?: string;
}

export interface LogPage {
  /** Oldest first. */
  lines: LogLine[];
  /** The next page has the lines with a smaller number than this; null where no older line is left. */
  before: number | null;
}

export class LogPageBuilder {
  readonly #limit: number;
  readonly #maxBytes: number;
  readonly #maxReadBytes: number;
  readonly #search: string;
  readonly #lines: LogLine[] = [];
  #bytes = 0;
  #readBytes = 0;
  #before: number;
  #next: number | null = null;

  constructor(options: PageOptions) {
    const { before, limit, maxBytes, maxReadBytes, search = '' } = options;
    this.#before = before ?? Number.POSITIVE_INFINITY;
    this.#limit = limit;
    this.#maxBytes = maxBytes ?? Number.POSITIVE_INFINITY;
    this.#maxReadBytes = maxReadBytes ?? Number.POSITIVE_INFINITY;
    this.#search = search.toLowerCase();
  }

  /** Lines from this number on are on the page already, or do not belong to it. */
  get before(): number {
    return this.#before;
  }

  get isFull(): boolean {
    return this.#next !== null;
  }

  /** The line that was added last, which is the oldest one. */
  get oldest(): LogLine | undefined {
    return this.#lines.at(-1);
  }

  /** Call it with the lines in descending order of their numbers. @returns false where the page is full without it */
  offer(line: LogLine): boolean {
    if (this.isFull) return false;
    if (line.seq >= this.#before) return true;
    const isWanted = this.#search === '' || line.text.toLowerCase().includes(this.#search);
    if (isWanted && !this.#add(line, line.seq + 1)) return false;
    this.#before = line.seq;
    return true;
  }

  /**
   * As {@link offer}, for lines in ascending order of their numbers; such a page has no search and no `before`.
   * @returns false where the page is full without it
   */
  offerNext(line: LogLine): boolean {
    return this.#add(line, line.seq);
  }

  /** @param next what the next page begins with, where this one is full without the line @returns false then */
  #add(line: LogLine, next: number): boolean {
    const bytes = Buffer.byteLength(JSON.stringify(line.text));
    const isFirst = this.#lines.length === 0;
    if (this.#lines.length >= this.#limit || (!isFirst && this.#bytes + bytes > this.#maxBytes)) {
      this.#next = next;
      return false;
    }
    this.#lines.push(line);
    this.#bytes += bytes;
    return true;
  }

  /** So many bytes were read, and all lines in them offered. The page may be full then, with fewer lines than its limit. */
  countRead(bytes: number): void {
    this.#readBytes += bytes;
    if (this.#readBytes >= this.#maxReadBytes && Number.isFinite(this.#before)) this.#next ??= this.#before;
  }

  build(): LogPage {
    return { lines: this.#lines.toReversed(), before: this.#next };
  }

  /** The lines of a page that was filled by {@link offerNext}. */
  get offered(): readonly LogLine[] {
    return this.#lines;
  }
}
