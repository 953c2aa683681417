import { afterEach, expect, test, vi } from 'vitest';
import type { Bridge, EventOrError } from '../../shared/transport.ts';
import { chooseTransport } from './choose-transport.ts';

afterEach(() => {
  delete window.switchyard;
  vi.unstubAllGlobals();
});

/** A bridge as the preload script provides it. */
function bridge(call: Bridge['call']) {
  const subscriptions: { to: unknown; onReply: (reply: EventOrError) => void }[] = [];
  window.switchyard = {
    call,
    listen: (to, onReply) => {
      subscriptions.push({ to, onReply });
      return () => undefined;
    },
  };
  return subscriptions;
}

test('with the bridge of the desktop window nothing goes over HTTP', async () => {
  const network = vi.fn(() => {
    throw new Error('There is no network in the desktop window.');
  });
  vi.stubGlobal('fetch', network);
  vi.stubGlobal('WebSocket', network);
  const call = vi.fn(async () => ({ ok: true as const, value: { list: [] } }));
  const subscriptions = bridge(call);
  const transport = chooseTransport();
  expect(transport.shownIn).toBe('window');
  expect(transport.connection()).toBe('open');
  expect(await transport.call('ListBackendTypes', {})).toEqual({ ok: true, value: { list: [] } });
  transport.listen({ kind: 'state' }, () => undefined);
  transport.setAttention('hidden');
  expect(subscriptions.map(({ to }) => to)).toEqual([{ kind: 'state' }]);
  expect(network).not.toHaveBeenCalled();
});

test('the bridge passes on events, or the error of the subscription', () => {
  const subscriptions = bridge(async () => ({ ok: true, value: null }));
  const onEvent = vi.fn();
  const onError = vi.fn();
  chooseTransport().listen({ kind: 'navigation' }, onEvent, onError);
  const event = { kind: 'navigation', to: { kind: 'about' } } as const;
  subscriptions[0]?.onReply({ event });
  expect(onEvent).toHaveBeenCalledWith(event);
  const error = { code: 'bad_body', message: 'No.', hint: '' };
  subscriptions[0]?.onReply({ error });
  expect(onError).toHaveBeenCalledWith(error);
});

test('a call that the bridge rejects is an error with a message, not an exception', async () => {
  bridge(() => Promise.reject(new Error('An object could not be cloned.')));
  expect(await chooseTransport().call('ListBackends', {})).toMatchObject({
    ok: false,
    error: { code: 'unreachable', message: 'Switchyard does not answer.' },
  });
});
