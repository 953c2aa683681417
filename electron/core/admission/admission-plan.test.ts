import { describe, expect, it } from 'vitest';
import { planAdmission, type VramHolder, type VramNeed } from './admission-plan.ts';

const GB = 1024 ** 3;
const GPU = 'GPU-a';

const need = (over: Partial<VramNeed> = {}): VramNeed => ({
  id: 9,
  bytes: 10 * GB,
  reservedBytes: 0,
  isDue: false,
  mayFree: false,
  gpus: [{ uuid: GPU, freeBytes: 4 * GB }],
  exclusiveGroup: '',
  ...over,
});
const holder = (id: number, over: Partial<VramHolder> = {}): VramHolder => ({
  id,
  exclusiveGroup: '',
  isBusy: false,
  canUnload: true,
  onDemand: false,
  mayYield: false,
  hasServed: true,
  yieldsTo: null,
  startedAt: 0,
  lastUsed: id,
  vram: new Map([[GPU, 10 * GB]]),
  ...over,
});
const plan = (wanted: VramNeed, holders: VramHolder[], asked: number[] = []) =>
  planAdmission(wanted, holders, new Set(asked));
const stepsOf = (...args: Parameters<typeof plan>) =>
  plan(...args)?.steps.map(({ id, how }) => `${how} ${id}`);

describe('a declared need of VRAM', () => {
  it('what fits starts at once', () => {
    expect(plan(need({ bytes: 4 * GB }), [holder(1)])).toBeNull();
  });

  it('without a declared need, or where the free VRAM is unknown, nothing is freed', () => {
    expect(plan(need({ bytes: 0 }), [holder(1)])).toBeNull();
    expect(plan(need({ gpus: [] }), [holder(1)])).toBeNull();
    expect(plan(need({ gpus: [{ uuid: GPU, freeBytes: undefined }] }), [holder(1)])).toBeNull();
  });

  it('exactly the least recently used one is asked where that is enough', () => {
    const holders = [holder(1, { lastUsed: 500 }), holder(2, { lastUsed: 100 })];
    expect(plan(need(), holders)).toEqual({
      freeBytes: 4 * GB,
      steps: [{ id: 2, how: 'unload', vramBytes: 10 * GB, lastUsed: 100 }],
      isEnough: true,
      needsNoAnswer: false,
      busy: [],
      yielders: [],
      canTakeTurn: false,
      reservedBytes: 0,
    });
  });

  it('more are asked, in that order, until it is enough', () => {
    expect(stepsOf(need({ bytes: 20 * GB }), [holder(1), holder(2), holder(3)])).toEqual([
      'unload 1',
      'unload 2',
    ]);
  });

  it('one that cannot unload is stopped instead', () => {
    expect(stepsOf(need(), [holder(1, { canUnload: false }), holder(2)])).toEqual(['stop 1']);
  });

  it('one that kept its memory although it was asked is stopped, after the others were asked', () => {
    expect(stepsOf(need(), [holder(1), holder(2)], [1])).toEqual(['unload 2']);
    expect(stepsOf(need(), [holder(1), holder(2)], [1, 2])).toEqual(['stop 1']);
  });

  it('a process that holds little is not stopped', () => {
    const emptied = holder(1, { vram: new Map([[GPU, 20 * 1024 ** 2]]) });
    expect(stepsOf(need(), [emptied], [1])).toEqual([]);
  });

  it('nobody has to be asked where all that is in the way is started on demand', () => {
    const onDemand = [holder(1, { onDemand: true }), holder(2, { onDemand: true, isBusy: true })];
    expect(plan(need(), onDemand)?.needsNoAnswer).toBe(true);
    expect(plan(need(), [holder(2, { onDemand: true, isBusy: true })])?.needsNoAnswer).toBe(true);
    expect(plan(need({ bytes: 20 * GB }), [...onDemand, holder(3)])?.needsNoAnswer).toBe(false);
    expect(plan(need(), [])?.needsNoAnswer).toBe(false);
  });

  it('a busy one is left alone and named', () => {
    const made = plan(need(), [holder(1, { isBusy: true })]);
    expect(made).toMatchObject({ steps: [], isEnough: false, busy: [1] });
  });

  it('one on another GPU is left alone', () => {
    expect(stepsOf(need(), [holder(1, { vram: new Map([['GPU-b', 10 * GB]]) })])).toEqual([]);
  });

  it('the free VRAM of several GPUs counts together', () => {
    const gpus = [
      { uuid: GPU, freeBytes: 6 * GB },
      { uuid: 'GPU-b', freeBytes: 6 * GB },
    ];
    expect(plan(need({ gpus }), [holder(1)])).toBeNull();
  });

  it('shows where all of that is not enough', () => {
    expect(plan(need({ bytes: 40 * GB }), [holder(1)])?.isEnough).toBe(false);
  });
});

describe('backends that exclude one another', () => {
  const alone = need({ bytes: 0, exclusiveGroup: 'big' });

  it('those of the same group are stopped, and no others', () => {
    const holders = [holder(1, { exclusiveGroup: 'big' }), holder(2, { exclusiveGroup: 'small' })];
    expect(plan(alone, holders)).toMatchObject({ isEnough: true, busy: [] });
    expect(stepsOf(alone, holders)).toEqual(['stop 1']);
  });

  it('the memory of its group counts before others are asked', () => {
    const wanted = need({ exclusiveGroup: 'big' });
    expect(stepsOf(wanted, [holder(1), holder(2, { exclusiveGroup: 'big' })])).toEqual(['stop 2']);
  });

  it('a busy one of the group is waited for', () => {
    const made = plan(alone, [holder(1, { exclusiveGroup: 'big', isBusy: true })]);
    expect(made).toMatchObject({ steps: [], isEnough: false, busy: [1] });
  });
});

describe('the turn of one that waits for busy ones', () => {
  const busy = (id: number, over: Partial<VramHolder> = {}) =>
    holder(id, { isBusy: true, onDemand: true, mayYield: true, startedAt: id, ...over });
  const yieldersOf = (wanted: Partial<VramNeed>, ...holders: VramHolder[]) =>
    plan(need({ isDue: true, ...wanted }), holders)?.yielders;

  it('comes when it is due: those that have run longest yield, and no more of them than are needed', () => {
    expect(yieldersOf({}, busy(1, { startedAt: 50 }), busy(2, { startedAt: 7 }))).toEqual([2]);
    expect(yieldersOf({ bytes: 24 * GB }, busy(1, { startedAt: 50 }), busy(2, { startedAt: 7 }))).toEqual([
      2, 1,
    ]);
    expect(yieldersOf({ isDue: false }, busy(1))).toEqual([]);
    expect(plan(need(), [busy(1)])?.canTakeTurn).toBe(true);
  });

  it('comes once they have had their memory for long enough, and stays where it has come', () => {
    expect(yieldersOf({}, busy(1, { hasServed: false }))).toEqual([]);
    expect(yieldersOf({}, busy(1, { startedAt: 0 }), busy(2, { yieldsTo: 9 }))).toEqual([2]);
    expect(yieldersOf({}, busy(1, { hasServed: false, yieldsTo: 9 }))).toEqual([1]);
  });

  it('does not come where those that may yield are not enough, or yield to another', () => {
    expect(yieldersOf({ bytes: 20 * GB }, busy(1), busy(2, { mayYield: false }))).toEqual([]);
    expect(yieldersOf({}, busy(1, { yieldsTo: 7 }))).toEqual([]);
    expect(
      yieldersOf({ exclusiveGroup: 'a' }, busy(1, { exclusiveGroup: 'a', mayYield: false }), busy(2)),
    ).toEqual([]);
  });

  it('needs an answer for idle ones that are not started on demand', () => {
    const wanted = { bytes: 24 * GB };
    expect(yieldersOf(wanted, busy(1), holder(2))).toEqual([]);
    expect(yieldersOf({ ...wanted, mayFree: true }, busy(1), holder(2))).toEqual([1]);
    expect(yieldersOf(wanted, busy(1), holder(2, { onDemand: true }))).toEqual([1]);
  });

  it('leaves one that yields to another alone, though it is idle', () => {
    expect(stepsOf(need(), [holder(1, { onDemand: true, yieldsTo: 7 })])).toEqual([]);
    expect(stepsOf(need(), [holder(1, { onDemand: true, yieldsTo: 9 })])).toEqual(['unload 1']);
  });

  it('keeps what is free and needed besides what others yield', () => {
    const wanted = need({ isDue: true, bytes: 12 * GB });
    expect(plan(wanted, [busy(1)])?.reservedBytes).toBe(2 * GB);
    expect(plan(need({ bytes: 3 * GB, reservedBytes: 2 * GB }), [])).toMatchObject({ freeBytes: 2 * GB });
    expect(plan(need({ bytes: 2 * GB, reservedBytes: 2 * GB }), [])).toBeNull();
  });
});
