import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import type { FullBackend } from '../../../shared/backend.ts';
import type { StateEvent } from '../../../shared/events.ts';
import { EventBus } from './event-bus.ts';

let clock: ManualClock;
let bus: EventBus;
let events: StateEvent[];
let reads: number;

const backend = (id: number) => ({ id }) as FullBackend;
beforeEach(() => {
  clock = new ManualClock();
  events = [];
  reads = 0;
  bus = new EventBus(clock, {
    list: () => [backend(0), backend(1)],
    get: (id) => {
      reads++;
      return id < 2 ? backend(id) : undefined;
    },
    notices: () => [],
    host: () => ({
      version: '1',
      locked: false,
      data_dir: '/',
      platform: 'linux',
      surface: 'headless',
      gateway: null,
    }),
  });
});
const listen = (isWritable?: () => boolean) =>
  bus.subscribe({ send: (event) => events.push(event), ...(isWritable ? { isWritable } : {}) });
const changes = () => events.slice(1);

describe('a listener', () => {
  it('gets a snapshot first, then numbered changes', async () => {
    listen();
    bus.changed(1);
    await clock.advance(16);
    bus.removed(0);
    await clock.advance(16);
    expect(events).toMatchObject([
      { kind: 'snapshot', sequence: 0, backends: [{ id: 0 }, { id: 1 }] },
      { kind: 'changes', sequence: 1, changed: [{ id: 1 }], removed: [] },
      { kind: 'changes', sequence: 2, changed: [], removed: [0] },
    ]);
  });

  it('gets at most one event per frame, however much changes', async () => {
    listen();
    for (let round = 0; round < 1000; round++) {
      bus.changed(round % 2);
      if (round % 10 === 0) await clock.advance(1);
    }
    await clock.advance(16);
    expect(changes().length).toBeLessThanOrEqual(8);
    const last = changes().at(-1);
    expect(last?.kind === 'changes' && last.changed.map(({ id }) => id).sort()).toEqual([0, 1]);
  });

  it('gets the host info when that changes', async () => {
    listen();
    bus.hostChanged();
    await clock.advance(16);
    expect(changes()).toMatchObject([{ kind: 'changes', changed: [], host: { version: '1' } }]);
  });

  it('that is no viewer gets all changes, and nothing is measured for it', async () => {
    bus.subscribe({ send: (event) => events.push(event) }, { isViewer: false });
    bus.changed(1);
    await clock.advance(16);
    expect(changes()).toHaveLength(1);
    expect(bus.attention).toBe('hidden');
  });

  it('gets one event a second while it is only visible, and none while it is hidden', async () => {
    const subscription = listen();
    subscription.setAttention('visible');
    for (let ms = 0; ms < 3000; ms += 100) {
      bus.changed(0);
      await clock.advance(100);
    }
    expect(changes()).toHaveLength(3);
    subscription.setAttention('hidden');
    bus.changed(1);
    await clock.advance(60_000);
    expect(changes()).toHaveLength(3);
    expect(clock.pendingTimers()).toEqual([]);
  });

  it('gets all changes that it missed when it is focused again', async () => {
    const subscription = listen();
    subscription.setAttention('hidden');
    bus.changed(0);
    bus.changed(1);
    bus.removed(1);
    subscription.setAttention('focused');
    await clock.advance(16);
    expect(changes()).toMatchObject([{ sequence: 1, changed: [{ id: 0 }], removed: [1] }]);
  });

  it('that is not writable gets all changes later, as one event', async () => {
    let isWritable = true;
    listen(() => isWritable);
    isWritable = false;
    bus.changed(0);
    await clock.advance(500);
    bus.changed(1);
    expect(changes()).toEqual([]);
    isWritable = true;
    await clock.advance(100);
    expect(changes()).toMatchObject([{ sequence: 1, changed: [{ id: 0 }, { id: 1 }] }]);
  });

  it('that is not writable when it subscribes gets its snapshot later, and no changes before', async () => {
    let isWritable = false;
    listen(() => isWritable);
    bus.changed(0);
    await clock.advance(500);
    expect(events).toEqual([]);
    isWritable = true;
    await clock.advance(100);
    bus.changed(1);
    await clock.advance(16);
    expect(events).toMatchObject([
      { kind: 'snapshot', sequence: 0, backends: [{ id: 0 }, { id: 1 }] },
      { kind: 'changes', sequence: 1, changed: [{ id: 1 }] },
    ]);
  });

  it('that is closed causes no more work', async () => {
    listen().close();
    bus.changed(0);
    await clock.advance(1000);
    expect(reads).toBe(0);
    expect(clock.pendingTimers()).toEqual([]);
  });
});

describe('the attention of all listeners', () => {
  it('is that of the listener who looks most closely, and hidden when there is none', () => {
    const reported: string[] = [];
    bus.onAttention((attention) => reported.push(attention));
    expect(bus.attention).toBe('hidden');
    const first = listen();
    const second = listen();
    first.setAttention('hidden');
    second.setAttention('visible');
    expect(bus.attention).toBe('visible');
    second.close();
    expect(bus.attention).toBe('hidden');
    expect(reported.at(-1)).toBe('hidden');
  });
});
