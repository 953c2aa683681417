import { describe, expect, it } from 'vitest';
import { planAdmission, type VramHolder, type VramNeed } from './admission-plan.ts';

const GB = 1024 ** 3;
const CARD = 'GPU-a';

const need = (over: Partial<VramNeed> = {}): VramNeed => ({
  bytes: 10 * GB,
  gpus: [{ uuid: CARD, freeBytes: 4 * GB }],
  exclusiveGroup: '',
  ...over,
});
const holder = (id: number, over: Partial<VramHolder> = {}): VramHolder => ({
  id,
  exclusiveGroup: '',
  isBusy: false,
  canUnload: true,
  lastUsed: id,
  vram: new Map([[CARD, 10 * GB]]),
  ...over,
});
const plan = (wanted: VramNeed, occupants: VramHolder[], asked: number[] = []) =>
  planAdmission(wanted, occupants, new Set(asked));
const stepsOf = (...args: Parameters<typeof plan>) =>
  plan(...args)?.steps.map(({ id, how }) => `${how} ${id}`);

describe('room for a declared need', () => {
  it('what fits starts at once', () => {
    expect(plan(need({ bytes: 4 * GB }), [holder(1)])).toBeNull();
  });

  it('without a declared need, or without a figure of the card, nothing is taken from anybody', () => {
    expect(plan(need({ bytes: 0 }), [holder(1)])).toBeNull();
    expect(plan(need({ gpus: [] }), [holder(1)])).toBeNull();
    expect(plan(need({ gpus: [{ uuid: CARD, freeBytes: undefined }] }), [holder(1)])).toBeNull();
  });

  it('exactly the least recently used one is asked where that is enough', () => {
    const occupants = [holder(1, { lastUsed: 500 }), holder(2, { lastUsed: 100 })];
    expect(plan(need(), occupants)).toEqual({
      freeBytes: 4 * GB,
      steps: [{ id: 2, how: 'unload', vramBytes: 10 * GB, lastUsed: 100 }],
      isEnough: true,
      busy: [],
    });
  });

  it('more are asked, in that order, until it is enough', () => {
    expect(stepsOf(need({ bytes: 20 * GB }), [holder(1), holder(2), holder(3)])).toEqual([
      'unload 1',
      'unload 2',
    ]);
  });

  it('one that cannot unload is stopped in its turn', () => {
    expect(stepsOf(need(), [holder(1, { canUnload: false }), holder(2)])).toEqual(['stop 1']);
  });

  it('one that kept its memory though it was asked is stopped, after the others were asked', () => {
    expect(stepsOf(need(), [holder(1), holder(2)], [1])).toEqual(['unload 2']);
    expect(stepsOf(need(), [holder(1), holder(2)], [1, 2])).toEqual(['stop 1']);
  });

  it('what a process keeps after its models are gone is not worth ending it', () => {
    const emptied = holder(1, { vram: new Map([[CARD, 20 * 1024 ** 2]]) });
    expect(stepsOf(need(), [emptied], [1])).toEqual([]);
  });

  it('one at work is left alone and named', () => {
    const made = plan(need(), [holder(1, { isBusy: true })]);
    expect(made).toMatchObject({ steps: [], isEnough: false, busy: [1] });
  });

  it('who uses another card is left alone', () => {
    expect(stepsOf(need(), [holder(1, { vram: new Map([['GPU-b', 10 * GB]]) })])).toEqual([]);
  });

  it('the free memory of several cards counts together', () => {
    const gpus = [
      { uuid: CARD, freeBytes: 6 * GB },
      { uuid: 'GPU-b', freeBytes: 6 * GB },
    ];
    expect(plan(need({ gpus }), [holder(1)])).toBeNull();
  });

  it('says when all of it will not be enough', () => {
    expect(plan(need({ bytes: 40 * GB }), [holder(1)])?.isEnough).toBe(false);
  });
});

describe('backends that exclude one another', () => {
  const alone = need({ bytes: 0, exclusiveGroup: 'big' });

  it('those of the same group are stopped, and no others', () => {
    const occupants = [holder(1, { exclusiveGroup: 'big' }), holder(2, { exclusiveGroup: 'small' })];
    expect(plan(alone, occupants)).toMatchObject({ isEnough: true, busy: [] });
    expect(stepsOf(alone, occupants)).toEqual(['stop 1']);
  });

  it('the memory of those counts before others are asked', () => {
    const wanted = need({ exclusiveGroup: 'big' });
    expect(stepsOf(wanted, [holder(1), holder(2, { exclusiveGroup: 'big' })])).toEqual(['stop 2']);
  });

  it('one of them at work is waited for', () => {
    const made = plan(alone, [holder(1, { exclusiveGroup: 'big', isBusy: true })]);
    expect(made).toMatchObject({ steps: [], isEnough: false, busy: [1] });
  });
});
