/** Calls a worker with JSON of our own, for a client whose protocol it does not speak. */
import type { Dispatcher } from 'undici';
import type { Turn } from '../gateway.ts';
import { sendToWorker, workerUrl } from './worker-request.ts';

export interface WorkerCall {
  turn: Turn;
  /** Of OpenAI's API, such as `/chat/completions`. */
  path: string;
  body: object;
  signal: AbortSignal;
}

/** @throws NoReplyError */
export const callWorker = ({ turn, path, body, signal }: WorkerCall): Promise<Dispatcher.ResponseData> =>
  sendToWorker({
    url: workerUrl(turn.api, path),
    method: 'POST',
    headers: { 'content-type': 'application/json', ...turn.api.headers },
    body: JSON.stringify(body),
    signal,
  });

/** Bytes of an error that a backend has answered with: enough for its words. */
export const MAX_ERROR_BYTES = 64 * 1024;

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
