/** The log of one backend: its newest lines in memory, all of them in rotated files, and subscriptions to new ones. */
import type { LogLine } from '../../../shared/events.ts';
import type { Clock } from '../clock.ts';
import { createRedactor, type Redactor } from '../redact-secrets.ts';
import { LineRing } from './line-ring.ts';
import { LineSplitter } from './line-splitter.ts';
import { LogFile } from './log-file.ts';
import { type LogPage, LogPageBuilder, type PageOptions } from './log-page.ts';
import { type LinesListener, LogSubscribers } from './log-subscribers.ts';
import type { LogSink, OutputStream } from './output-pipe.ts';

/** What of an earlier run is put into a new ring. Older lines are read from the files when somebody asks for them. */
const SEED_LINES = 2000;
const SEED_BYTES = 1024 * 1024;

/** Secrets of one backend that are masked, with those that it had before. */
const MAX_SECRETS = 20;

/** Bytes a second that one worker may write in the long run. */
export const MAX_OUTPUT_RATE = 20 * 1024 * 1024;
/** Bytes that a line counts as at least: what it costs to keep and to send beside its text. */
const MIN_LINE_COST = 100;
/** Bytes that it may write at once: whatever is read in one turn of the event loop delays everything else. */
const MAX_OUTPUT_BURST = 128 * 1024;

/** Called with new lines before anything else happens. It must be quick: it runs for every line of a flood. */
export type LinesWatcher = (lines: readonly LogLine[]) => void;

export interface BackendLogOptions {
  /** Path of the newest file. */
  file: string;
  clock: Clock;
  /** Of all its files together; asked whenever it matters, for it may change. */
  bytes: () => number;
  onRemoved: () => void;
}

export class BackendLog implements LogSink {
  /** Path of the newest file. */
  readonly file: string;
  readonly #clock: Clock;
  readonly #logFile: LogFile;
  readonly #onRemoved: () => void;
  readonly #ring = new LineRing();
  /** In the order in which the starts of the backend named them. */
  readonly #secrets = new Set<string>();
  #redact: Redactor = (text) => text;
  #lastSeq = 0;
  readonly #subscribers: LogSubscribers;
  readonly #watchers = new Set<LinesWatcher>();
  readonly #splitters: Record<OutputStream, LineSplitter>;
  /** Bytes that may be written at once; a negative number is a debt. */
  #allowance = MAX_OUTPUT_BURST;
  #allowanceAt: number;
  #isRemoved = false;

  constructor({ file, clock, bytes, onRemoved }: BackendLogOptions) {
    this.file = file;
    this.#clock = clock;
    this.#onRemoved = onRemoved;
    this.#allowanceAt = clock.now();
    this.#subscribers = new LogSubscribers(clock, this.#ring, () => this.#lastSeq);
    this.#splitters = { out: new LineSplitter(clock), err: new LineSplitter(clock) };
    this.#logFile = new LogFile({
      path: file,
      bytes,
      now: () => clock.now(),
      onMessage: (text) => this.#append('host', [text], { inFile: false }),
    });
    const earlier = this.#logFile.openExisting(SEED_LINES, SEED_BYTES);
    this.#lastSeq = earlier.lastSeq;
    for (const line of earlier.lines) this.#ring.push(line);
  }

  /** Masks these secrets in all lines from now on. Those of earlier starts stay masked, for a line may come late. */
  mask(secrets: readonly string[]): void {
    if (secrets.every((secret) => this.#secrets.has(secret))) return;
    for (const secret of secrets) this.#secrets.add(secret);
    for (const oldest of this.#secrets) {
      if (this.#secrets.size <= MAX_SECRETS) break;
      this.#secrets.delete(oldest);
    }
    this.#redact = createRedactor([...this.#secrets]);
  }

  /** Number of the newest line; 0 when there is none. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Splits a chunk of output into lines and adds them. */
  write(stream: OutputStream, chunk: Buffer): void {
    this.add(stream, this.#splitters[stream].push(chunk));
  }

  add(stream: OutputStream, lines: string[]): void {
    if (lines.length > 0) this.#append(stream, lines, { inFile: true });
  }

  logMessage(text: string): void {
    this.#append('host', text.split(/\r\n|\r|\n/), { inFile: true });
  }

  whenWritable(bytes: number, lineEnds = 0): Promise<void> | undefined {
    const now = this.#clock.now();
    const refill = ((now - this.#allowanceAt) * MAX_OUTPUT_RATE) / 1000;
    const cost = Math.max(bytes, lineEnds * MIN_LINE_COST);
    this.#allowance = Math.min(MAX_OUTPUT_BURST, this.#allowance + refill) - cost;
    this.#allowanceAt = now;
    const fileWritable = this.#logFile.whenWritable();
    if (this.#allowance >= 0) return fileWritable;
    const delay = (-this.#allowance * 1000) / MAX_OUTPUT_RATE;
    const rateWritable = new Promise<void>((resolve) => void this.#clock.setTimer(delay, resolve));
    return fileWritable ? Promise.all([fileWritable, rateWritable]).then(() => undefined) : rateWritable;
  }

  /** The last `n` lines that workers printed, without log messages, oldest first; only those numbered above `after`. */
  lastLines(n: number, after = 0): string[] {
    return this.#ring.findLast(n, ({ stream }) => stream !== 'host', after).map(({ text }) => text);
  }

  /** A page of the kept lines, the newest that fit. Lines that are older than the ring are read from the files. */
  async read(options: PageOptions): Promise<LogPage> {
    const page = new LogPageBuilder(options);
    this.#ring.offerTo(page);
    if (!page.isFull) await this.#logFile.read(page, this.#ring.firstSeq);
    return page.build();
  }

  /**
   * Sends the kept lines after number `after`, then new ones in batches. 0, or a number that was never given, means from
   * the first line that is kept. @returns a function that ends it
   */
  subscribe(after: number, onLines: LinesListener): () => void {
    return this.#subscribers.add(after, onLines);
  }

  /** Calls `watcher` with each new line, log messages included, and leaves none out. @returns a function that ends it */
  watch(watcher: LinesWatcher): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Brings its files within the limits. @param notBefore see {@link LogFile.trim} */
  trim(notBefore: number): Promise<void> {
    return this.#logFile.trim(notBefore);
  }

  /** Ends the log and removes its files. */
  async remove(): Promise<void> {
    this.#isRemoved = true;
    this.#subscribers.clear();
    this.#watchers.clear();
    this.#onRemoved();
    await this.#logFile.remove();
  }

  /** Writes what is queued and closes the file. A later line opens it again. */
  close(): Promise<void> {
    for (const stream of ['out', 'err'] as const) this.add(stream, this.#splitters[stream].end());
    return this.#logFile.close();
  }

  #append(stream: LogLine['stream'], texts: string[], { inFile }: { inFile: boolean }): void {
    if (this.#isRemoved) return;
    const at = new Date(this.#clock.wall()).toISOString();
    const lines: LogLine[] = [];
    for (const raw of texts) {
      const text = this.#redact(raw);
      this.#lastSeq += 1;
      // One line stays one line for every caller, in the file too.
      const isOneLine = !text.includes('\n') && !text.includes('\r');
      lines.push({ seq: this.#lastSeq, at, stream, text: isOneLine ? text : text.replace(/[\r\n]+/g, ' ') });
    }
    for (const line of lines) this.#ring.push(line);
    for (const watcher of this.#watchers) watcher(lines);
    if (inFile) this.#logFile.append(lines);
    this.#subscribers.linesAdded();
  }
}
