import { expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { QueueFullError, Residency, type Resident } from './residency.ts';

/** A residency of a fake model. */
class Bench {
  readonly clock = new ManualClock();
  readonly events: string[] = [];
  loads = 0;
  failNextLoad: Error | null = null;
  readonly residency: Residency<number>;

  constructor(
    options: { slots?: number; alwaysFree?: boolean; keepLoadedMs?: number; queueLimit?: number } = {},
  ) {
    const { slots = 1, alwaysFree = false, keepLoadedMs = 0, queueLimit = 10 } = options;
    this.residency = new Residency<number>({
      settings: { alwaysFree, keepLoadedMs },
      queueLimit,
      load: async (): Promise<Resident<number>> => {
        this.loads++;
        await Promise.resolve();
        const failure = this.failNextLoad;
        this.failNextLoad = null;
        if (failure) throw failure;
        return {
          slots: Array.from({ length: slots }, (_, index) => index),
          dispose: async () => void this.events.push('disposed'),
        };
      },
      onLoaded: () => void this.events.push('loaded'),
      onUnloaded: () => void this.events.push('unloaded'),
      onUsage: (inFlight) => void this.events.push(`usage ${inFlight}`),
      setTimer: (delayMs, fire) => this.clock.setTimer(delayMs, fire),
    });
  }

  /** A request that lasts until `end` is called. */
  request(signal = new AbortController().signal) {
    let end: () => void = () => undefined;
    let started = false;
    const work = new Promise<void>((resolve) => {
      end = resolve;
    });
    const done = this.residency.use(signal, async (slot) => {
      started = true;
      await work;
      return slot;
    });
    done.catch(() => undefined);
    return { done, end: () => end(), started: () => started };
  }

  settle() {
    return this.clock.advance(0);
  }
}

test('requests that come while there is no model share one load', async () => {
  const bench = new Bench({ slots: 2 });
  const first = bench.request();
  const second = bench.request();
  first.end();
  second.end();
  expect(new Set(await Promise.all([first.done, second.done]))).toEqual(new Set([0, 1]));
  expect(bench.loads).toBe(1);
});

test('requests wait for a free slot, and are refused when the queue is full', async () => {
  const bench = new Bench({ slots: 1, queueLimit: 1 });
  await bench.residency.load();
  const first = bench.request();
  const second = bench.request();
  await bench.settle();
  expect([first.started(), second.started()]).toEqual([true, false]);
  await expect(bench.request().done).rejects.toBeInstanceOf(QueueFullError);
  first.end();
  await bench.settle();
  expect(second.started()).toBe(true);
  second.end();
  await second.done;
  expect(bench.residency.inFlight).toBe(0);
});

test('a request that is aborted while it waits leaves the queue', async () => {
  const bench = new Bench();
  await bench.residency.load();
  const first = bench.request();
  const abort = new AbortController();
  const second = bench.request(abort.signal);
  abort.abort(new Error('gone'));
  await expect(second.done).rejects.toThrow('gone');
  first.end();
  await first.done;
  expect(second.started()).toBe(false);
  expect(bench.residency.inFlight).toBe(0);
});

test('a free waits for the requests being served; for those that wait the model is loaded again', async () => {
  const bench = new Bench();
  await bench.residency.load();
  const first = bench.request();
  const second = bench.request();
  await bench.settle();
  const freed = bench.residency.free(5000);
  first.end();
  expect(await freed).toBe('freed');
  await bench.settle();
  expect(second.started()).toBe(true);
  expect(bench.loads).toBe(2);
  second.end();
  await second.done;
});

test('a free changes nothing when the requests are not done before its time-out', async () => {
  const bench = new Bench();
  await bench.residency.load();
  const first = bench.request();
  await bench.settle();
  const freed = bench.residency.free(5000);
  const second = bench.request();
  await bench.clock.advance(5000);
  expect(await freed).toBe('busy');
  first.end();
  await bench.settle();
  expect(second.started()).toBe(true);
  second.end();
  await second.done;
  expect(bench.events).not.toContain('disposed');
  expect(bench.clock.pendingTimers()).toEqual([]);
});

test('two frees at the same time unload once, and a free without a model says so', async () => {
  const bench = new Bench();
  expect(await bench.residency.free(5000)).toBe('not-loaded');
  await bench.residency.load();
  expect(await Promise.all([bench.residency.free(0), bench.residency.free(0)])).toEqual(['freed', 'freed']);
  expect(bench.events.filter((event) => event === 'disposed')).toHaveLength(1);
});

test('a failed load rejects all requests that waited, and the next request tries again', async () => {
  const bench = new Bench();
  bench.failNextLoad = new Error('no such file');
  const first = bench.request();
  const second = bench.request();
  await expect(first.done).rejects.toThrow('no such file');
  await expect(second.done).rejects.toThrow('no such file');
  expect(bench.loads).toBe(1);
  const third = bench.request();
  third.end();
  await third.done;
  expect(bench.loads).toBe(2);
});

test('keepLoadedMs 0 means that the model stays', async () => {
  const bench = new Bench({ keepLoadedMs: 0 });
  await bench.residency.load();
  await bench.clock.advance(1e9);
  expect(bench.residency.isLoaded).toBe(true);
  expect(bench.clock.pendingTimers()).toEqual([]);
});

test('the model is unloaded when it was not used for long enough; a request starts the time again', async () => {
  const bench = new Bench({ keepLoadedMs: 1000 });
  await bench.residency.load();
  await bench.clock.advance(900);
  const request = bench.request();
  await bench.clock.advance(5000);
  expect(bench.residency.isLoaded).toBe(true);
  request.end();
  await request.done;
  await bench.clock.advance(999);
  expect(bench.residency.isLoaded).toBe(true);
  await bench.clock.advance(1);
  expect(bench.residency.isLoaded).toBe(false);
});

test('with alwaysFree the model is unloaded when no request is left, but not before the first', async () => {
  const bench = new Bench({ alwaysFree: true });
  await bench.residency.load();
  await bench.clock.advance(10_000);
  expect(bench.residency.isLoaded).toBe(true);
  const first = bench.request();
  const second = bench.request();
  first.end();
  await first.done;
  await bench.settle();
  expect(bench.residency.isLoaded).toBe(true);
  second.end();
  await second.done;
  await bench.settle();
  expect(bench.residency.isLoaded).toBe(false);
});

test('changed settings are applied at once', async () => {
  const bench = new Bench();
  await bench.residency.load();
  bench.residency.configure({ alwaysFree: false, keepLoadedMs: 500 });
  await bench.clock.advance(500);
  expect(bench.residency.isLoaded).toBe(false);
});
