/** The log of one backend: its newest lines in memory, all of them in rotated files, and subscriptions to new ones. */

import type { LogLine } from '../../../shared/events.ts';
import { type LogRun, launchPrefix } from '../../../shared/log/log-runs.ts';
import { englishOf, type HostText } from '../../../shared/words/phrase.ts';
import { type Clock, delay, nextTurn } from '../clock.ts';
import type { LineChunk } from '../line-chunk.ts';
import { createRedactor, type Redactor } from '../redact-secrets.ts';
import { type LinesWatcher, makeBatch, type TextBatch } from '../text-batch.ts';
import { LogFile, withoutStretches } from './files/log-file.ts';
import { WriteRetry } from './files/write-retry.ts';
import type { RunEnd, RunMarker } from './line-format.ts';
import { LineRing } from './line-ring.ts';
import { LineSplitter } from './line-splitter.ts';
import { type LogPage, LogPageBuilder, type PageOptions } from './log-page.ts';
import { type LinesListener, LogSubscribers } from './log-subscribers.ts';
import type { LogSink, OutputStream } from './output-pipe.ts';
import { RunList } from './runs/run-list.ts';
import type { LogQuery } from './search/log-matcher.ts';
import type { LogSearcher } from './search/log-searcher.ts';
import type { SearchResult } from './search/search-stretches.ts';

/** What of an earlier run is put into a new ring. Older lines are read from the files when somebody asks for them. */
const SEED_LINES = 2000;
const SEED_BYTES = 1024 * 1024;

/** Secrets of one backend that are masked, with those that it had before. */
const MAX_SECRETS = 20;

/** Bytes a second that one worker may write in the long run. */
export const MAX_OUTPUT_RATE = 20 * 1024 * 1024;
/** Bytes that a line counts as at least: what it costs to keep and to send beside its text. */
const MIN_LINE_COST = 100;
/** Bytes that it may write as fast as they are handled, after a time in which it wrote little: a million lines, such as a dump. */
export const MAX_OUTPUT_BURST = 128 * 1024 * 1024;
/** Bytes that are handled before everything else gets its turn. */
const MAX_TURN_BYTES = 512 * 1024;

/** Ranges of lines that one call of `search` finds, and milliseconds that it takes, both to the end of a stretch. */
const MAX_SEARCH_RANGES = 20_000;
const MAX_SEARCH_TIME = 250;

export interface BackendLogOptions {
  /** Path of the newest file. */
  file: string;
  clock: Clock;
  /** Of all its files together; asked whenever it matters, for it may change. */
  bytes: () => number;
  onRemoved: () => void;
  /** Called when the disk begins to fail, with the reason, and with null when it works again. */
  onUnwritable: (reason: HostText | null) => void;
}

export class BackendLog implements LogSink {
  /** Path of the newest file. */
  readonly file: string;
  readonly #clock: Clock;
  readonly #logFile: LogFile;
  readonly #onRemoved: () => void;
  readonly #ring = new LineRing();
  readonly #runs = new RunList();
  /** In the order in which the starts of the backend named them. */
  readonly #secrets = new Set<string>();
  #redact: Redactor = (text) => text;
  #lastSeq = 0;
  readonly #subscribers: LogSubscribers;
  readonly #watchers = new Set<LinesWatcher>();
  readonly #unfinishedWatchers = new Set<(text: string) => void>();
  readonly #splitters: Record<OutputStream, LineSplitter>;
  /** Bytes that may be written at once; a negative number is a debt. */
  #allowance = MAX_OUTPUT_BURST;
  #allowanceAt: number;
  /** Bytes that were handled since everything else had its turn. */
  #turnBytes = 0;
  #isRemoved = false;
  readonly #retry: WriteRetry;

  constructor({ file, clock, bytes, onRemoved, onUnwritable }: BackendLogOptions) {
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
      onFailure: (reason) => {
        const text = `This log cannot be written to its file (${englishOf(reason)}); new lines are kept in memory only.`;
        this.#append('host', [text], { inFile: false });
        onUnwritable(reason);
        this.#retry.failed();
      },
      onRecovery: (lost) => {
        const text = `This log is written to its file again; ${lost} lines in between are not in the file.`;
        this.#retry.recovered();
        // In the file, too, it is where lines are missing.
        this.#append('host', [text], { inFile: true });
        onUnwritable(null);
      },
      onMarkers: (markers) => this.#runs.found(markers),
    });
    this.#retry = new WriteRetry(clock, () => this.#logFile.retry());
    const earlier = this.#logFile.openExisting(SEED_LINES, SEED_BYTES);
    this.#lastSeq = earlier.lastSeq;
    for (const { seq, at, stream, text } of earlier.lines)
      this.#ring.push(makeBatch({ firstSeq: seq, at, stream }, [text]));
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

  add(stream: OutputStream, lines: readonly string[]): void {
    if (lines.length > 0) this.#append(stream, lines, { inFile: true });
  }

  /** As {@link add}, for lines that stay bytes unless somebody asks for their texts. */
  addChunk(stream: OutputStream, chunk: LineChunk): void {
    if (this.#isWithoutSecrets(chunk)) this.#append(stream, chunk, { inFile: true });
    else this.#append(stream, chunk.texts, { inFile: true });
  }

  logMessage(text: string): void {
    this.#append('host', text.split(/\r\n|\r|\n/), { inFile: true });
  }

  /**
   * Begins a run: what is written from now on belongs to it, until the next one begins.
   * @param text the log message that says so @returns its number
   */
  startRun(text: string): number {
    return this.#startRun({ text: this.#oneLine(text) });
  }

  /** Begins the run of a launch, to which the lines with its prefix belong. @returns its number */
  startLaunch(launch: number, text: string): number {
    return this.#startRun({ launch, text: this.#oneLine(`${launchPrefix(launch)}${text}`) });
  }

  #startRun(facts: Omit<RunMarker, 'run'>): number {
    const run = this.#runs.nextNumber(this.#clock.wall());
    this.#runs.started(this.#mark({ run, ...facts }));
    return run;
  }

  /** Notes how a run has ended, once nothing of it is left. */
  endRun(run: number, end: Omit<RunEnd, 'started'>, text: string): void {
    this.#endRun(run, end, { text: this.#oneLine(text) });
  }

  /** Notes how a launch has ended, after its last line. @param run as {@link startLaunch} has returned it */
  endLaunch(run: number, launch: number, end: Omit<RunEnd, 'started'>, text: string): void {
    this.#endRun(run, end, { launch, text: this.#oneLine(`${launchPrefix(launch)}${text}`) });
  }

  #endRun(run: number, end: Omit<RunEnd, 'started'>, facts: Omit<RunMarker, 'run' | 'end'>): void {
    const started = this.#runs.startOf(run) ?? new Date(this.#clock.wall()).toISOString();
    const exit = end.exit === null ? null : this.#oneLine(end.exit);
    this.#runs.ended(this.#mark({ run, ...facts, end: { ...end, exit, started } }));
  }

  whenWritable(bytes: number, lineEnds = 0): Promise<void> | undefined {
    const now = this.#clock.now();
    const refill = ((now - this.#allowanceAt) * MAX_OUTPUT_RATE) / 1000;
    const cost = Math.max(bytes, lineEnds * MIN_LINE_COST);
    this.#allowance = Math.min(MAX_OUTPUT_BURST, this.#allowance + refill) - cost;
    this.#allowanceAt = now;
    const fileWritable = this.#logFile.whenWritable();
    if (this.#allowance >= 0) {
      this.#turnBytes += cost;
      if (fileWritable === undefined && this.#turnBytes < MAX_TURN_BYTES) return undefined;
      this.#turnBytes = 0;
      return fileWritable ?? nextTurn();
    }
    const rateWritable = delay(this.#clock, (-this.#allowance * 1000) / MAX_OUTPUT_RATE);
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

  /** A page of the kept lines from number `from` on, oldest first. Lines that are not kept are left out. */
  async readFrom(
    from: number,
    options: Pick<PageOptions, 'limit' | 'maxBytes'>,
  ): Promise<readonly LogLine[]> {
    const page = new LogPageBuilder(options);
    const ringStart = this.#ring.firstSeq ?? this.#lastSeq + 1;
    if (from < ringStart) await this.#logFile.readForwards(page, from);
    // What is not in the files, because they cannot be written, is in the ring alone.
    const next = (page.offered.at(-1)?.seq ?? from - 1) + 1;
    const first = this.#ring.firstSeq;
    if (!page.isFull && first !== undefined)
      for (const line of this.#ring.range(Math.max(next, first), this.#lastSeq))
        if (!page.offerNext(line)) break;
    return page.offered;
  }

  /** Numbers of the first and the last line that are kept; the last is below the first where there is none. */
  async extent(): Promise<{ first: number; last: number }> {
    const [oldest] = await this.#logFile.numberAll();
    const first = Math.min(
      oldest?.stretch.firstSeq ?? Number.POSITIVE_INFINITY,
      this.#ring.firstSeq ?? this.#lastSeq + 1,
    );
    return { first, last: this.#lastSeq };
  }

  /**
   * Searches the lines from `first` to `last`, from the one end to the other, until enough is found or the time for one call is
   * over. @throws as {@link LogSearcher.search}
   */
  async search(
    searcher: LogSearcher,
    query: LogQuery,
    { first, last, newestFirst }: { first: number; last: number; newestFirst: boolean },
  ): Promise<SearchResult> {
    const { stretches, close } = await this.#logFile.openStretches();
    try {
      const ringStart = Math.max(first, this.#ring.firstSeq ?? this.#lastSeq + 1);
      const inRing = ringStart <= last ? this.#ring.range(ringStart, last) : [];
      return await searcher.search({
        query,
        stretches: stretches.filter(({ count, firstSeq }) => firstSeq <= last && firstSeq + count > first),
        memory: withoutStretches(inRing, stretches),
        newestFirst,
        first,
        last,
        maxRanges: MAX_SEARCH_RANGES,
        maxMs: MAX_SEARCH_TIME,
      });
    } finally {
      await close();
    }
  }

  /** The runs of which lines are kept, the oldest first. */
  async runs(): Promise<LogRun[]> {
    return this.runsWithin(await this.extent());
  }

  /** As {@link runs}. @param extent of this log, as it was a moment ago */
  runsWithin({ first, last }: { first: number; last: number }): LogRun[] {
    return this.#runs.list(first, last);
  }

  /**
   * Sends the kept lines after number `after`, then new ones in batches. 0, or a number that was never given, means from
   * the first line that is kept. @returns a function that ends it
   */
  subscribe(after: number, onLines: LinesListener): () => void {
    return this.#subscribers.add(after, onLines);
  }

  /** Calls `watcher` with all new lines, log messages included. @returns a function that ends it */
  watch(watcher: LinesWatcher): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  get isUnfinishedWatched(): boolean {
    return this.#unfinishedWatchers.size > 0;
  }

  noteUnfinished(text: string): void {
    if (text === '' || this.#isRemoved) return;
    const shown = this.#oneLine(text);
    for (const watcher of this.#unfinishedWatchers) watcher(shown);
  }

  /** Calls `watcher` with the end of a line as it grows, or is rewritten, before it has an end. @returns a function that ends it */
  watchUnfinished(watcher: (text: string) => void): () => void {
    this.#unfinishedWatchers.add(watcher);
    return () => void this.#unfinishedWatchers.delete(watcher);
  }

  /** Brings its files within the limits. @param notBefore see {@link LogFile.trim} */
  trim(notBefore: number): Promise<void> {
    return this.#logFile.trim(notBefore);
  }

  /** Ends the log and removes its files. */
  async remove(): Promise<void> {
    this.#isRemoved = true;
    this.#retry.pause();
    this.#subscribers.clear();
    this.#watchers.clear();
    this.#unfinishedWatchers.clear();
    this.#runs.clear();
    this.#onRemoved();
    await this.#logFile.remove();
  }

  /** Writes what is queued and closes the file. A later line opens it again. */
  close(): Promise<void> {
    for (const stream of ['out', 'err'] as const) this.add(stream, this.#splitters[stream].end());
    this.#retry.pause();
    return this.#logFile.close();
  }

  /** Appends the mark of a run. In memory it is a log message. */
  #mark(marker: RunMarker): { seq: number; at: string; marker: RunMarker } {
    const at = this.#now();
    const seq = this.#lastSeq + 1;
    if (!this.#isRemoved) {
      this.#lastSeq = seq;
      const shown = makeBatch({ firstSeq: seq, at, stream: 'host' }, [marker.text]);
      this.#ring.push(shown);
      this.#callWatchers(shown);
      this.#logFile.appendMarker({ firstSeq: seq, at, text: JSON.stringify(marker) });
      this.#subscribers.linesAdded();
    }
    return { seq, at, marker };
  }

  #append(
    stream: LogLine['stream'],
    raw: readonly string[] | LineChunk,
    { inFile }: { inFile: boolean },
  ): void {
    if (this.#isRemoved) return;
    const place = { firstSeq: this.#lastSeq + 1, at: this.#now(), stream };
    const batch = makeBatch(place, 'bytes' in raw ? raw : this.#clean(raw));
    this.#lastSeq += batch.count;
    this.#ring.push(batch);
    this.#callWatchers(batch);
    if (inFile) {
      this.#retry.resume();
      this.#logFile.append(batch);
    }
    this.#subscribers.linesAdded();
  }

  #callWatchers(batch: TextBatch): void {
    for (const watcher of this.#watchers) watcher(batch);
  }

  #now(): string {
    return new Date(this.#clock.wall()).toISOString();
  }

  /** Whether it certainly holds none. */
  #isWithoutSecrets(chunk: LineChunk): boolean {
    return this.#secrets.size === 0 || (chunk.isAscii && isUnchanged(chunk.asLatin1(), this.#redact));
  }

  /** The same lines where there is nothing to clean, which is found out for all of them at once. */
  #clean(raw: readonly string[]): readonly string[] {
    const isOneLineEach = raw.every((text) => !text.includes('\n') && !text.includes('\r'));
    if (isOneLineEach && this.#secrets.size === 0) return raw;
    const joined = raw.join('\n');
    return isOneLineEach && this.#redact(joined) === joined ? raw : raw.map((text) => this.#oneLine(text));
  }

  /** Without secrets, and one line for every caller, in the file too. */
  #oneLine(raw: string): string {
    const text = this.#redact(raw);
    return text.includes('\n') || text.includes('\r') ? text.replace(/[\r\n]+/g, ' ') : text;
  }
}

const isUnchanged = (text: string, redact: Redactor) => redact(text) === text;
