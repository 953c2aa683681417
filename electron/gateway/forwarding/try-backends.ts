/** Tries the backends that serve a model until one of them has begun to reply. */
import { type Gateway, notReady, type Turn } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { internalError } from '../protocols/gateway-errors.ts';
import { NoReplyError } from './forward-request.ts';

export interface BackendSearch {
  gateway: Gateway;
  /** Whose request it is. */
  caller: string;
  /** The name of the model. */
  name: string;
  /** Of OpenAI's API, such as `/chat/completions`: what the model has to be for. */
  path: string;
  /** Aborted when the client has gone away. */
  signal: AbortSignal;
  /** Whether the request can be sent again. */
  canRepeat: () => boolean;
}

/**
 * @param answer sends the request and the reply. The next backend is tried where it throws a NoReplyError or a GatewayError
 * @returns false where the client has gone away
 * @throws GatewayError of the last backend; whatever else `answer` throws
 */
export async function tryBackends(
  { gateway, caller, name, path, signal, canRepeat }: BackendSearch,
  answer: (turn: Turn) => Promise<void>,
): Promise<boolean> {
  let failure: GatewayError | null = null;
  for (const candidate of gateway.candidates(name, path)) {
    try {
      const turn = await gateway.enter(candidate, caller, signal);
      try {
        await answer(turn);
      } finally {
        turn.end();
      }
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof NoReplyError) && !(error instanceof GatewayError)) throw error;
      failure = error instanceof GatewayError ? error : notReady(candidate.backend, error);
      if (!canRepeat()) break;
    }
  }
  throw failure ?? internalError();
}
