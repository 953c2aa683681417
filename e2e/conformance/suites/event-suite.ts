/**
 * The event stream as one suite for every transport: a snapshot, then numbered changes; logs on demand; and no more events
 * than the attention of the listener is worth.
 */
import { describe, expect, it } from 'vitest';
import type { Attention, PushEvent, StateEvent, Subscription } from '../../../shared/events.ts';
import type { EventOrError } from '../../../shared/transport.ts';
import { eventually } from '../../testkit/eventually.ts';
import { type ContractHost, openForTest } from '../hosts/contract-host.ts';

type Snapshot = Extract<StateEvent, { kind: 'snapshot' }>;
type Changes = Extract<StateEvent, { kind: 'changes' }>;

/** Listens as the panel does. Each transport has its own way to reach the host. */
export abstract class Listener {
  /** All messages so far, in order, each with the number of its subscription. */
  readonly messages: ({ for: number } & EventOrError)[] = [];

  abstract listen(number: number, to: Subscription | object): void;
  abstract stop(number: number): void;
  abstract attend(attention: Attention): void;

  /** Resolves when the host has handled all that was sent before: it sends a further message and waits for the reply. */
  async settled(): Promise<void> {
    const number = 10_000 + this.messages.length;
    this.listen(number, { kind: 'log', backend_id: -5 });
    await eventually('the reply', () => this.messages.some((message) => message.for === number));
  }

  events<K extends PushEvent['kind']>(number: number, kind: K): Extract<PushEvent, { kind: K }>[] {
    return this.messages.flatMap((message) =>
      message.for === number && 'event' in message && message.event.kind === kind
        ? [message.event as Extract<PushEvent, { kind: K }>]
        : [],
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
      () =>
        this.messages.flatMap((message) =>
          message.for === number && 'error' in message ? [message.error] : [],
        )[0],
    );
  }
}

export function describeEvents<H extends ContractHost>(
  name: string,
  openHost: () => Promise<H>,
  openListener: (host: H) => Promise<Listener>,
): void {
  const open = async () => {
    const { host, backends } = await openForTest(openHost, undefined);
    return { host, backends, listener: await openListener(host) };
  };

  describe(`events over ${name}`, () => {
    it('a listener to the activity gets the newest number at once, and then that of each new entry', async () => {
      const { host, backends, listener } = await open();
      listener.listen(1, { kind: 'activity' });
      const [first] = await eventually('the number', () => {
        const events = listener.events(1, 'activity');
        return events.length > 0 ? events : undefined;
      });
      await backends.addResting();
      const { entries } = (await host.call('GetActivity')) as { entries: { seq: number; kind: string }[] };
      const added = entries.find(({ kind }) => kind === 'added');
      await eventually('the new one', () =>
        listener.events(1, 'activity').some(({ last_seq }) => last_seq === added?.seq),
      );
      expect(added?.seq).toBeGreaterThan(first?.last_seq ?? 0);
    });

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
        await eventually('it is reported as running', () =>
          listener.changes(1).some(({ changed }) => changed.some(({ status }) => status === 'running')),
        );
        await backends.edit(0, { settings: {}, title: 'Flux' });
        await eventually('the title is reported', () =>
          listener.changes(1).some(({ changed }) => changed.some(({ title }) => title === 'Flux')),
        );
        await backends.delete(0);
        await eventually('the removal is reported', () =>
          listener.changes(1).some(({ removed }) => removed.includes(0)),
        );
        expect(listener.changes(1).map(({ sequence }) => sequence)).toEqual(
          listener.changes(1).map((_, index) => index + 1),
        );
      });

      it('gets a move to another id as a removal and a change', async () => {
        const { backends, listener } = await open();
        await backends.addResting();
        listener.listen(1, { kind: 'state' });
        await listener.snapshot(1);
        await backends.edit(0, { settings: {}, new_id: 6 });
        await eventually('both are reported', () => {
          const changes = listener.changes(1);
          return (
            changes.some(({ removed }) => removed.includes(0)) &&
            changes.some(({ changed }) => changed.some(({ id }) => id === 6))
          );
        });
      });

      it('gets many changes as few events, the last of which has the final state', async () => {
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
        await eventually('the last one is reported', () =>
          listener.changes(1).some(({ changed }) => changed.some(({ settings }) => settings.Notes === last)),
        );
        // Each edit is written to disk alone or with others. At one event a second they are a few events.
        expect(listener.changes(1).length).toBeLessThan(EDITS / 4);
      });

      it('gets nothing while hidden, and what it missed in one event when it is focused again', async () => {
        const { host, backends, listener } = await open();
        await backends.addResting();
        listener.listen(1, { kind: 'state' });
        await listener.snapshot(1);
        listener.attend('hidden');
        await listener.settled();
        const watcher = await openListener(host);
        watcher.listen(1, { kind: 'state' });
        await watcher.snapshot(1);
        const before = listener.changes(1).length;
        await backends.edit(0, { settings: {}, title: 'one' });
        await backends.edit(0, { settings: {}, title: 'two' });
        await eventually('another listener gets it', () =>
          watcher.changes(1).some(({ changed }) => changed.some(({ title }) => title === 'two')),
        );
        await listener.settled();
        expect(listener.changes(1)).toHaveLength(before);
        listener.attend('focused');
        await eventually('it gets it', () => listener.changes(1).length > before);
        expect(listener.changes(1).at(before)).toMatchObject({
          changed: [{ id: 0, title: 'two' }],
          removed: [],
        });
      });

      it('gets nothing once it has stopped listening', async () => {
        const { host, backends, listener } = await open();
        listener.listen(1, { kind: 'state' });
        await listener.snapshot(1);
        listener.stop(1);
        await listener.settled();
        const watcher = await openListener(host);
        watcher.listen(1, { kind: 'state' });
        await backends.addResting();
        await eventually('another listener gets it', () => watcher.changes(1).length > 0);
        await listener.settled();
        expect(listener.changes(1)).toEqual([]);
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

      it('can listen to the state and to several logs at once', async () => {
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

      it('to an unknown backend gets an error with a message, and the others go on', async () => {
        const { listener } = await open();
        listener.listen(7, { kind: 'log', backend_id: 99 });
        expect(await listener.error(7)).toEqual({
          code: 'invalid_backend_id',
          message: 'Invalid backend ID 99',
          hint: expect.any(String),
          details: { id: 99 },
        });
        listener.listen(1, { kind: 'state' });
        await listener.snapshot(1);
      });

      it('to a flood gets the number of the skipped lines, and the last line', async () => {
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
  });
}
