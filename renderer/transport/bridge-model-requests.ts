/** Requests for models from the window of the desktop app: over the bridge, as a subscription that receives the reply. */
import type { Bridge } from '../../shared/transport.ts';
import { notReached, type SendModelRequest } from './model-requests.ts';

/** A reply with one of these has no body (Fetch standard, null body status). */
const WITHOUT_BODY = [204, 205, 304];

export function sendOverBridge(bridge: Pick<Bridge, 'listen'>): SendModelRequest {
  return ({ path, body, signal }) =>
    new Promise((resolve, reject) => {
      const encoder = new TextEncoder();
      let content: ReadableStreamDefaultController<Uint8Array> | null = null;
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          content = controller;
        },
        cancel: () => end(),
      });
      let isOver = false;
      /** @param error absent where the reply is complete, or where nobody reads on */
      const end = (error?: unknown) => {
        if (isOver) return;
        isOver = true;
        signal.removeEventListener('abort', onAbort);
        stopListening();
        if (error === undefined) return;
        reject(error);
        content?.error(error);
      };
      const onAbort = () => end(signal.reason);
      const stopListening = bridge.listen({ kind: 'model_reply', path, body }, (reply) => {
        if (isOver) return;
        if ('head' in reply) {
          const { status, content_type } = reply.head;
          resolve(
            new Response(WITHOUT_BODY.includes(status) ? null : stream, {
              status,
              headers: { 'Content-Type': content_type },
            }),
          );
        } else if ('text' in reply) content?.enqueue(encoder.encode(reply.text));
        else if ('end' in reply) {
          content?.close();
          end();
        } else end(notReached());
      });
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
    });
}
