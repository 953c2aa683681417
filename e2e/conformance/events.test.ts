/** The event stream: a snapshot, then numbered changes; logs on demand; and no more than anybody looks at. */
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { Attention, LogEvent, StateEvent, Subscription } from '../../shared/events.ts';
import { eventually } from '../eventually.ts';
import { openForTest } from './contract-host.ts';
import { HttpHost } from './http-host.ts';

interface Message {
  for: number;
  event?: StateEvent | LogEvent;
  error?: { code: string; message: string; hint: string };
}
type Snapshot = Extract<StateEvent, { kind: 'snapshot' }>;
type Changes = Extract<StateEvent, { kind: 'changes' }>;

/** A listener as the panel is one. */
class Listener {
  readonly messages: Message[] = [];
  readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => this.messages.push(JSON.parse(String(data)) as Message));
  }

  static async open(host: HttpHost): Promise<Listener> {
    const socket = new WebSocket(`${host.url.replace('http', 'ws')}/API/events`, {
      headers: { Authorization: `Bearer ${host.token}`, Origin: host.url },
    });
    const listener = new Listener(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    onTestFinished(() => socket.terminate());
    return listener;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  listen(number: number, to: Subscription | object): void {
    this.send({ listen: number, to });
  }

  attend(attention: Attention): void {
    this.send({ attention });
  }

  /** Resolves when all that was sent before was dealt with: an answer to it proves that. */
  async settled(): Promise<void> {
    const number = 10_000 + this.messages.length;
    this.listen(number, { kind: 'log', backend_id: -5 });
    await eventually('the answer', () => this.messages.some((message) => message.for === number));
  }

  events<K extends 'snapshot' | 'changes' | 'log'>(
    number: number,
    kind: K,
  ): Extract<StateEvent | LogEvent, { kind: K }>[] {
    return this.messages.flatMap(({ for: to, event }) =>
      to === number && event?.kind === kind ? [event as Extract<StateEvent | LogEvent, { kind: K }>] : [],
    );
  }

  snapshot(number: number): Promise<Snapshot> {
    return eventually('a snapshot', () => this.events(number, 'snapshot')[0]);
  }

  changes(number: number): Changes[] {
    return this.events(number, 'changes');
  }

  lines(number: number): string[] {
    return this.events(number, 'log').flatMap(({ lines }) => lines.map(({ text }) => text));
  }

  error(number: number) {
    return eventually(
      'an error',
      () => this.messages.find(({ for: to, error }) => to === number && error)?.error,
    );
  }
}

const open = async () => {
  const { host, backends } = await openForTest(HttpHost.open, undefined);
  return { host, backends, listener: await Listener.open(host) };
};

describe('a listener to the state', () => {
  it('gets a snapshot with all backends, notices and who is serving', async () => {
    const { host, backends, listener } = await open();
    await backends.addRunning({}, { title: 'Flux' });
    listener.listen(1, { kind: 'state' });
    expect(await listener.snapshot(1)).toMatchObject({
      kind: 'snapshot',
      sequence: 0,
      backends: [{ id: 0, title: 'Flux', status: 'running', current_model: 'fake-model' }],
      notices: [],
      host: { version: '1.2.3', locked: false, data_dir: host.dataDir, platform: process.platform },
    });
  });

  it('then gets each change, numbered without a gap, up to the present state', async () => {
    const { backends, listener } = await open();
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
    await backends.add();
    await eventually('it is told to run', () =>
      listener.changes(1).some(({ changed }) => changed.some(({ status }) => status === 'running')),
    );
    await backends.edit(0, { settings: {}, title: 'Flux' });
    await eventually('the title is told', () =>
      listener.changes(1).some(({ changed }) => changed.some(({ title }) => title === 'Flux')),
    );
    await backends.delete(0);
    await eventually('the removal is told', () =>
      listener.changes(1).some(({ removed }) => removed.includes(0)),
    );
    expect(listener.changes(1).map(({ sequence }) => sequence)).toEqual(
      listener.changes(1).map((_, index) => index + 1),
    );
  });

  it('is told of a move to another id as a removal and a change', async () => {
    const { backends, listener } = await open();
    await backends.addResting();
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
    await backends.edit(0, { settings: {}, new_id: 6 });
    await eventually('both are told', () => {
      const changes = listener.changes(1);
      return (
        changes.some(({ removed }) => removed.includes(0)) &&
        changes.some(({ changed }) => changed.some(({ id }) => id === 6))
      );
    });
  });

  it('gets many changes as few events, and the last of them has the last word', async () => {
    const { backends, listener } = await open();
    await backends.addResting();
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
    listener.attend('visible');
    await listener.settled();
    const EDITS = 60;
    await Promise.all(
      Array.from({ length: EDITS }, (_, n) => backends.edit(0, { settings: { Notes: `${n}` } })),
    );
    const last = (await backends.one(0)).settings.Notes;
    await eventually('the last one is told', () =>
      listener.changes(1).some(({ changed }) => changed.some(({ settings }) => settings.Notes === last)),
    );
    // Each edit is written to disk by itself or with others; seen once a second, they are a few events.
    expect(listener.changes(1).length).toBeLessThan(EDITS / 4);
  });

  it('gets nothing while hidden, and what it missed in one event when it looks again', async () => {
    const { host, backends, listener } = await open();
    await backends.addResting();
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
    listener.attend('hidden');
    await listener.settled();
    const watcher = await Listener.open(host);
    watcher.listen(1, { kind: 'state' });
    await watcher.snapshot(1);
    const before = listener.changes(1).length;
    await backends.edit(0, { settings: {}, title: 'one' });
    await backends.edit(0, { settings: {}, title: 'two' });
    await eventually('another listener is told', () =>
      watcher.changes(1).some(({ changed }) => changed.some(({ title }) => title === 'two')),
    );
    await listener.settled();
    expect(listener.changes(1)).toHaveLength(before);
    listener.attend('focused');
    await eventually('it is told', () => listener.changes(1).length > before);
    expect(listener.changes(1).at(before)).toMatchObject({ changed: [{ id: 0, title: 'two' }], removed: [] });
  });

  it('gets nothing any more once it has stopped listening', async () => {
    const { host, backends, listener } = await open();
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
    listener.send({ stop: 1 });
    await listener.settled();
    const watcher = await Listener.open(host);
    watcher.listen(1, { kind: 'state' });
    await backends.addResting();
    await eventually('another listener is told', () => watcher.changes(1).length > 0);
    await listener.settled();
    expect(listener.changes(1)).toEqual([]);
  });

  it('is not held up by another that does not read', async () => {
    const { host, backends, listener } = await open();
    const stuck = await Listener.open(host);
    stuck.listen(1, { kind: 'state' });
    await stuck.snapshot(1);
    stuck.socket.pause();
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
    await backends.addResting({}, { title: 'told' });
    await eventually('it is told', () =>
      listener.changes(1).some(({ changed }) => changed.some(({ title }) => title === 'told')),
    );
  });
});

describe('a listener to a log', () => {
  it('gets the lines that are kept, then each new one, in order and numbered', async () => {
    const { backends, listener } = await open();
    await backends.addRunning({ Flags: '--stderr hello' });
    listener.listen(1, { kind: 'log', backend_id: 0 });
    await eventually('the kept lines', () => listener.lines(1).includes('hello'));
    await backends.toggle(0, false);
    await eventually('the new lines', () => listener.lines(1).some((text) => text.startsWith('Ended:')));
    const events = listener.events(1, 'log');
    const numbers = events.flatMap(({ lines }) => lines.map(({ seq }) => seq));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    for (const event of events) expect(event).toMatchObject({ backend_id: 0, skipped: 0 });
  });

  it('gets only what came after the line it names', async () => {
    const { backends, listener } = await open();
    await backends.addRunning();
    const log = await backends.log(0);
    const after = log[log.length - 3]?.seq as number;
    listener.listen(1, { kind: 'log', backend_id: 0, after });
    await eventually('the lines', () => listener.lines(1).length >= 2);
    expect(listener.events(1, 'log')[0]?.lines[0]?.seq).toBe(after + 1);
  });

  it('can listen to the state and to several logs over one socket', async () => {
    const { backends, listener } = await open();
    await backends.addRunning({ Flags: '--stderr first' });
    await backends.addRunning({ Flags: '--stderr second' });
    listener.listen(1, { kind: 'state' });
    listener.listen(2, { kind: 'log', backend_id: 0 });
    listener.listen(3, { kind: 'log', backend_id: 1 });
    await listener.snapshot(1);
    await eventually(
      'both logs',
      () => listener.lines(2).includes('first') && listener.lines(3).includes('second'),
    );
    expect(listener.lines(2)).not.toContain('second');
  });

  it('of an unknown backend is an error in words, and the socket goes on', async () => {
    const { listener } = await open();
    listener.listen(7, { kind: 'log', backend_id: 99 });
    expect(await listener.error(7)).toEqual({
      code: 'invalid_backend_id',
      message: 'Invalid backend ID 99',
      hint: expect.any(String),
    });
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
  });

  it('of a flood is told what was skipped, and gets its end', async () => {
    const { backends, listener } = await open();
    const LINES = 60_000;
    await backends.addRunning({ Flags: `--flood 0 --flood-lines ${LINES} --load-ms 1500` });
    listener.listen(1, { kind: 'log', backend_id: 0 });
    await eventually('the end', () => listener.lines(1).includes('FLOOD ENDED'));
    const events = listener.events(1, 'log');
    let next = events[0]?.lines[0]?.seq as number;
    for (const { lines, skipped } of events) {
      expect(lines[0]?.seq).toBe(next + (next === events[0]?.lines[0]?.seq ? 0 : skipped));
      next = (lines.at(-1)?.seq as number) + 1;
    }
  });
});

describe('what a socket cannot use', () => {
  it.each([
    ['no JSON', 'nonsense'],
    ['a list', '[]'],
    ['an unknown message', '{"hello": 1}'],
    ['an unknown attention', '{"attention": "asleep"}'],
    ['an unknown kind', '{"listen": 1, "to": {"kind": "everything"}}'],
    ['a log without a backend', '{"listen": 1, "to": {"kind": "log"}}'],
    ['an id that is none', '{"listen": 1, "to": {"kind": "log", "backend_id": "__proto__"}}'],
    ['a place that is none', '{"listen": 1, "to": {"kind": "log", "backend_id": 0, "after": -1}}'],
  ])('%s is answered with an error in words, and it goes on', async (_, message) => {
    const { listener } = await open();
    listener.send(message);
    const { error } = await eventually('an error', () => listener.messages.find((reply) => reply.error));
    expect(error).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/^[A-Z]/) });
    listener.listen(2, { kind: 'state' });
    await listener.snapshot(2);
  });

  it('a message that is too long ends that socket alone', async () => {
    const { host, listener } = await open();
    const closed = new Promise<number>((resolve) => listener.socket.once('close', resolve));
    listener.send('x'.repeat(100_000));
    expect(await closed).toBe(1009);
    const other = await Listener.open(host);
    other.listen(1, { kind: 'state' });
    await other.snapshot(1);
  });

  it('more subscriptions than anybody needs are refused', async () => {
    const { listener } = await open();
    for (let number = 0; number < 65; number++) listener.listen(number, { kind: 'state' });
    expect(await listener.error(64)).toMatchObject({
      message: expect.stringContaining('too many subscriptions'),
    });
    expect(listener.events(63, 'snapshot')).toHaveLength(1);
  });
});
