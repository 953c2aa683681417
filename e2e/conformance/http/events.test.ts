/** The event stream over HTTP: the suite, then what is particular to a WebSocket. */
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { Attention, Subscription } from '../../../shared/events.ts';
import { eventually } from '../../testkit/eventually.ts';
import { openForTest } from '../hosts/contract-host.ts';
import { HttpHost } from '../hosts/http-host.ts';
import { describeEvents, Listener } from '../suites/event-suite.ts';

class SocketListener extends Listener {
  readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    super();
    this.socket = socket;
    socket.on('message', (data) => this.messages.push(JSON.parse(String(data))));
  }

  static async open(host: HttpHost): Promise<SocketListener> {
    const socket = new WebSocket(`${host.url.replace('http', 'ws')}/API/events`, {
      headers: { Authorization: `Bearer ${host.token}`, Origin: host.url },
    });
    const listener = new SocketListener(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    onTestFinished(() => socket.terminate());
    return listener;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  override listen(number: number, to: Subscription | object): void {
    this.send({ listen: number, to });
  }

  override stop(number: number): void {
    this.send({ stop: number });
  }

  override attend(attention: Attention): void {
    this.send({ attention });
  }
}

describeEvents('HTTP', () => HttpHost.open(), SocketListener.open);

const open = async () => {
  const { host, backends } = await openForTest(HttpHost.open, undefined);
  return { host, backends, listener: await SocketListener.open(host) };
};

describe('a socket', () => {
  it('is not delayed by another that does not read', async () => {
    const { host, backends, listener } = await open();
    const stuck = await SocketListener.open(host);
    stuck.listen(1, { kind: 'state' });
    await stuck.snapshot(1);
    stuck.socket.pause();
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
    await backends.addResting({}, { title: 'seen' });
    await eventually('it gets it', () =>
      listener.changes(1).some(({ changed }) => changed.some(({ title }) => title === 'seen')),
    );
  });
});

describe('a message that is not valid', () => {
  it.each([
    ['no JSON', 'nonsense'],
    ['a list', '[]'],
    ['an unknown message', '{"hello": 1}'],
    ['an unknown attention', '{"attention": "asleep"}'],
    ['an unknown kind', '{"listen": 1, "to": {"kind": "everything"}}'],
    ['a log without a backend', '{"listen": 1, "to": {"kind": "log"}}'],
    ['an invalid id', '{"listen": 1, "to": {"kind": "log", "backend_id": "__proto__"}}'],
    ['an invalid position', '{"listen": 1, "to": {"kind": "log", "backend_id": 0, "after": -1}}'],
  ])('%s is answered with an error and a message, and the socket goes on', async (_, message) => {
    const { listener } = await open();
    listener.send(message);
    const { error } = await eventually('an error', () => listener.messages.find((reply) => 'error' in reply));
    expect(error).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/^[A-Z]/) });
    listener.listen(2, { kind: 'state' });
    await listener.snapshot(2);
  });

  it('that is too long closes that socket alone', async () => {
    const { host, listener } = await open();
    const closed = new Promise<number>((resolve) => listener.socket.once('close', resolve));
    listener.send('x'.repeat(100_000));
    expect(await closed).toBe(1009);
    const other = await SocketListener.open(host);
    other.listen(1, { kind: 'state' });
    await other.snapshot(1);
  });

  it('too many subscriptions are refused', async () => {
    const { listener } = await open();
    for (let number = 0; number < 65; number++) listener.listen(number, { kind: 'state' });
    expect(await listener.error(64)).toMatchObject({
      message: expect.stringContaining('too many subscriptions'),
    });
    expect(listener.events(63, 'snapshot')).toHaveLength(1);
  });
});
