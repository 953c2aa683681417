/**
 * Replaces a file in a thread of its own, which may wait for the disk. So a write is handed over once and not at each of its nine
 * steps (docs/decisions/020-a-change-waits-for-the-disk-alone.md). The thread does what a {@link GuardedFile} does, and ends when it
 * was not used for a minute.
 */
import { Worker } from 'node:worker_threads';
import { type ExpectedTexts, type GuardedWriter, HOLD_TIME } from '../files/guarded-file.ts';
import { type SentError, toError } from './sent-error.ts';
import { Verdict } from './verdict.ts';

/** What the thread is made for. */
export interface DiskThreadData {
  path: string;
  maxBytes: number;
  /** Of the {@link Verdict} on each text. */
  verdict: SharedArrayBuffer;
}

/** To `prepare` and `end` there is no reply. After `end` the thread ends by itself. */
export type DiskRequest =
  | { kind: 'prepare'; expected: ExpectedTexts }
  | { kind: 'write'; id: number; text: string }
  | { kind: 'forgo' | 'settle'; id: number }
  | { kind: 'end' };

/** The first one has the id {@link READY} and says that requests are handled from now on. */
export interface DiskReply {
  id: number;
  error?: SentError;
}

export const READY = 0;

/** The thread has ended before it has replied. What was asked may be done, in part or not at all. */
export class ThreadEndedError extends Error {}

interface Waiting {
  resolve: () => void;
  reject: (error: Error) => void;
}

export class DiskThread implements GuardedWriter {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = READY;
  #idleTimer: NodeJS.Timeout | undefined;
  #state: 'starting' | 'running' | 'ending' | 'ended' = 'starting';
  #hasFailed = false;
  readonly #verdict = new Verdict();
  /** Resolves when the thread is gone, and nothing of what it was doing goes on. */
  readonly #isGone: Promise<void>;

  /**
   * @param module absolute path of the built electron/workers/disk-thread.ts
   * @throws Error where the system gives no thread
   */
  constructor(module: string, file: Omit<DiskThreadData, 'verdict'>) {
    const workerData: DiskThreadData = { ...file, verdict: this.#verdict.memory };
    const worker = new Worker(module, { workerData });
    this.#worker = worker;
    worker.on('message', (reply: DiskReply) => this.#receive(reply));
    this.#isGone = new Promise((resolve) => {
      // An error is followed by an exit.
      worker.on('error', () => undefined);
      worker.on('exit', () => {
        this.#handleExit();
        resolve();
      });
    });
    // The host ends when its own work is done.
    worker.unref();
  }

  /** Whether it can be given a write. */
  get isRunning(): boolean {
    return this.#state === 'running';
  }

  /** Whether it has ended, or is about to end, so that it is of no more use. */
  get isEnding(): boolean {
    return this.#state === 'ending' || this.#state === 'ended';
  }

  /** Whether it has ended without being asked to. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  prepare(expected: ExpectedTexts): void {
    clearTimeout(this.#idleTimer);
    this.#send({ kind: 'prepare', expected });
  }

  /** @throws ThreadEndedError, too */
  async write(text: string, check: (text: string) => void): Promise<void> {
    this.#verdict.reset();
    const isWritten = this.#ask((id) => ({ kind: 'write', id, text }));
    try {
      check(text);
    } catch (error) {
      this.#verdict.give(false);
      // It puts nothing in place.
      await isWritten.catch(() => undefined);
      throw error;
    }
    this.#verdict.give(true);
    await isWritten;
  }

  /** @throws ThreadEndedError */
  async forgo(): Promise<void> {
    await this.#ask((id) => ({ kind: 'forgo', id }));
  }

  /** @throws ThreadEndedError */
  async settle(): Promise<void> {
    await this.#ask((id) => ({ kind: 'settle', id }));
  }

  /** Has it end what it does, close what is open and end. Resolves when it is gone, however it came to that. Not to be called during a write. */
  end(): Promise<void> {
    clearTimeout(this.#idleTimer);
    if (this.isEnding) return this.#isGone;
    this.#state = 'ending';
    this.#worker.ref();
    this.#send({ kind: 'end' });
    return this.#isGone;
  }

  #send(request: DiskRequest): void {
    this.#worker.postMessage(request);
  }

  #ask(requestWith: (id: number) => DiskRequest): Promise<void> {
    clearTimeout(this.#idleTimer);
    return new Promise((resolve, reject) => {
      if (this.#state === 'ended') return reject(new ThreadEndedError());
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      // As long as somebody waits for it the host does not end.
      this.#worker.ref();
      this.#send(requestWith(id));
    });
  }

  #receive({ id, error }: DiskReply): void {
    if (id === READY) {
      if (this.#state === 'starting') this.#state = 'running';
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(toError(error));
    else waiting?.resolve();
    if (this.#waiting.size > 0 || this.#state !== 'running') return;
    this.#worker.unref();
    this.#idleTimer = setTimeout(() => void this.end(), HOLD_TIME).unref();
  }

  #handleExit(): void {
    clearTimeout(this.#idleTimer);
    this.#hasFailed = this.#state !== 'ending';
    this.#state = 'ended';
    for (const { reject } of this.#waiting.values()) reject(new ThreadEndedError());
    this.#waiting.clear();
  }
}
