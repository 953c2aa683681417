/** A request to a worker: what all kinds of forwarding share. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import type { OpenAiApi } from '../../core/backend/backend-type.ts';

/** A model may take minutes for its first token, so neither headers nor body have a limit. The client ends what it gives up. */
const agent = new Agent({
  headersTimeout: 0,
  bodyTimeout: 0,
  connect: { timeout: 10_000 },
  connections: null,
});

/** The worker could not be reached, or ended before its reply began: nothing was sent to the client. */
export class NoReplyError extends Error {}

/** @param path what follows the base URL, with its query, such as `/chat/completions?x=1` */
export function workerUrl({ baseUrl, query }: Pick<OpenAiApi, 'baseUrl' | 'query'>, path: string): URL {
  const url = new URL(`${baseUrl}${path}`);
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.set(name, value);
  return url;
}

export interface WorkerRequest {
  url: URL;
  method: string | undefined;
  headers: IncomingHttpHeaders;
  body: Readable | string | null;
  /** Aborted when the client has gone away. */
  signal: AbortSignal;
}

/** Resolves when the reply begins. @throws NoReplyError */
export async function sendToWorker(request: WorkerRequest): Promise<Dispatcher.ResponseData> {
  const { url, method = 'GET', headers, body, signal } = request;
  try {
    return await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: method as Dispatcher.HttpMethod,
      headers,
      body,
      signal,
    });
  } catch (error) {
    throw new NoReplyError('the worker did not reply', { cause: error });
  }
}
