import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogLine } from '../../shared/events.ts';
import { createEventSocket, type EventSocketOptions, type SocketLike } from './event-socket.ts';

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

function setUp(access?: EventSocketOptions['access']) {
  const sockets: FakeSocket[] = [];
  const line = createEventSocket({
    ...(access ? { access } : {}),
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
  });
  line.connect();
  const latest = () => sockets.at(-1) as FakeSocket;
  return { line, sockets, latest };
}

/** Access keys as the host accepts them one after another; null once it knows this browser no more. */
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

test('what was asked for before the line was up is asked for as soon as it is', () => {
  const { line, latest } = setUp();
  line.listen({ kind: 'state' }, () => undefined);
  line.attend('focused');
  expect(latest().sent).toEqual([]);
  latest().accept();
  expect(latest().sent).toEqual([{ attention: 'focused' }, { listen: 1, to: { kind: 'state' } }]);
  expect(line.state()).toBe('open');
});

test('after a break it comes back in growing steps and asks again for everything', () => {
  const { line, sockets, latest } = setUp();
  line.listen({ kind: 'state' }, () => undefined);
  const pauses: number[] = [];
  for (let round = 0; round < 7; round++) {
    latest().close();
    const from = Date.now();
    const count = sockets.length;
    while (sockets.length === count) vi.advanceTimersByTime(10);
    pauses.push(Date.now() - from);
  }
  expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  expect(line.state()).toBe('lost');
  latest().accept();
  expect(latest().sent).toEqual([{ listen: 1, to: { kind: 'state' } }]);
});

test('the pause begins small again once something was received', () => {
  const { line, sockets, latest } = setUp();
  line.listen({ kind: 'state' }, () => undefined);
  latest().close();
  vi.advanceTimersByTime(250);
  latest().accept();
  latest().push({ for: 1, event: { kind: 'changes', sequence: 1, changed: [], removed: [] } });
  latest().close();
  const count = sockets.length;
  vi.advanceTimersByTime(250);
  expect(sockets.length).toBe(count + 1);
});

test('a log goes on after the last line that was seen', () => {
  const { line, latest } = setUp();
  line.listen({ kind: 'log', backend_id: 3, after: 0 }, () => undefined);
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

test('what comes late for an ended subscription is dropped', () => {
  const { line, latest } = setUp();
  const onEvent = vi.fn();
  const stop = line.listen({ kind: 'state' }, onEvent);
  latest().accept();
  stop();
  expect(latest().sent.at(-1)).toEqual({ stop: 1 });
  latest().push({ for: 1, event: { kind: 'changes', sequence: 1, changed: [], removed: [] } });
  expect(onEvent).not.toHaveBeenCalled();
});

test('the error of a subscription reaches the one who asked', () => {
  const { line, latest } = setUp();
  const onError = vi.fn();
  line.listen({ kind: 'log', backend_id: 9, after: 0 }, () => undefined, onError);
  latest().accept();
  const error = { code: 'invalid_backend_id', message: 'Invalid backend ID 9', hint: '' };
  latest().push({ for: 1, error });
  expect(onError).toHaveBeenCalledWith(error);
});

test('a host that wants a token is not asked again and again', () => {
  const { line, sockets, latest } = setUp();
  latest().close(4401);
  expect(line.state()).toBe('unauthorized');
  vi.advanceTimersByTime(60_000);
  expect(sockets).toHaveLength(1);
});

test('when the user comes back it tries at once', () => {
  const { line, sockets, latest } = setUp();
  latest().close();
  line.hurry();
  expect(sockets).toHaveLength(2);
  line.hurry();
  expect(sockets).toHaveLength(2);
});

test('garbage on the line does no harm', () => {
  const { line, latest } = setUp();
  const onEvent = vi.fn();
  line.listen({ kind: 'state' }, onEvent);
  latest().accept();
  latest().onmessage?.({ data: 'not json' });
  latest().onmessage?.({ data: new ArrayBuffer(3) });
  latest().push({ hello: 'there' });
  latest().push(null);
  expect(onEvent).not.toHaveBeenCalled();
});

test('the first message is the access key, before anything is asked for', async () => {
  const { line, latest } = setUp(keys('k1'));
  line.listen({ kind: 'state' }, () => undefined);
  latest().accept();
  await vi.advanceTimersByTimeAsync(0);
  expect(latest().sent).toEqual([{ access_key: 'k1' }, { listen: 1, to: { kind: 'state' } }]);
});

test('a key that the host does not accept any more is replaced, and the connection opened anew', async () => {
  const access = keys('k1', 'k2');
  const { line, sockets, latest } = setUp(access);
  latest().accept();
  await vi.advanceTimersByTimeAsync(0);
  latest().close(4401);
  await vi.advanceTimersByTimeAsync(0);
  expect(access.replaced).toEqual(['k1']);
  expect(sockets).toHaveLength(2);
  latest().accept();
  await vi.advanceTimersByTimeAsync(0);
  expect(latest().sent).toEqual([{ access_key: 'k2' }]);
  expect(line.state()).toBe('open');
});

test('without another key, or when that one is refused too, the browser has to sign in', async () => {
  for (const access of [keys('k1'), keys('k1', 'k2', 'k3')]) {
    const { line, sockets, latest } = setUp(access);
    for (let tries = 0; tries < 5 && line.state() !== 'unauthorized'; tries++) {
      latest().accept();
      await vi.advanceTimersByTimeAsync(0);
      latest().close(4401);
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(line.state()).toBe('unauthorized');
    expect(sockets.length).toBeLessThanOrEqual(2);
  }
});
