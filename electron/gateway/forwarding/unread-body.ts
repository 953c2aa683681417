/**
 * Reads what is left of a request whose reply has been sent. Node does that only where nobody has begun to read; otherwise the
 * next request on the connection would not be read before the connection times out.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Bytes and milliseconds; a client that goes on sending after its reply loses its connection. */
const MAX_BYTES = 256 * 1024 * 1024;
const MAX_MS = 60_000;

/** To be called for each request before its reply is sent. */
export function readUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  // The connection is then none of HTTP, or ends with the reply.
  if (request.headers.upgrade !== undefined) return;
  response.once('finish', () => {
    if (request.readableEnded || request.destroyed) return;
    let bytes = 0;
    const timer = setTimeout(() => request.destroy(), MAX_MS).unref();
    const read = () => {
      for (let chunk: Buffer | null = request.read(); chunk !== null; chunk = request.read())
        bytes += chunk.length;
      if (bytes > MAX_BYTES) request.destroy();
    };
    request.on('readable', read);
    request.once('close', () => clearTimeout(timer));
    read();
  });
}
