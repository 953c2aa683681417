/**
 * The logs of the backends: what their workers print and what this program remarks. Each has a bounded ring in memory
 * for what is looked at now, and a rotated file that outlives worker and program.
 */

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { messageOf } from '../../../shared/errors.ts';
import type { LogLine } from '../../../shared/events.ts';
import { MAX_LOG_LINES } from '../../../shared/limits.ts';
import type { Clock } from '../clock.ts';
import { LineSplitter } from './line-splitter.ts';
import { LogFile } from './log-file.ts';
import { lastLogWrite, removeLogFiles, trimLogFiles } from './log-files-on-disk.ts';

type OutputStream = 'out' | 'err';

/** Bytes of a ring beside its {@link MAX_LOG_LINES}: of text, and of what a line costs besides. */
export const RING_BYTES = 4 * 1024 * 1024;
const LINE_COST = 100;
/** What of an earlier run is put into a new ring; what is older is read from the files when it is asked for. */
const SEED_LINES = 2000;
const SEED_BYTES = 1024 * 1024;

/** Bytes a second that are taken from one worker in the long run. */
export const FLOOD_RATE = 20 * 1024 * 1024;
/** Bytes that are taken at once: what is read in one turn of the event loop holds up everything else. */
const FLOOD_BURST = 128 * 1024;

/** Milliseconds between two batches of a follower, and lines of a batch. */
const BATCH_INTERVAL = 50;
const BATCH_LINES = 500;

/** Called with what came since the last call, and with the number of lines before these that came too fast to be sent. */
type LinesListener = (lines: LogLine[], skipped: number) => void;

/** Where a worker's output goes. */
export interface LogSink {
  /** Takes whole lines. */
  add(stream: OutputStream, lines: string[]): void;
  /** A line of the program itself. */
  logMessage(text: string): void;
  /** Reports bytes that were read; resolves when more may be read, undefined where that is now. */
  room(bytes: number): Promise<void> | undefined;
}

export interface BackendLog extends LogSink {
  /** Splits a chunk of output into lines. */
  write(stream: OutputStream, chunk: Buffer): void;
  /** Number of the newest line; 0 when there is none. */
  readonly lastSeq: number;
  /** The last `n` lines that workers printed, without our remarks, oldest first; only those numbered above `after`. */
  lastLines(n: number, after?: number): string[];
  /**
   * Kept lines, oldest first: the last `limit` of those with a number below `before` that hold `search`, letter case
   * apart. What is older than the ring is read from the files.
   */
  read(options: { before?: number | undefined; limit: number; search?: string }): Promise<LogLine[]>;
  /** Sends the kept lines after number `after`, then new ones in batches. @returns a function that ends it */
  follow(after: number, onLines: LinesListener): () => void;
  /** The newest file. */
  readonly file: string;
  /** Ends the log and removes its files. */
  remove(): Promise<void>;
  /** Writes what is outstanding and closes the file. A later line opens it again. */
  close(): Promise<void>;
}

/** How much is kept on disk. */
export interface LogLimits {
  /** Of one log, all its files together. */
  bytes: number;
  /** Files but the newest of a log go when nothing was written to them for so long; 0: they stay. */
  days: number;
}

export interface Logs {
  /** The log of a backend, made when first asked for; `name` names its file and stays when the backend gets another id. */
  of(name: string): BackendLog;
  /**
   * Brings all logs within these limits, which hold from now on: those in use and those that only lie on the disk.
   * @param isKept whether there is a backend that a log belongs to, deleted ones that can be brought back included;
   * without one, a log goes as a whole once it is older than `days`
   */
  keepWithin(limits: LogLimits, isKept: (name: string) => boolean): Promise<void>;
  close(): Promise<void>;
}

export interface LogsOptions {
  dir: string;
  clock: Clock;
}

/** Until somebody says otherwise. */
const DEFAULT_BYTES = 20 * 1024 * 1024;
const DAY = 86_400_000;
/** The files of backends' logs as this program names them; others in the folder are none of ours. */
const LOG_FILE = /^([0-9a-f]{12}|legacy\d{4})\.log(?:\.\d+)?$/;

export function createLogs({ dir, clock }: LogsOptions): Logs {
  const logs = new Map<string, RingLog>();
  let bytes = DEFAULT_BYTES;
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch {
    // Each log says so when it is written.
  }
  return {
    of(name) {
      const known = logs.get(name);
      if (known) return known;
      const log = new RingLog({
        file: join(dir, `${name}.log`),
        clock,
        bytes: () => bytes,
        onRemoved: () => logs.delete(name),
      });
      logs.set(name, log);
      return log;
    },
    async keepWithin(limits, isKept) {
      bytes = limits.bytes;
      const notBefore = limits.days === 0 ? Number.NEGATIVE_INFINITY : clock.wall() - limits.days * DAY;
      const trimmed = await Promise.allSettled([...logs.values()].map((log) => log.trim(notBefore)));
      const entries = existsSync(dir) ? readdirSync(dir) : [];
      const names = new Set(entries.flatMap((entry) => LOG_FILE.exec(entry)?.[1] ?? []));
      for (const name of names) {
        await new Promise<void>((resolve) => setImmediate(resolve));
        // At once from here on, so that its backend cannot come back half-way.
        if (logs.has(name)) continue;
        const path = join(dir, `${name}.log`);
        if (isKept(name)) trimLogFiles(path, bytes, notBefore);
        else if (lastLogWrite(path) < notBefore) removeLogFiles(path, 0);
      }
      for (const result of trimmed) if (result.status === 'rejected') throw result.reason;
    },
    close: async () => {
      await Promise.all([...logs.values()].map((log) => log.close()));
    },
  };
}

export interface PipeOptions {
  clock: Clock;
  /** Lines that begin with the prefix go to `onMessage`, without it, and not into the log. */
  control?: { prefix: string; onMessage: (message: string) => void } | undefined;
}

/**
 * Leads a worker's output into a log, no faster than the log takes it: a worker that floods is paused, as the pipe to it
 * runs full. Resolves when the stream has ended or was destroyed. Never rejects.
 */
export function pipeTo(
  sink: LogSink,
  stream: OutputStream,
  source: Readable,
  { clock, control }: PipeOptions,
): Promise<void> {
  const splitter = new LineSplitter(clock);
  const take = (lines: string[]) => {
    let start = 0;
    for (const [index, line] of lines.entries()) {
      if (control === undefined || !line.startsWith(control.prefix)) continue;
      // What was printed before the message is in the log when it is heard.
      if (index > start) sink.add(stream, lines.slice(start, index));
      start = index + 1;
      tell(line.slice(control.prefix.length), control.onMessage, sink);
    }
    if (start < lines.length) sink.add(stream, start === 0 ? lines : lines.slice(start));
  };
  return new Promise((resolve) => {
    source.on('data', (chunk: Buffer) => {
      take(splitter.push(chunk));
      const room = sink.room(chunk.length);
      if (room === undefined) return;
      source.pause();
      void room.then(() => source.resume());
    });
    source.on('error', () => {
      // A pipe that fails has ended: 'close' follows.
    });
    source.on('close', () => {
      take(splitter.end());
      resolve();
    });
  });
}

function tell(message: string, onMessage: (message: string) => void, sink: LogSink): void {
  try {
    onMessage(message);
  } catch (error) {
    const reason = messageOf(error);
    sink.logMessage(`A message of the worker could not be used: ${reason}`);
  }
}

interface Follower {
  next: number;
  /** Nothing is skipped of what was there when it came. */
  backlogUntil: number;
  onLines: LinesListener;
  cancelTimer: (() => void) | null;
}

interface RingLogOptions {
  file: string;
  clock: Clock;
  /** Of all its files together. */
  bytes: () => number;
  onRemoved: () => void;
}

class RingLog implements BackendLog {
  readonly file: string;
  readonly #clock: Clock;
  readonly #file: LogFile;
  readonly #onRemoved: () => void;
  /** Lines in order; those before `#head` are gone. */
  #ring: LogLine[] = [];
  #head = 0;
  #bytes = 0;
  #lastSeq = 0;
  readonly #followers = new Set<Follower>();
  readonly #splitters: Record<OutputStream, LineSplitter>;
  /** Bytes that may be taken at once; below zero they are owed. */
  #allowance = FLOOD_BURST;
  #allowanceAt: number;
  #isRemoved = false;

  constructor({ file, clock, bytes, onRemoved }: RingLogOptions) {
    this.file = file;
    this.#clock = clock;
    this.#onRemoved = onRemoved;
    this.#allowanceAt = clock.now();
    this.#splitters = { out: new LineSplitter(clock), err: new LineSplitter(clock) };
    this.#file = new LogFile({
      path: file,
      bytes,
      now: () => clock.now(),
      onMessage: (text) => this.#keep('host', [text], { inFile: false }),
    });
    const earlier = this.#file.openExisting(SEED_LINES, SEED_BYTES);
    this.#lastSeq = earlier.lastSeq;
    for (const line of earlier.lines) this.#push(line);
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  write(stream: OutputStream, chunk: Buffer): void {
    this.add(stream, this.#splitters[stream].push(chunk));
  }

  add(stream: OutputStream, lines: string[]): void {
    if (lines.length > 0) this.#keep(stream, lines, { inFile: true });
  }

  logMessage(text: string): void {
    this.#keep('host', text.split(/\r\n|\r|\n/), { inFile: true });
  }

  room(bytes: number): Promise<void> | undefined {
    const now = this.#clock.now();
    const refill = ((now - this.#allowanceAt) * FLOOD_RATE) / 1000;
    this.#allowance = Math.min(FLOOD_BURST, this.#allowance + refill) - bytes;
    this.#allowanceAt = now;
    const file = this.#file.whenWritable();
    if (this.#allowance >= 0) return file;
    const delay = (-this.#allowance * 1000) / FLOOD_RATE;
    const rested = new Promise<void>((resolve) => void this.#clock.setTimer(delay, resolve));
    return file ? Promise.all([file, rested]).then(() => undefined) : rested;
  }

  lastLines(n: number, after = 0): string[] {
    const found: string[] = [];
    for (let index = this.#ring.length - 1; index >= this.#head && found.length < n; index -= 1) {
      const line = this.#ring[index];
      if (line === undefined || line.seq <= after) break;
      if (line.stream !== 'host') found.push(line.text);
    }
    return found.reverse();
  }

  async read(options: { before?: number | undefined; limit: number; search?: string }): Promise<LogLine[]> {
    const { before = Number.POSITIVE_INFINITY, limit, search = '' } = options;
    const wanted = search.toLowerCase();
    const isWanted = (text: string) => wanted === '' || text.toLowerCase().includes(wanted);
    const found: LogLine[] = [];
    for (let index = this.#ring.length - 1; index >= this.#head && found.length < limit; index -= 1) {
      const line = this.#ring[index];
      if (line && line.seq < before && isWanted(line.text)) found.push(line);
    }
    found.reverse();
    if (found.length >= limit) return found;
    const oldest = Math.min(before, this.#ring[this.#head]?.seq ?? before);
    const older = await this.#file.read(oldest, limit - found.length, isWanted);
    return [...older, ...found];
  }

  follow(after: number, onLines: LinesListener): () => void {
    const follower: Follower = {
      // From the beginning means from what is kept. So does a number that was never given: it comes from an earlier run
      // of the program, and what its listener saw is not known.
      next: after === 0 || after > this.#lastSeq ? this.#firstKept : after + 1,
      backlogUntil: this.#lastSeq,
      onLines,
      cancelTimer: null,
    };
    this.#followers.add(follower);
    // Not within this call: the caller does not know yet how to end it.
    this.#schedule(follower, 0);
    return () => {
      this.#followers.delete(follower);
      follower.cancelTimer?.();
    };
  }

  /** Brings its files within the limits. @param notBefore see {@link LogFile.trim} */
  trim(notBefore: number): Promise<void> {
    return this.#file.trim(notBefore);
  }

  async remove(): Promise<void> {
    this.#isRemoved = true;
    for (const follower of this.#followers) follower.cancelTimer?.();
    this.#followers.clear();
    this.#onRemoved();
    await this.#file.remove();
  }

  close(): Promise<void> {
    for (const stream of ['out', 'err'] as const) this.add(stream, this.#splitters[stream].end());
    return this.#file.close();
  }

  #keep(stream: LogLine['stream'], texts: string[], { inFile }: { inFile: boolean }): void {
    if (this.#isRemoved) return;
    const at = new Date(this.#clock.wall()).toISOString();
    const lines: LogLine[] = [];
    for (const text of texts) {
      this.#lastSeq += 1;
      // Whoever calls: one line stays one line, in the file too.
      const isOneLine = !text.includes('\n') && !text.includes('\r');
      lines.push({ seq: this.#lastSeq, at, stream, text: isOneLine ? text : text.replace(/[\r\n]+/g, ' ') });
    }
    for (const line of lines) this.#push(line);
    if (inFile) this.#file.append(lines);
    for (const follower of this.#followers) {
      if (follower.cancelTimer === null) this.#schedule(follower, BATCH_INTERVAL);
    }
  }

  #push(line: LogLine): void {
    this.#ring.push(line);
    this.#bytes += line.text.length + LINE_COST;
    while (this.#ring.length - this.#head > MAX_LOG_LINES || this.#bytes > RING_BYTES) {
      const oldest = this.#ring[this.#head];
      if (oldest === undefined || oldest === line) break;
      this.#bytes -= oldest.text.length + LINE_COST;
      this.#head += 1;
    }
    // Moved only when as much is gone as is kept, so that a line costs the same however long the ring is.
    if (this.#head * 2 > this.#ring.length) {
      this.#ring = this.#ring.slice(this.#head);
      this.#head = 0;
    }
  }

  get #firstKept(): number {
    return this.#ring[this.#head]?.seq ?? this.#lastSeq + 1;
  }

  #schedule(follower: Follower, delayMs: number): void {
    follower.cancelTimer = this.#clock.setTimer(delayMs, () => {
      follower.cancelTimer = null;
      this.#deliver(follower);
    });
  }

  #deliver(follower: Follower): void {
    const firstKept = this.#firstKept;
    let from = Math.max(follower.next, firstKept);
    const until =
      from <= follower.backlogUntil ? Math.min(follower.backlogUntil, from + BATCH_LINES - 1) : this.#lastSeq;
    from = Math.max(from, until - BATCH_LINES + 1);
    const skipped = from - follower.next;
    if (until < from) return;
    const start = this.#head + (from - firstKept);
    follower.next = until + 1;
    if (until < this.#lastSeq) this.#schedule(follower, 0);
    follower.onLines(this.#ring.slice(start, start + (until - from + 1)), skipped);
  }
}
