/**
 * Ends the connection of a request that has not arrived whole in time. Node's own limit is for all requests of a server, and a
 * request to a model may wait for its turn for minutes with a body that nobody has read yet.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SwitchyardError } from '../../../shared/errors.ts';
import { errorBody } from './error-replies.ts';

/** Written as it is: what waits for the body would otherwise answer too. */
function lateReply(timeoutMs: number): string {
  const reason = `it did not arrive within ${timeoutMs / 1000} seconds`;
  const body = JSON.stringify(errorBody(new SwitchyardError('bad_body', { reason }).toReply()));
  const head = ['HTTP/1.1 408 Request Timeout', 'Connection: close', 'Content-Type: application/json'];
  return `${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** @param timeoutMs since its headers have arrived */
export function limitArrival(request: IncomingMessage, response: ServerResponse, timeoutMs: number): void {
  // The connection is none of HTTP any more.
  if (request.headers.upgrade !== undefined) return;
  const timer = setTimeout(() => {
    const { socket } = request;
    if (request.complete || socket.destroyed) return;
    // An earlier request of the connection may be answered at the moment.
    if (response.socket === socket && !response.headersSent) socket.write(lateReply(timeoutMs));
    socket.destroySoon();
  }, timeoutMs).unref();
  request.once('close', () => clearTimeout(timer));
}
