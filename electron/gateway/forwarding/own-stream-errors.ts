/**
 * Gives an error in a stream of events the shape of the client's protocol, where the backend sends it in another one: on
 * `/v1/messages`, llama-server 0.4.0 sends `event: error` with the fields of OpenAI's API and nothing around them. All other
 * events pass byte for byte.
 */
import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import type { Turn } from '../gateway.ts';
import { backendError } from '../protocols/backend-error.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { parseJson } from './parse-json.ts';

/** Bytes that an event may have here. What is longer is no error, and passes as it is. */
const MAX_EVENT_BYTES = 64 * 1024;
const EVENT_END = /\r\n\r\n|\n\n|\r\r/g;
const statusSchema = z.object({ code: z.int().min(400).max(599) });

/** @param body not compressed */
export async function* withOwnErrors(
  body: AsyncIterable<Buffer>,
  { protocol, turn }: { protocol: Protocol; turn: Pick<Turn, 'backend'> },
): AsyncGenerator<Buffer> {
  // The beginning of an event whose end has not come.
  let begun: Buffer = Buffer.alloc(0);
  for await (const piece of body) {
    const bytes = begun.length === 0 ? piece : Buffer.concat([begun, piece]);
    const end = lastEnd(bytes);
    const complete = bytes.subarray(0, end);
    if (complete.length > 0)
      yield complete.includes('error')
        ? Buffer.from(translate(complete, protocol, turn), 'latin1')
        : complete;
    begun = bytes.subarray(end);
    if (begun.length <= MAX_EVENT_BYTES) continue;
    yield begun;
    begun = Buffer.alloc(0);
  }
  if (begun.length > 0) yield begun;
}

function lastEnd(bytes: Buffer): number {
  const ends = ['\r\n\r\n', '\n\n', '\r\r'].map((end) => {
    const at = bytes.lastIndexOf(end);
    return at < 0 ? 0 : at + end.length;
  });
  return Math.max(...ends);
}

/** @param events complete ones. @returns the same bytes but for errors, in latin1 */
function translate(events: Buffer, protocol: Protocol, turn: Pick<Turn, 'backend'>): string {
  const text = events.toString('latin1');
  let translated = '';
  let from = 0;
  for (const { 0: end, index } of text.matchAll(EVENT_END)) {
    const to = index + end.length;
    const own = ownError(text.slice(from, to), protocol, turn);
    translated += own === null ? text.slice(from, to) : Buffer.from(own).toString('latin1');
    from = to;
  }
  return translated + text.slice(from);
}

/** The event in the shape of the protocol; null where it is no error, or has that shape already. */
function ownError(event: string, protocol: Protocol, turn: Pick<Turn, 'backend'>): string | null {
  if (!/^event: ?error\s*$/m.test(event)) return null;
  let data: string | undefined;
  createParser({
    onEvent: (parsed) => {
      data = parsed.data;
    },
  }).feed(Buffer.from(event, 'latin1').toString('utf8'));
  const json = data === undefined ? undefined : parseJson(data);
  if (data === undefined || protocol.isOwnError?.(json) !== false) return null;
  const status = statusSchema.safeParse(json).data?.code ?? 500;
  return protocol.errorEvent(backendError(data, status, turn));
}
