/**
 * The event stream over one WebSocket per panel (`GET /API/events`): state and any number of logs share it, since a browser
 * opens only six HTTP streams per host. The messages are those of core/event-feed.ts, as JSON.
 */
import type { WebSocket } from 'ws';
import { EventFeed } from '../core/api/event-feed.ts';
import type { Core } from '../core/create-core.ts';

/** Bytes on their way to one panel above which changes are held back and merged. */
const BUSY_BYTES = 1_000_000;

export function serveEvents(socket: WebSocket, core: Core): void {
  const feed = new EventFeed({
    core,
    isWritable: () => socket.bufferedAmount < BUSY_BYTES,
    send: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
  });
  socket.on('message', (data) => feed.take(readJson(String(data))));
  socket.on('close', () => feed.close());
  socket.on('error', () => {
    // The close that follows cleans up.
  });
}

/** @returns undefined, which is no request, where the text is no JSON */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
