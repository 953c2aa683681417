/**
 * One address for all models: finds the backend that serves the model of a request, waits for a turn there, and hands out how it
 * is called. Invariant: a turn that was given is ended by its holder, whatever becomes of the request.
 */
import type { FullBackend, TokenCount } from '../../shared/backend.ts';
import { RETRY_SECONDS } from '../../shared/limits.ts';
import { happenedWords } from '../../shared/words/en/happened.ts';
import { type HostText, texts } from '../../shared/words/phrase.ts';
import type { BackendPages, InstanceTurn, OpenAiApi } from '../core/backend/backend-type.ts';
import type { Clock } from '../core/clock.ts';
import type { GatewayCaller } from './gateway-caller.ts';
import { GatewayError } from './gateway-error.ts';
import { internalError } from './protocols/gateway-errors.ts';
import { BackendTurns } from './queue/backend-turns.ts';
import { describeSilence } from './queue/describe-silence.ts';
import { NoTurnError } from './queue/fair-queue.ts';
import { LivenessByUse, type WatchedRequest } from './queue/liveness-by-use.ts';
import { compareReadiness, readinessOf } from './routing/backend-readiness.ts';
import {
  type Candidate,
  findCandidates,
  findFailed,
  findNearest,
  type ListedModel,
  listModels,
} from './routing/model-directory.ts';
import { purposeOf, servesPath, wrongPurpose } from './routing/model-purpose.ts';
import { shortenName } from './routing/shorten-name.ts';

const say = texts(happenedWords);

/** Requests that may wait for one backend. */
const MAX_WAITING = 100;
/** Milliseconds that a request waits for its turn. Behind long answers of a large model, and while that loads, it takes minutes. */
const MAX_WAIT_MS = 10 * 60_000;

/** The part of a live backend that the gateway uses. */
export interface CallableBackend {
  openAiApi: OpenAiApi | null;
  /** Chooses one of its instances for a request; null where none can take it, undefined where it has none. */
  instances?: { enter(model: string | null): InstanceTurn | null | undefined };
  /** Its own pages and the rest of its API; null where it has none. */
  pages: BackendPages | null;
  /** Counts a request; the returned function ends it. */
  beginRequest(): () => void;
  countTokens(tokens: TokenCount): void;
  /** Asks the worker whether it lives. */
  probeNow(): void;
}

export interface GatewayOptions {
  clock: Pick<Clock, 'now' | 'setTimer'>;
  backends: () => FullBackend[];
  /** Null where there is none any more. */
  backend: (id: number) => FullBackend | null;
  /** Starts one that sleeps. @param notice for whom, for its card */
  wake: (id: number, notice: HostText) => void;
  /** Gives up the start of one that is started on demand. @param notice why, for its card */
  letSleep: (id: number, notice: HostText) => void;
  /** Called when another number of requests waits for it. */
  onWaiting: (id: number, count: number) => void;
  /** What its card says of a worker that sends nothing of its replies; null where that is over. */
  noteSilence: (id: number, message: string | null) => void;
  /** What a key names a backend by; null where there is no such backend. */
  uidOf: (id: number) => string | null;
  /** Null where it does not live any more. */
  find: (id: number) => CallableBackend | null;
}

/** A request for a page of a backend, or for the rest of its API. */
export interface PageVisit {
  /** Of the queue: callers take turns. */
  caller: string;
  /** Whether it starts a backend that sleeps, and waits while that starts. */
  wakes: boolean;
  /** Whether it has the backend do something. */
  isUse: boolean;
}

export interface Turn {
  /** As it is when the turn begins: it may have been started for the request. */
  backend: FullBackend;
  api: OpenAiApi;
  /** What the model is called there; null where the name of the request may stay. */
  model: string | null;
  /** Counts what the request has cost, for the backend and for the key. */
  countTokens(tokens: TokenCount): void;
  /** To be called when the reply begins, and with each piece of it. */
  noteSign(): void;
  /** To be called when nothing was replied. */
  noteNoReply(): void;
  end(): void;
}

export class Gateway {
  readonly #options: GatewayOptions;
  readonly #turns: BackendTurns;
  readonly #liveness: LivenessByUse;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#liveness = new LivenessByUse({
      clock: options.clock,
      onSilence: (id) => void this.#reportSilence(id),
      onSilenceOver: (id) => options.noteSilence(id, null),
    });
    this.#turns = new BackendTurns({ ...options, maxWaiting: MAX_WAITING, maxWaitMs: MAX_WAIT_MS });
  }

  /** Each name once that the caller may use, where several backends serve it with the one that has it loaded. */
  models(caller: GatewayCaller): ListedModel[] {
    const models = new Map<string, ListedModel>();
    for (const model of listModels(this.#backendsFor(caller))) {
      const known = models.get(model.name);
      if (!known || (model.isLoaded && !known.isLoaded)) models.set(model.name, model);
    }
    return [...models.values()];
  }

  /**
   * The model of that name, at the backend that would be asked first.
   * @throws GatewayError where no backend serves it
   */
  model(name: string, caller: GatewayCaller): ListedModel {
    const [candidate] = this.candidates(name, null, caller);
    if (!candidate) throw internalError();
    const { backend, model } = candidate;
    const listed = listModels([backend]).find((each) => each.model === model);
    // A backend that is named itself may list none.
    const readiness = readinessOf(backend);
    return {
      ...(listed ?? { model: name, backend, isLoaded: false, readiness, purpose: purposeOf(backend) }),
      name,
    };
  }

  /**
   * @param path such as `/chat/completions`: a model for something else is not asked; null for any model
   * @throws GatewayError where no backend serves it
   */
  candidates(name: string, path: string | null, caller: GatewayCaller): Candidate[] {
    const backends = this.#backendsFor(caller);
    const found = findCandidates(name, backends);
    if (found.length === 0) {
      const failed = findFailed(name, backends);
      if (failed) throw explainFailure(failed);
      const isLimited = caller.backendUids !== null;
      throw unknownModel(name, { nearest: findNearest(name, backends), isLimited });
    }
    const fitting = found.filter(({ backend }) => path === null || servesPath(backend, path));
    const purpose = found[0] ? purposeOf(found[0].backend) : null;
    if (path !== null && fitting.length === 0 && purpose !== null) throw wrongPurpose(name, purpose, path);
    return fitting.sort(
      (a, b) => compareReadiness(a.backend, b.backend) || this.#load(a.backend) - this.#load(b.backend),
    );
  }

  /** To be called when a backend has changed: requests may wait for that. */
  noteChange(id: number): void {
    this.#turns.noteChange(id);
  }

  /**
   * Waits for a turn at the backend, and starts it where it sleeps.
   * @param signal aborted when the client has gone away
   * @throws GatewayError; NoTurnError `gone`
   */
  async enter(candidate: Candidate, caller: GatewayCaller, signal: AbortSignal): Promise<Turn> {
    const { model } = candidate;
    const { id } = candidate.backend;
    const asked = { caller: caller.name, model: model ?? nameOf(candidate.backend) };
    const endTurn = await this.#turns.enter(id, asked, signal).catch((error: unknown) => {
      throw this.#explain(error, candidate.backend);
    });
    const backend = this.#asItIsNow(candidate.backend);
    const callable = this.#options.find(id);
    const instance = callable?.instances?.enter(model);
    const api = instance === undefined ? callable?.openAiApi : instance?.api;
    if (!callable || !api) {
      endTurn();
      throw notReady(backend);
    }
    const request = this.#begin(backend, callable);
    return {
      backend,
      api,
      model,
      countTokens: (tokens) => {
        callable.countTokens(tokens);
        caller.countTokens(tokens);
      },
      noteSign: request.noteSign,
      noteNoReply: () => instance?.noteNoReply(),
      end: () => {
        request.end();
        instance?.end();
        endTurn();
      },
    };
  }

  /**
   * @param name its id or its title
   * @param caller null: who asks may use all
   */
  findBackend(name: string, caller: GatewayCaller | null): FullBackend | null {
    const backends = caller === null ? this.#options.backends() : this.#backendsFor(caller);
    return (
      backends.find(({ id }) => String(id) === name) ?? backends.find(({ title }) => title === name) ?? null
    );
  }

  /**
   * Where the pages of a backend are.
   * @throws GatewayError where they cannot be opened; NoTurnError `gone`
   */
  async openPages(
    backend: FullBackend,
    { caller, wakes, isUse }: PageVisit,
    signal: AbortSignal,
  ): Promise<BackendPages> {
    const { id } = backend;
    if (this.#isClosed(backend, isUse)) {
      if (!wakes) throw readinessOf(backend) === 'asleep' ? asleep(backend) : notReady(backend);
      const notice = say('pagesWait');
      await this.#turns.waitUntilReady(id, { caller, notice }, signal).catch((error: unknown) => {
        throw this.#explain(error, backend);
      });
    }
    const found = this.#pagesOf(backend);
    if (found === null) throw notReady(backend);
    return found;
  }

  /** How a backend is called for what needs no turn; null while it cannot be. */
  apiOf(id: number): OpenAiApi | null {
    return this.#options.find(id)?.openAiApi ?? null;
  }

  /** Whether {@link openPages} waits until the backend has started. */
  mustStart(backend: FullBackend, { wakes, isUse }: PageVisit): boolean {
    return wakes && readinessOf(backend) !== 'never' && this.#isClosed(backend, isUse);
  }

  /** One that yields its memory answers what is no use of it. */
  #isClosed(backend: FullBackend, isUse: boolean): boolean {
    return readinessOf(backend) !== 'ready' && (isUse || this.#pagesOf(backend) === null);
  }

  #pagesOf({ id }: FullBackend): BackendPages | null {
    return this.#options.find(id)?.pages ?? null;
  }

  #explain(error: unknown, backend: FullBackend): unknown {
    return error instanceof NoTurnError ? explainNoTurn(error, this.#asItIsNow(backend)) : error;
  }

  /** Counts a request that waits for no turn; null where the backend does not live any more. */
  beginRequest(backend: FullBackend): WatchedRequest | null {
    const callable = this.#options.find(backend.id);
    // It may have slept when it was asked for.
    return callable ? this.#begin(this.#asItIsNow(backend), callable) : null;
  }

  #asItIsNow(backend: FullBackend): FullBackend {
    return this.#options.backend(backend.id) ?? backend;
  }

  #begin(backend: FullBackend, callable: CallableBackend): WatchedRequest {
    const endRequest = callable.beginRequest();
    const watched = this.#liveness.watch(backend, callable);
    return {
      noteSign: watched.noteSign,
      end: () => {
        watched.end();
        endRequest();
      },
    };
  }

  /** Its card says what is known of a worker that sends nothing of its replies. */
  async #reportSilence(id: number): Promise<void> {
    const callable = this.#options.find(id);
    const api = callable?.openAiApi ?? callable?.pages;
    // Without contact, the card says so already, and when it is restarted.
    if (!api || this.#options.backend(id)?.phase !== 'running') return;
    const message = await describeSilence(api);
    if (this.#liveness.isSilent(id)) this.#options.noteSilence(id, message);
  }

  /** To a caller, a backend that it may not use is not there: errors do not name it either. */
  #backendsFor({ backendUids }: GatewayCaller): FullBackend[] {
    const all = this.#options.backends();
    if (backendUids === null) return all;
    return all.filter(({ id }) => backendUids.includes(this.#options.uidOf(id) ?? ''));
  }

  /** How busy a backend is: what is under way and waits, as a part of what it takes at the same time. */
  #load({ id, max_usages }: FullBackend): number {
    return this.#turns.count(id) / Math.max(1, max_usages);
  }
}

function unknownModel(
  name: string,
  { nearest, isLimited }: { nearest: readonly string[]; isLimited: boolean },
): GatewayError {
  const advice =
    nearest.length > 0
      ? `Did you mean ${nearest.map((each) => `'${each}'`).join(' or ')}?`
      : 'GET /v1/models lists those that can be used now.';
  const which = isLimited ? 'No ready backend that this API key may use' : 'No backend that is ready';
  return new GatewayError(`${which} serves the model '${shortenName(name)}'. ${advice}`, {
    status: 404,
    type: 'not_found_error',
    code: 'model_not_found',
  });
}

/** How a backend is called in a sentence. */
export const nameOf = ({ id, title }: Pick<FullBackend, 'id' | 'title'>): string =>
  `Backend ${id}${title === '' ? '' : ` "${title}"`}`;

export function notReady(backend: FullBackend, cause?: unknown): GatewayError {
  return new GatewayError(`${nameOf(backend)} is not ready any more. Its card in Switchyard says why.`, {
    status: 503,
    type: 'service_unavailable_error',
    code: 'backend_not_ready',
    retryAfter: RETRY_SECONDS,
    cause,
  });
}

/** The error for what a page asks for that was left open: it must not keep its backend awake. */
const asleep = (backend: FullBackend): GatewayError =>
  new GatewayError(`${nameOf(backend)} sleeps. Open its page again, or load it anew, to start it.`, {
    status: 503,
    type: 'service_unavailable_error',
    code: 'backend_asleep',
    retryAfter: RETRY_SECONDS,
  });

/** The error where a backend answers nothing until a person has changed that. */
function explainFailure(backend: FullBackend): GatewayError {
  const { error, phase } = backend;
  if (phase !== 'errored' || !error) return notReady(backend);
  return new GatewayError(`${nameOf(backend)} has failed: ${error.message} ${error.hint}`, {
    status: 503,
    type: 'service_unavailable_error',
    code: 'backend_failed',
  });
}

/** The error for a reply whose beginning the client has already. */
export const cutOff = ({ backend }: Pick<Turn, 'backend'>): GatewayError =>
  new GatewayError(
    `${nameOf(backend)} ended in the middle of its answer. Its card in Switchyard says why; send the request again.`,
    { status: 502, type: 'server_error', code: 'backend_ended' },
  );

function explainNoTurn(error: NoTurnError, backend: FullBackend): Error {
  if (error.reason === 'gone') return error;
  if (error.reason === 'not_ready') return explainFailure(backend);
  const isFull = error.reason === 'full';
  const minutes = MAX_WAIT_MS / 60_000;
  const message = isFull
    ? `${nameOf(backend)} is busy, and ${MAX_WAITING} requests wait for it already. Try again later.`
    : readinessOf(backend) === 'ready'
      ? `${nameOf(backend)} is busy: the request waited ${minutes} minutes for its turn. Try again later, or raise how many requests it answers at the same time.`
      : `${nameOf(backend)} is not ready yet: the request waited ${minutes} minutes for its start. Its card in Switchyard says what it waits for.`;
  return new GatewayError(message, {
    status: isFull ? 429 : 503,
    type: isFull ? 'rate_limit_error' : 'service_unavailable_error',
    code: isFull ? 'queue_full' : 'queue_timeout',
    retryAfter: RETRY_SECONDS,
    cause: error,
  });
}
