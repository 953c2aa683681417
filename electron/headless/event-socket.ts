/**
 * The event stream over one WebSocket per panel (`GET /API/events`): state and any number of logs share it, since a browser
 * opens only six HTTP streams per host.
 *
 * client → server: `{"listen": n, "to": subscription}`, `{"stop": n}`, `{"attention": "focused" | "visible" | "hidden"}`;
 * server → client: `{"for": n, "event": event}`, `{"for": n, "error": {code, message, hint}}`.
 */
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { SwitchyardError } from '../../shared/errors.ts';
import { type Attention, attentions, type PushEvent, subscriptionSchema } from '../../shared/events.ts';
import type { Core } from '../core/create-core.ts';

/** Bytes on their way to one panel above which changes are held back and merged. */
const BUSY_BYTES = 1_000_000;
const MOST_SUBSCRIPTIONS = 64;

const messageSchema = z.union([
  z.object({ listen: z.int(), to: subscriptionSchema }),
  z.object({ stop: z.int() }),
  z.object({ attention: z.enum(attentions) }),
]);

interface Subscription {
  close(): void;
  setAttention?(attention: Attention): void;
}

export function serveEvents(socket: WebSocket, core: Core): void {
  const subscriptions = new Map<number, Subscription>();
  let attention: Attention = 'focused';
  const canTake = () => socket.bufferedAmount < BUSY_BYTES;
  const send = (message: unknown) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };

  const listen = (number: number, to: z.infer<typeof subscriptionSchema>) => {
    subscriptions.get(number)?.close();
    subscriptions.delete(number);
    if (subscriptions.size >= MOST_SUBSCRIPTIONS)
      throw new SwitchyardError('bad_body', { reason: 'too many subscriptions' });
    const push = (event: PushEvent) => send({ for: number, event });
    if (to.kind === 'state') {
      const subscription = core.bus.subscribe({ send: push, canTake });
      subscription.setAttention(attention);
      subscriptions.set(number, subscription);
    } else {
      const { uid } = core.registry.get(to.backend_id).record;
      const close = core.followLog(uid, to.after, {
        canTake,
        send: (lines, skipped) => push({ kind: 'log', backend_id: to.backend_id, lines, skipped }),
      });
      subscriptions.set(number, { close });
    }
  };

  socket.on('message', (data) => {
    let number = -1;
    try {
      const message = messageSchema.parse(JSON.parse(String(data)));
      if ('listen' in message) {
        number = message.listen;
        listen(number, message.to);
      } else if ('stop' in message) {
        subscriptions.get(message.stop)?.close();
        subscriptions.delete(message.stop);
      } else {
        attention = message.attention;
        for (const subscription of subscriptions.values()) subscription.setAttention?.(attention);
      }
    } catch (error) {
      const known = error instanceof SwitchyardError ? error : new SwitchyardError('bad_body');
      const { code, message, hint } = known.toReply();
      send({ for: number, error: { code, message, hint } });
    }
  });
  const closeAll = () => {
    for (const subscription of subscriptions.values()) subscription.close();
    subscriptions.clear();
  };
  socket.on('close', closeAll);
  socket.on('error', () => {
    // The close that follows cleans up.
  });
}
