/**
 * Tries the backends that serve a model until one of them has begun to reply. If a worker ends before its reply and is restarted
 * automatically, the request waits for it and is sent again.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Gateway, notReady, type Turn } from '../gateway.ts';
import type { GatewayCaller } from '../gateway-caller.ts';
import { GatewayError } from '../gateway-error.ts';
import { internalError } from '../protocols/gateway-errors.ts';
import { NoReplyError } from './worker-request.ts';

export interface BackendSearch {
  gateway: Gateway;
  /** Whose request it is. */
  caller: GatewayCaller;
  /** The name of the model. */
  name: string;
  /** Of OpenAI's API, such as `/chat/completions`: what the model has to be for. */
  path: string;
  /** Aborted when the client has gone away. */
  signal: AbortSignal;
  /** Whether the request can be sent again. */
  canRepeat: () => boolean;
}

/** How often a request is sent again after a worker has ended: the request may be what ends it. */
const MAX_REPEATS = 2;
/** Milliseconds until the backend is known to have ended. A broken connection shows it before the system reports the exit. */
const NOTICE_MS = 500;

/**
 * @param answer sends the request and the reply. The next backend is tried where it throws a NoReplyError or a GatewayError
 * @returns false where the client has gone away
 * @throws GatewayError of the last backend; whatever else `answer` throws
 */
export async function tryBackends(
  search: BackendSearch,
  answer: (turn: Turn) => Promise<void>,
): Promise<boolean> {
  for (let repeats = 0; ; repeats++) {
    const { isAnswered, failure, mayStartAgain } = await tryEach(search, answer);
    if (isAnswered) return true;
    if (search.signal.aborted) return false;
    if (!mayStartAgain || repeats === MAX_REPEATS || !search.canRepeat()) throw failure ?? internalError();
    await wait(NOTICE_MS, undefined, { signal: search.signal }).catch(() => undefined);
    if (search.signal.aborted) return false;
  }
}

interface Outcome {
  isAnswered: boolean;
  /** Of the last backend. */
  failure: GatewayError | null;
  /** Whether a worker that runs here has ended without a reply. */
  mayStartAgain: boolean;
}

async function tryEach(
  { gateway, caller, name, path, signal, canRepeat }: BackendSearch,
  answer: (turn: Turn) => Promise<void>,
): Promise<Outcome> {
  let failure: GatewayError | null = null;
  let mayStartAgain = false;
  for (const candidate of gateway.candidates(name, path, caller)) {
    let { backend } = candidate;
    try {
      const turn = await gateway.enter(candidate, caller, signal);
      ({ backend } = turn);
      try {
        await answer(turn);
      } catch (error) {
        if (error instanceof NoReplyError) turn.noteNoReply();
        throw error;
      } finally {
        turn.end();
      }
      return { isAnswered: true, failure: null, mayStartAgain };
    } catch (error) {
      if (signal.aborted) break;
      if (!(error instanceof NoReplyError) && !(error instanceof GatewayError)) throw error;
      failure = error instanceof GatewayError ? error : notReady(backend, error);
      // Of a remote, nothing here tells when it is back. One with several instances has another, or starts one.
      const { pid, scale } = backend;
      mayStartAgain ||= failure.code === 'backend_not_ready' && (pid !== undefined || scale !== undefined);
      if (!canRepeat()) break;
    }
  }
  return { isAnswered: false, failure, mayStartAgain };
}
