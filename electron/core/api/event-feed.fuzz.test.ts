/** Requests that a panel, or another program, sends over the event socket. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { anyJson, mutatedJson, property } from '../../../e2e/testkit/fuzz.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { fullAccess } from './dispatch.ts';
import { EventFeed, type FeedMessage } from './event-feed.ts';

const requests = [
  { listen: 1, to: { kind: 'state' } },
  { listen: 2, to: { kind: 'log', backend_id: 0, after: 0 } },
  { listen: 3, to: { kind: 'resources' } },
  { listen: 4, to: { kind: 'navigation' } },
  { stop: 1 },
  { attention: 'hidden' },
];

property(
  'a request is done or answered with an error, never with a fault, and what is open is closed at the end',
  fc.array(fc.oneof(mutatedJson(requests), anyJson), { maxLength: 100 }),
  (sequence) => {
    const sent: FeedMessage[] = [];
    let open = 0;
    const subscription = () => {
      open++;
      return { setAttention: () => undefined, close: () => void open-- };
    };
    const closing = () => {
      const { close } = subscription();
      return close;
    };
    const feed = new EventFeed({
      sources: {
        bus: { subscribe: subscription },
        registry: {
          get: () => {
            throw new SwitchyardError('invalid_backend_id', { id: 0 });
          },
        },
        subscribeToLog: closing,
        subscribeToResources: subscription,
        subscribeToActivity: closing,
      },
      caller: fullAccess,
      send: (message) => void sent.push(message),
      isWritable: () => true,
    });
    for (const request of sequence) feed.handle(request);
    expect(sent.length).toBeLessThanOrEqual(sequence.length);
    for (const message of sent) {
      expect(message).toMatchObject({ error: { code: expect.not.stringMatching('internal_error') } });
      expect(JSON.stringify(message).length).toBeLessThan(1000);
    }
    feed.close();
    expect(open).toBe(0);
  },
  150,
);
