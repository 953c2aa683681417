/**
 * Runs searches in a thread, one after another. A regular expression may take a time without an end: then the thread is
 * ended, and whoever asked is told. Without the built thread, as in unit tests, searches run here.
 */
import { Worker } from 'node:worker_threads';
import { messageOf, SwitchyardError } from '../../../../shared/errors.ts';
import { compilePattern, type LogQuery, type TextRange } from './log-matcher.ts';
import {
  type MarkRequest,
  markTexts,
  type SearchRequest,
  type SearchResult,
  searchStretches,
} from './search-stretches.ts';

/** Milliseconds that one request may take. Its parts are made to take a tenth of it. */
const MAX_TIME = 2500;
/** Milliseconds after which an unused thread is ended. */
const IDLE_TIME = 60_000;

export type ThreadRequest =
  | { kind: 'search'; request: SearchRequest }
  | { kind: 'mark'; request: MarkRequest };
export type ThreadReply = { result: SearchResult | TextRange[][] } | { error: string };

export interface LogSearcher {
  /** @throws SwitchyardError `invalid_pattern`, `search_too_slow` */
  search(request: SearchRequest): Promise<SearchResult>;
  /** For each text, where the pattern matches in it. @throws as {@link search} */
  mark(request: MarkRequest): Promise<TextRange[][]>;
  close(): Promise<void>;
}

/** @param module absolute path of the built electron/workers/log-search.ts; empty where there is none */
export function createLogSearcher(module: string): LogSearcher {
  if (module === '')
    return {
      search: async (request) => withCheck(request.query, () => searchStretches(request)),
      mark: async (request) => withCheck(request.query, () => markTexts(request)),
      close: async () => undefined,
    };
  const thread = new SearchThread(module);
  return {
    search: (request) =>
      withCheck(
        request.query,
        () => thread.run({ kind: 'search', request }, request.query) as Promise<SearchResult>,
      ),
    mark: (request) =>
      withCheck(
        request.query,
        () => thread.run({ kind: 'mark', request }, request.query) as Promise<TextRange[][]>,
      ),
    close: () => thread.close(),
  };
}

/** @throws SwitchyardError `invalid_pattern` */
function withCheck<T>(query: LogQuery, act: () => T): T {
  try {
    compilePattern(query);
  } catch (error) {
    throw new SwitchyardError('invalid_pattern', { reason: messageOf(error) });
  }
  return act();
}

class SearchThread {
  readonly #module: string;
  #worker: Worker | null = null;
  #work: Promise<unknown> = Promise.resolve();
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(module: string) {
    this.#module = module;
  }

  /** Runs one request at a time, in order. */
  run(request: ThreadRequest, query: LogQuery): Promise<SearchResult | TextRange[][]> {
    const result = this.#work.then(() => this.#run(request, query));
    this.#work = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    clearTimeout(this.#idleTimer);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #run(request: ThreadRequest, { pattern }: LogQuery): Promise<SearchResult | TextRange[][]> {
    clearTimeout(this.#idleTimer);
    this.#worker ??= new Worker(this.#module);
    const worker = this.#worker;
    // The host ends when its own work is done.
    worker.unref();
    const reply = await new Promise<ThreadReply | 'timeout'>((resolve) => {
      const timer = setTimeout(() => settle('timeout'), MAX_TIME);
      const onMessage = (message: ThreadReply) => settle(message);
      const onError = (error: Error) => settle({ error: error.message });
      const onExit = () => settle({ error: 'the search thread has ended' });
      const settle = (value: ThreadReply | 'timeout') => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve(value);
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(request);
    });
    if (reply === 'timeout') {
      await this.close();
      throw new SwitchyardError('search_too_slow', { pattern });
    }
    if ('error' in reply) {
      await this.close();
      throw new Error(`A log could not be searched: ${reply.error}`);
    }
    this.#idleTimer = setTimeout(() => void this.close(), IDLE_TIME).unref();
    return reply.result;
  }
}
