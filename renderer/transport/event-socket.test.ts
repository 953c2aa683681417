import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogLine } from '../../shared/events.ts';
import { EventSocket, type EventSocketOptions, type SocketLike } from './event-socket.ts';

class FakeSocket implements SocketLike {
  readyState = 0;
  sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((close: { code: number }) => void) | null = null;

  send(data: string) {
    this.sent.push(JSON.parse(data));
  }
  close(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
  accept() {
    this.readyState = 1;
    this.onopen?.();
  }
  push(message: unknown) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

function setUp(access?: EventSocketOptions['access'], isRefused?: EventSocketOptions['isRefused']) {
  const sockets: FakeSocket[] = [];
  const events = new EventSocket({
    ...(access ? { access } : {}),
    ...(isRefused ? { isRefused } : {}),
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
  });
  events.connect();
  const latest = () => sockets.at(-1) as FakeSocket;
  return { events, sockets, latest };
}

/** Access keys that the host accepts one after another; null once it no longer knows this browser. */
function keys(...all: (string | null)[]) {
  const replaced: (string | null)[] = [];
  return {
    replaced,
    key: async () => all[0] ?? null,
    replace: async (refused: string | null) => {
      replaced.push(refused);
      all.shift();
      return (all[0] ?? null) !== null;
    },
  };
}

const logLine = (seq: number): LogLine => ({
  seq,
  at: '2026-08-01T10:00:00Z',
  stream: 'out',
  text: `${seq}`,
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('subscriptions made before the connection is open are sent once it is open', () => {
  const { events, latest } = setUp();
  events.subscriptions.add({ kind: 'state' }, () => undefined);
  events.setAttention('focused');
  expect(latest().sent).toEqual([]);
  latest().accept();
  expect(latest().sent).toEqual([{ attention: 'focused' }, { listen: 1, to: { kind: 'state' } }]);
  expect(events.state).toBe('open');
});

test('while the key is awaited, nothing is sent before it', async () => {
  let give: (key: string) => void = () => undefined;
  const key = new Promise<string>((resolve) => {
    give = resolve;
  });
  const { events, latest } = setUp({ key: () => key, replace: async () => false });
  latest().accept();
  // The page is slow: its components subscribe once the connection is open already.
  events.subscriptions.add({ kind: 'state' }, () => undefined);
  events.setAttention('focused');
  expect(latest().sent).toEqual([]);
  give('k1');
  await vi.advanceTimersByTimeAsync(0);
  expect(latest().sent).toEqual([
    { access_key: 'k1' },
    { attention: 'focused' },
    { listen: 1, to: { kind: 'state' } },
  ]);
  events.setAttention('hidden');
  expect(latest().sent.at(-1)).toEqual({ attention: 'hidden' });
});

test('after a lost connection it connects with growing delays and asks for all subscriptions again', () => {
  const { events, sockets, latest } = setUp();
  events.subscriptions.add({ kind: 'state' }, () => undefined);
  const pauses: number[] = [];
  for (let round = 0; round < 7; round++) {
    latest().close();
    const from = Date.now();
    const count = sockets.length;
    while (sockets.length === count) vi.advanceTimersByTime(10);
    pauses.push(Date.now() - from);
  }
  expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  expect(events.state).toBe('lost');
  latest().accept();
  expect(latest().sent).toEqual([{ listen: 1, to: { kind: 'state' } }]);
});

test('the delay is short again once a message was received', () => {
  const { events, sockets, latest } = setUp();
  events.subscriptions.add({ kind: 'state' }, () => undefined);
  latest().close();
  vi.advanceTimersByTime(250);
  latest().accept();
  latest().push({ for: 1, event: { kind: 'changes', sequence: 1, changed: [], removed: [] } });
  latest().close();
  const count = sockets.length;
  vi.advanceTimersByTime(250);
  expect(sockets.length).toBe(count + 1);
});

test('a log continues after the last line that was received', () => {
  const { events, latest } = setUp();
  events.subscriptions.add({ kind: 'log', backend_id: 3, after: 0 }, () => undefined);
  latest().accept();
  latest().push({
    for: 1,
    event: { kind: 'log', backend_id: 3, lines: [logLine(41), logLine(42)], skipped: 0 },
  });
  latest().close();
  vi.advanceTimersByTime(250);
  latest().accept();
  expect(latest().sent).toEqual([{ listen: 1, to: { kind: 'log', backend_id: 3, after: 42 } }]);
});

test('a message for an ended subscription is dropped', () => {
  const { events, latest } = setUp();
  const onEvent = vi.fn();
  const stop = events.subscriptions.add({ kind: 'state' }, onEvent);
  latest().accept();
  stop();
  expect(latest().sent.at(-1)).toEqual({ stop: 1 });
  latest().push({ for: 1, event: { kind: 'changes', sequence: 1, changed: [], removed: [] } });
  expect(onEvent).not.toHaveBeenCalled();
});

test('the error of a subscription reaches its subscriber', () => {
  const { events, latest } = setUp();
  const onError = vi.fn();
  events.subscriptions.add({ kind: 'log', backend_id: 9, after: 0 }, () => undefined, onError);
  latest().accept();
  const error = { code: 'invalid_backend_id', message: 'Invalid backend ID 9', hint: '' };
  latest().push({ for: 1, error });
  expect(onError).toHaveBeenCalledWith(error);
});

test('it does not connect again to a host that wants the browser to sign in', () => {
  const { events, sockets, latest } = setUp();
  latest().close(4401);
  expect(events.state).toBe('unauthorized');
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
});

test('when the user is back it connects at once', () => {
  const { events, sockets, latest } = setUp();
  latest().close();
  events.reconnectNow();
  expect(sockets).toHaveLength(2);
  events.reconnectNow();
  expect(sockets).toHaveLength(2);
});

test('messages that nobody understands are ignored', () => {
  const { events, latest } = setUp();
  const onEvent = vi.fn();
  events.subscriptions.add({ kind: 'state' }, onEvent);
  latest().accept();
  latest().onmessage?.({ data: 'not json' });
  latest().onmessage?.({ data: new ArrayBuffer(3) });
  latest().push({ hello: 'there' });
  latest().push(null);
  expect(onEvent).not.toHaveBeenCalled();
});

test('the first message is the access key, before any subscription', async () => {
  const { events, latest } = setUp(keys('k1'));
  events.subscriptions.add({ kind: 'state' }, () => undefined);
  latest().accept();
  await vi.advanceTimersByTimeAsync(0);
  expect(latest().sent).toEqual([{ access_key: 'k1' }, { listen: 1, to: { kind: 'state' } }]);
});

test('a key that the host no longer accepts is replaced, and a new connection opened', async () => {
  const access = keys('k1', 'k2');
  const { events, sockets, latest } = setUp(access);
  latest().accept();
  await vi.advanceTimersByTimeAsync(0);
  latest().close(4401);
  await vi.advanceTimersByTimeAsync(0);
  expect(access.replaced).toEqual(['k1']);
  expect(sockets).toHaveLength(2);
  latest().accept();
  await vi.advanceTimersByTimeAsync(0);
  expect(latest().sent).toEqual([{ access_key: 'k2' }]);
  expect(events.state).toBe('open');
});

test('without another key, or when that one is refused too, the browser has to sign in', async () => {
  for (const access of [keys('k1'), keys('k1', 'k2', 'k3')]) {
    const { events, sockets, latest } = setUp(access);
    for (let tries = 0; tries < 5 && events.state !== 'unauthorized'; tries++) {
      latest().accept();
      await vi.advanceTimersByTimeAsync(0);
      latest().close(4401);
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(events.state).toBe('unauthorized');
    expect(sockets.length).toBeLessThanOrEqual(2);
  }
});

test('a host that refuses the address of the page is distinguished from a lost one, and asked again', async () => {
  let refuses = true;
  const { events, sockets, latest } = setUp(undefined, async () => refuses);
  const states: string[] = [];
  events.onState((state) => states.push(state));
  latest().close();
  await vi.advanceTimersByTimeAsync(300);
  expect(states).toEqual(['lost', 'refused']);
  expect(sockets).toHaveLength(2);
  latest().close();
  await vi.advanceTimersByTimeAsync(0);
  expect(events.state).toBe('refused');
  refuses = false;
  await vi.advanceTimersByTimeAsync(600);
  latest().close();
  await vi.advanceTimersByTimeAsync(0);
  expect(events.state).toBe('lost');
  await vi.advanceTimersByTimeAsync(5_000);
  latest().accept();
  expect(events.state).toBe('open');
});
