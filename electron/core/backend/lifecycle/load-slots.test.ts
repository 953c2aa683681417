import { describe, expect, it } from 'vitest';
import { LoadSlots, type SlotBlocker, type SlotRequest } from './load-slots.ts';

/** Requests slots by the titles of their backends. */
class Bench {
  readonly granted: string[] = [];
  /** What each waits for, as it was told last. */
  readonly blocked = new Map<string, readonly SlotBlocker[]>();
  readonly #slots = new LoadSlots();
  #time = 100;

  request(displayName: string, keys: string[], more: Partial<SlotRequest> = {}): () => void {
    return this.#slots.request({
      holder: { id: this.#time, displayName },
      keys,
      yields: false,
      wall: () => this.#time++,
      onGranted: () => {
        this.granted.push(displayName);
        this.blocked.delete(displayName);
      },
      onBlocked: (blockers) => this.blocked.set(displayName, blockers),
      ...more,
    });
  }

  waitsFor = (displayName: string) =>
    (this.blocked.get(displayName) ?? []).map(({ holder, keys, since }) => [
      holder.displayName,
      keys.join(),
      since,
    ]);
}

describe('load slots', () => {
  it('let workers on different GPUs load at the same time', () => {
    const slots = new Bench();
    const { granted } = slots;
    slots.request('a', ['0']);
    slots.request('b', ['1']);
    expect(granted).toEqual(['a', 'b']);
  });
  it('let workers on one GPU load one after another, in order', () => {
    const slots = new Bench();
    const { granted } = slots;
    const release = slots.request('a', ['0']);
    slots.request('b', ['0']);
    slots.request('c', ['0']);
    expect(granted).toEqual(['a']);
    release();
    expect(granted).toEqual(['a', 'b']);
  });
  it('are granted at once to those that need no GPU', () => {
    const slots = new Bench();
    slots.request('a', []);
    slots.request('b', []);
    expect(slots.granted).toEqual(['a', 'b']);
  });
  it('let nobody overtake one that waits for two GPUs', () => {
    const slots = new Bench();
    const { granted } = slots;
    const release = slots.request('first', ['0']);
    slots.request('both', ['0', '1']);
    slots.request('late', ['1']);
    expect(granted).toEqual(['first']);
    release();
    expect(granted).toEqual(['first', 'both']);
  });
  it('skip one that has left the queue', () => {
    const slots = new Bench();
    const { granted } = slots;
    const release = slots.request('a', ['0']);
    const leave = slots.request('b', ['0']);
    slots.request('c', ['0']);
    leave();
    release();
    release();
    expect(granted).toEqual(['a', 'c']);
  });
});

describe('one that waits', () => {
  it('is told for whom, for which GPU and since when that one loads, and is told anew when that changes', () => {
    const slots = new Bench();
    const releaseA = slots.request('a', ['0', '1']);
    const leaveB = slots.request('b', ['1']);
    slots.request('c', ['1', '2']);
    expect(slots.waitsFor('b')).toEqual([['a', '1', 100]]);
    expect(slots.waitsFor('c')).toEqual([
      ['a', '1', 100],
      ['b', '1', null],
    ]);
    leaveB();
    expect(slots.waitsFor('c')).toEqual([['a', '1', 100]]);
    releaseA();
    expect(slots.granted).toEqual(['a', 'c']);
    expect(slots.waitsFor('c')).toEqual([]);
  });

  it('hears nothing while nothing changes for it', () => {
    const slots = new Bench();
    let calls = 0;
    slots.request('a', ['0']);
    slots.request('b', ['0'], { onBlocked: () => calls++ });
    slots.request('c', ['1'])();
    slots.request('d', ['0']);
    expect(calls).toBe(1);
  });
});

describe('a start that is tried again after failures', () => {
  it('makes nobody wait who has not failed', () => {
    const slots = new Bench();
    slots.request('failing', ['0'], { yields: true });
    slots.request('healthy', ['0']);
    expect(slots.granted).toEqual(['failing', 'healthy']);
  });

  it('waits for all others, and comes after those that ask later', () => {
    const slots = new Bench();
    const release = slots.request('loading', ['0']);
    slots.request('failing', ['0'], { yields: true });
    const releaseNext = slots.request('next', ['0']);
    expect(slots.waitsFor('failing')).toEqual([
      ['loading', '0', 100],
      ['next', '0', null],
    ]);
    release();
    expect(slots.granted).toEqual(['loading', 'next']);
    releaseNext();
    expect(slots.granted).toEqual(['loading', 'next', 'failing']);
  });

  it('makes others wait that are tried again as well', () => {
    const slots = new Bench();
    slots.request('first', ['0'], { yields: true });
    slots.request('second', ['0'], { yields: true });
    expect(slots.granted).toEqual(['first']);
    expect(slots.waitsFor('second')).toEqual([['first', '0', 100]]);
  });
});
