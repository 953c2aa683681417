/**
 * What happened to the backends and to the program, in files that outlive it: a JSON object in each line, kept for
 * {@link MAX_ACTIVITY_DAYS} days and within {@link MAX_BYTES}. The newest entries are in memory as well, so that they can be read
 * while the disk is full. Invariant: only this file writes the activity.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type ActivityCategory, activityFactsSchema, categoryOf } from '../../../shared/activity.ts';
import { MAX_ACTIVITY_DAYS } from '../../../shared/limits.ts';
import type { HostText } from '../../../shared/words/phrase.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import { type Clock, nextTurn } from '../clock.ts';
import { assertNoPipe, logFilePath, readTail } from '../logging/files/log-files-on-disk.ts';
import { RotatingFile } from '../logging/files/rotating-file.ts';
import { KnownSecrets, mapTexts, type Redactor } from '../redact-secrets.ts';
import { StartTimes } from './start-times.ts';

/** Bytes of all files together: some 30,000 entries. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Bytes in which the last entry is looked for first. */
const TAIL_BYTES = 64 * 1024;
const DAY = 86_400_000;
/** How many of the newest entries are in memory. */
const RECENT_ENTRIES = 500;

const storedEntrySchema = activityFactsSchema.extend({
  /** The backend, by a name that stays when it gets another id. */
  uid: z.string().optional(),
  /** As it was at that time. */
  backend: z.object({ id: z.int(), name: z.string() }).optional(),
});
export type StoredEntry = z.infer<typeof storedEntrySchema>;
export type NewEntry = Omit<StoredEntry, 'seq' | 'at' | 'message' | 'phrases'> & { message: HostText };
/** Where an entry takes time to make it is made later, after the reply to what it is about; null: there is none. */
export type DueEntry = NewEntry | (() => NewEntry | null);
export type RecordActivity = (entry: DueEntry) => void;

export interface ActivityQuery {
  uid?: string | undefined;
  categories?: readonly ActivityCategory[] | undefined;
  /** Only entries with a smaller number. */
  before?: number | undefined;
  /** Only entries with a larger number. */
  after?: number | undefined;
  limit: number;
}

export interface ActivityPage {
  /** The newest first. */
  entries: StoredEntry[];
  /** For the next older page; null where no older entry is left. */
  before: number | null;
}

export interface ActivityLogOptions {
  dataDir: string;
  clock: Clock;
  /** All secrets in clear that are known now. No entry holds one. */
  secrets: () => readonly string[];
}

export class ActivityLog {
  readonly #options: ActivityLogOptions;
  readonly #path: string;
  readonly #file: RotatingFile;
  readonly #secrets = new KnownSecrets();
  /** What was recorded in this turn of the event loop, oldest first. It is dealt with in the next one, after the replies of this one. */
  #due: { entry: DueEntry; at: string; redact: Redactor }[] = [];
  /** Oldest first. */
  readonly #recent: StoredEntry[] = [];
  readonly #listeners = new Set<(lastSeq: number) => void>();
  readonly #startTimes = new StartTimes();
  #lastSeq: number;
  #trimmedAt: number;
  /** The last entry of the run before; null where there is none. */
  readonly lastOfEarlierRun: StoredEntry | null;

  constructor(options: ActivityLogOptions) {
    this.#options = options;
    this.#secrets.setSource(options.secrets);
    this.#path = join(options.dataDir, 'activity', 'activity.jsonl');
    this.#file = new RotatingFile({
      path: this.#path,
      bytes: () => MAX_BYTES,
      now: () => options.clock.now(),
      repliesFirst: true,
    });
    this.#file.openExisting();
    this.lastOfEarlierRun = this.#readLast();
    this.#lastSeq = this.lastOfEarlierRun?.seq ?? 0;
    this.#trimmedAt = Number.NEGATIVE_INFINITY;
    void this.#file.afterWrites(() => this.#readStartTimes());
  }

  /** Number of the newest entry; 0 where there is none. */
  get lastSeq(): number {
    this.#recordDue();
    return this.#lastSeq;
  }

  /** Never throws and never waits. */
  readonly record: RecordActivity = (entry) => {
    const at = new Date(this.#options.clock.wall()).toISOString();
    // The secrets of now: what happens next may be that one is forgotten.
    this.#due.push({ entry, at, redact: this.#secrets.current() });
    if (this.#due.length === 1) void nextTurn().then(() => this.#recordDue());
  };

  #recordDue(): void {
    const due = this.#due;
    this.#due = [];
    for (const { at, entry, redact } of due) {
      const made = typeof entry === 'function' ? entry() : entry;
      if (made) this.#record(made, at, redact);
    }
  }

  #record({ message, ...facts }: NewEntry, at: string, redact: Redactor): void {
    const { clock } = this.#options;
    this.#lastSeq += 1;
    const made: StoredEntry = { ...facts, ...onWire({ message }), seq: this.#lastSeq, at };
    const masked = mapTexts(made, redact);
    this.#startTimes.note(masked);
    this.#recent.push(masked);
    if (this.#recent.length > RECENT_ENTRIES) this.#recent.shift();
    this.#file.append({ firstSeq: this.#lastSeq, count: 1, lines: `${JSON.stringify(masked)}\n` });
    if (clock.now() - this.#trimmedAt >= DAY) {
      this.#trimmedAt = clock.now();
      void this.#file.trim(clock.wall() - MAX_ACTIVITY_DAYS * DAY).catch(() => {
        // The disk does not let files be removed now. It is tried again tomorrow.
      });
    }
    for (const listener of this.#listeners) listener(this.#lastSeq);
  }

  /** Calls `listener` with the number of each new entry. @returns a function that ends it */
  subscribe(listener: (lastSeq: number) => void): () => void {
    this.#recordDue();
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async read(query: ActivityQuery): Promise<ActivityPage> {
    this.#recordDue();
    const page = new PageBuilder(query, this.#options.clock.wall() - MAX_ACTIVITY_DAYS * DAY);
    for (const entry of this.#recent.toReversed()) if (!page.add(entry)) return page.build();
    await this.#file.afterWrites(() => this.#readFiles(page));
    return page.build();
  }

  /** See {@link StartTimes.usualSeconds}. Those of earlier runs of the program are known a moment after this was made. */
  usualStartSeconds(uid: string): number | null {
    this.#recordDue();
    return this.#startTimes.usualSeconds(uid);
  }

  /** Writes what is queued and closes the file. */
  close(): Promise<void> {
    this.#recordDue();
    return this.#file.close();
  }

  async #readStartTimes(): Promise<void> {
    const found: StoredEntry[] = [];
    for (let index = 0; ; index++) {
      const text = await this.#readFile(index);
      if (text === null) break;
      for (const line of text.split('\n').reverse()) {
        // The quick look spares most lines the parsing.
        const entry = /"kind":"(?:ready|edited)"/.test(line) ? parseEntry(line) : null;
        if (entry) found.push(entry);
      }
    }
    for (const entry of found.reverse()) this.#startTimes.note(entry);
  }

  /** Null where there is no such file, or somebody has removed it. */
  async #readFile(index: number): Promise<string | null> {
    try {
      const path = logFilePath(this.#path, index);
      assertNoPipe(path);
      return await readFile(path, 'utf8');
    } catch {
      return null;
    }
  }

  async #readFiles(page: PageBuilder): Promise<void> {
    const before = this.#recent[0]?.seq ?? Number.POSITIVE_INFINITY;
    for (let index = 0; ; index++) {
      const text = await this.#readFile(index);
      if (text === null) return;
      for (const line of text.split('\n').reverse()) {
        // Most lines of a search are of other backends; parsing is what costs time.
        if (page.query.uid !== undefined && !line.includes(page.query.uid)) continue;
        const entry = parseEntry(line);
        if (entry && entry.seq < before && !page.add(entry)) return;
      }
    }
  }

  /** Synchronous: it happens at start. */
  #readLast(): StoredEntry | null {
    for (const index of [0, 1]) {
      const path = logFilePath(this.#path, index);
      for (let bytes = TAIL_BYTES; ; bytes *= 16) {
        const { text, isWhole } = readTail(path, bytes);
        for (const line of text.split('\n').reverse()) {
          const entry = parseEntry(line);
          if (entry) return entry;
        }
        if (isWhole) break;
      }
    }
    return null;
  }
}

/** Null for a line that a crash has cut, or that another version has written. */
function parseEntry(line: string): StoredEntry | null {
  if (line === '') return null;
  try {
    return storedEntrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

class PageBuilder {
  readonly query: ActivityQuery;
  readonly #notBefore: number;
  readonly #entries: StoredEntry[] = [];
  #hasMore = false;

  constructor(query: ActivityQuery, notBefore: number) {
    this.query = query;
    this.#notBefore = notBefore;
  }

  /** @returns false where no older entry is wanted */
  add(entry: StoredEntry): boolean {
    const { after = 0, before = Number.POSITIVE_INFINITY, categories, limit, uid } = this.query;
    if (entry.seq <= after) return false;
    const isWanted =
      entry.seq < before &&
      Date.parse(entry.at) >= this.#notBefore &&
      (uid === undefined || entry.uid === uid) &&
      (categories === undefined || categories.includes(categoryOf(entry.kind)));
    if (!isWanted) return true;
    if (this.#entries.length === limit) {
      this.#hasMore = true;
      return false;
    }
    this.#entries.push(entry);
    return true;
  }

  build(): ActivityPage {
    return { entries: this.#entries, before: this.#hasMore ? (this.#entries.at(-1)?.seq ?? null) : null };
  }
}
