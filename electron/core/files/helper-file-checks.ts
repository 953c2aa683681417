/**
 * File checks that can be given up. A helper process does them; one that takes too long rejects, while the blocked call keeps
 * one thread of the helper and nothing of the host. Invariant: at most {@link MAX_HELPERS} helpers exist, those included that
 * were killed and that the system still holds in a call.
 */
import { systemReasonWords } from '../../../shared/words/en/errors/system-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import type { Clock } from '../clock.ts';
import { type FileChecks, NotAnsweringError } from './file-checks.ts';
import { type FileHelper, type FileHelperLauncher, type FileReply, HELPER_THREADS } from './file-helper.ts';

const say = texts(systemReasonWords);

const CHECK_TIMEOUT_MS = 5_000;
/** For a check that is known not to be answered. Retries of a start then cost little. */
const RECHECK_TIMEOUT_MS = 500;
/** A helper with fewer threads left is replaced. */
const MIN_FREE_THREADS = 16;
const MAX_HELPERS = 2;
/** Milliseconds without a new check after which the helper is ended. */
const IDLE_TIMEOUT_MS = 30_000;

export interface ClosableFileChecks extends FileChecks {
  /** Ends the helpers, without waiting for them. Every check that is under way rejects. */
  close(): void;
}

export interface HelperFileChecksOptions {
  clock: Clock;
  launch: FileHelperLauncher;
  /** Milliseconds that a check may take. */
  timeoutMs?: number;
}

/** No process is started before the first check. */
export function createHelperFileChecks(options: HelperFileChecksOptions): ClosableFileChecks {
  const checks = new HelperFileChecks(options);
  return {
    stat: (path) => checks.call('stat', [path]),
    lstat: (path) => checks.call('lstat', [path]),
    access: (path, need) => checks.call('access', [path, need]),
    readStart: (path, maxBytes) => checks.call('readStart', [path, maxBytes]),
    readPart: (path, offset, maxBytes) => checks.call('readPart', [path, offset, maxBytes]),
    readFolder: (path, maxEntries) => checks.call('readFolder', [path, maxEntries]),
    close: () => checks.close(),
  };
}

interface Call {
  helper: Helper;
  path: string;
  promise: Promise<unknown>;
  resolve(result: unknown): void;
  reject(error: Error): void;
  /** It has taken longer than a check may. */
  isOverdue: boolean;
}

class Helper {
  /** By the id of the request. */
  readonly calls = new Map<number, Call>();
  readonly process: FileHelper;

  constructor(launch: FileHelperLauncher, onEnd: (helper: Helper) => void) {
    this.process = launch({
      onReply: (reply) => this.#settle(reply),
      onEnd: (reason) => {
        this.rejectAll(() => new ReasonError(say('checkerEnded', { reason })));
        onEnd(this);
      },
    });
  }

  get overdueCalls(): number {
    return [...this.calls.values()].filter(({ isOverdue }) => isOverdue).length;
  }

  rejectAll(makeError: (path: string) => Error): void {
    for (const call of this.calls.values()) call.reject(makeError(call.path));
    this.calls.clear();
  }

  #settle(reply: FileReply): void {
    const call = this.calls.get(reply.id);
    this.calls.delete(reply.id);
    if ('result' in reply) call?.resolve(reply.result);
    else call?.reject(Object.assign(new Error(reply.error.message), { code: reply.error.code }));
  }
}

class HelperFileChecks {
  readonly #clock: Clock;
  readonly #launch: FileHelperLauncher;
  readonly #timeoutMs: number;
  /** Calls under way, by method and arguments: the same question is asked once. */
  readonly #pending = new Map<string, Call>();
  /** Killed, and not known to be gone. */
  readonly #retired = new Set<Helper>();
  #current: Helper | null = null;
  #nextId = 0;
  #cancelIdleTimer: () => void = () => {};
  #isClosed = false;

  constructor({ clock, launch, timeoutMs = CHECK_TIMEOUT_MS }: HelperFileChecksOptions) {
    this.#clock = clock;
    this.#launch = launch;
    this.#timeoutMs = timeoutMs;
  }

  /** @param args the first is the path. The caller names the type that the method of {@link FileChecks} has. */
  async call<T>(method: keyof FileChecks, args: [path: string, ...unknown[]]): Promise<T> {
    if (this.#isClosed) throw new ReasonError(say('programEnding'));
    this.#restartIdleTimer();
    const key = JSON.stringify([method, ...args]);
    const call = this.#pending.get(key) ?? this.#send(key, method, args);
    const timeoutMs = call.isOverdue ? Math.min(RECHECK_TIMEOUT_MS, this.#timeoutMs) : this.#timeoutMs;
    let cancelTimer: () => void = () => {};
    const timedOut = new Promise<never>((_, reject) => {
      cancelTimer = this.#clock.setTimer(timeoutMs, () => {
        reject(this.#notAnswering(args[0]));
        call.isOverdue = true;
        if (call.helper.overdueCalls > HELPER_THREADS - MIN_FREE_THREADS) this.#retire(call.helper);
      });
    });
    try {
      // The method decides what the helper answers with.
      return (await Promise.race([call.promise, timedOut])) as T;
    } finally {
      cancelTimer();
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelIdleTimer();
    if (this.#current) this.#retire(this.#current);
  }

  #send(key: string, method: keyof FileChecks, args: [path: string, ...unknown[]]): Call {
    const helper = this.#current ?? this.#start(args[0]);
    const { promise, resolve, reject } = promiseWithResolvers();
    const call: Call = { helper, path: args[0], promise, resolve, reject, isOverdue: false };
    const id = this.#nextId++;
    helper.calls.set(id, call);
    this.#pending.set(key, call);
    const forget = () => void this.#pending.delete(key);
    promise.then(forget, forget);
    helper.process.send({ id, method, args });
    return call;
  }

  /** @throws NotAnsweringError where too many helpers are held by the system */
  #start(path: string): Helper {
    if (this.#retired.size >= MAX_HELPERS) throw this.#notAnswering(path);
    const helper = new Helper(this.#launch, (ended) => {
      this.#retired.delete(ended);
      if (this.#current === ended) this.#current = null;
    });
    this.#current = helper;
    return helper;
  }

  #retire(helper: Helper): void {
    if (this.#current === helper) this.#current = null;
    this.#retired.add(helper);
    helper.rejectAll((path) => this.#notAnswering(path));
    helper.process.kill();
  }

  #restartIdleTimer(): void {
    this.#cancelIdleTimer();
    const endIfIdle = () => {
      // A helper with blocked calls is kept: where the system holds it, its end would only make room for one more.
      if (this.#current && this.#current.calls.size === 0) this.#retire(this.#current);
    };
    this.#cancelIdleTimer = this.#clock.setTimer(IDLE_TIMEOUT_MS, endIfIdle, false);
  }

  #notAnswering(path: string): NotAnsweringError {
    return new NotAnsweringError(path, Math.round(this.#timeoutMs / 1000));
  }
}

function promiseWithResolvers(): Pick<Call, 'promise' | 'resolve' | 'reject'> {
  let resolve: Call['resolve'] = () => {};
  let reject: Call['reject'] = () => {};
  const promise = new Promise<unknown>((onResult, onError) => {
    resolve = onResult;
    reject = onError;
  });
  return { promise, resolve, reject };
}
