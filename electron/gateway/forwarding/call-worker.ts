/** Calls a worker with JSON of our own, for a client whose protocol it does not speak. */
import type { Dispatcher } from 'undici';
import type { Turn } from '../gateway.ts';
import { NoReplyError, workerAgent } from './forward-request.ts';

export interface WorkerCall {
  turn: Turn;
  /** Of OpenAI's API, such as `/chat/completions`. */
  path: string;
  body: object;
  signal: AbortSignal;
}

/** @throws NoReplyError */
export async function callWorker({ turn, path, body, signal }: WorkerCall): Promise<Dispatcher.ResponseData> {
  const { baseUrl, query, headers } = turn.api;
  const url = new URL(`${baseUrl}${path}`);
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.set(name, value);
  try {
    return await workerAgent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    throw new NoReplyError('the worker did not reply', { cause: error });
  }
}

/** The text of a reply, at most so many bytes of it. */
export async function readText(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= maxBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, maxBytes);
}
