/** Whose request is sent next. */
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { FairQueue } from './fair-queue.ts';

function setUp({ limit = 1, maxWaiting = 10, maxWaitMs = 1000 } = {}) {
  const clock = new ManualClock();
  const state = { limit };
  const queue = new FairQueue({ clock, limit: () => state.limit, maxWaiting, maxWaitMs });
  const turns: string[] = [];
  const ends: (() => void)[] = [];
  const enter = (caller: string, name = caller, signal = new AbortController().signal) =>
    queue.enter(caller, signal).then((end) => {
      turns.push(name);
      ends.push(end);
    });
  /** Ends the turns that have begun, one after the other, until nobody waits. */
  const endAll = async () => {
    for (let end = ends.shift(); end !== undefined; end = ends.shift()) {
      end();
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  return { clock, state, queue, turns, ends, enter, endAll };
}

test('as many as the backend takes at the same time are sent at once, the others in their order', async () => {
  const { queue, turns, enter, endAll } = setUp({ limit: 2 });
  const all = ['1', '2', '3', '4'].map((name) => enter('one', name));
  await Promise.all(all.slice(0, 2));
  expect([queue.running, queue.waiting]).toEqual([2, 2]);
  await endAll();
  await Promise.all(all);
  expect(turns).toEqual(['1', '2', '3', '4']);
  expect([queue.running, queue.waiting]).toEqual([0, 0]);
});

test('callers take turns: one with many requests holds up nobody else', async () => {
  const { turns, enter, endAll } = setUp();
  const all = ['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2'].map((name) => enter(name[0] as string, name));
  await all[0];
  await endAll();
  await Promise.all(all);
  expect(turns).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
});

test('a higher limit starts those who wait', async () => {
  const { state, queue, enter } = setUp();
  await enter('a');
  const second = enter('b');
  state.limit = 2;
  queue.check();
  await second;
  expect(queue.running).toBe(2);
});

test('a turn that is ended twice counts once', async () => {
  const { queue, ends, enter } = setUp();
  await enter('a');
  const second = enter('b');
  ends[0]?.();
  ends[0]?.();
  await second;
  expect([queue.running, queue.waiting]).toEqual([1, 0]);
});

describe('a request gets no turn', () => {
  test('when too many wait already', async () => {
    const { queue, enter } = setUp({ maxWaiting: 1 });
    await enter('a');
    void enter('a');
    await expect(enter('b')).rejects.toMatchObject({ reason: 'full' });
    expect(queue.waiting).toBe(1);
  });

  test('when it has waited too long', async () => {
    const { clock, queue, enter } = setUp({ maxWaitMs: 500 });
    await enter('a');
    const refused = expect(enter('b')).rejects.toMatchObject({ reason: 'too_long' });
    await clock.advance(500);
    await refused;
    expect(queue.waiting).toBe(0);
  });

  test('when its client goes away, and those behind it keep their order', async () => {
    const { queue, turns, enter, endAll } = setUp();
    const first = enter('a', 'a1');
    await first;
    const client = new AbortController();
    const gone = expect(enter('b', 'b1', client.signal)).rejects.toMatchObject({ reason: 'gone' });
    const others = [enter('b', 'b2'), enter('c', 'c1')];
    client.abort();
    await gone;
    expect(queue.waiting).toBe(2);
    await endAll();
    await Promise.all(others);
    expect(turns).toEqual(['a1', 'b2', 'c1']);
    await expect(enter('d', 'd1', client.signal)).rejects.toMatchObject({ reason: 'gone' });
  });

  test('and leaves no timer and no listener behind', async () => {
    const { clock, enter, endAll } = setUp();
    const all = [enter('a'), enter('b')];
    await all[0];
    await endAll();
    await Promise.all(all);
    expect(clock.pendingTimers()).toEqual([]);
  });
});
