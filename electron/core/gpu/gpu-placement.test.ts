import { describe, expect, it } from 'vitest';
import { SwitchyardError } from '../../../shared/errors.ts';
import { type KnownGpu, type PlacementRequest, placeOnGpus } from './gpu-placement.ts';

const card = (id: number, name: string, vendor: KnownGpu['vendor'] = 'nvidia', index = id): KnownGpu => ({
  id,
  index,
  name,
  vendor,
  uuid: `GPU-${name}`,
});
const big = { uuid: 'GPU-RTX 4090', name: 'RTX 4090' };
const small = { uuid: 'GPU-RTX 3060', name: 'RTX 3060' };
const both = [card(0, 'RTX 4090'), card(1, 'RTX 3060')];

const place = (over: Partial<PlacementRequest>) =>
  placeOnGpus({
    backend: 'Backend 1 "Flux"',
    chosen: [],
    cards: {},
    gpus: both,
    excluded: [],
    platform: 'linux',
    ...over,
  });
const codeOf = (over: Partial<PlacementRequest>) => {
  try {
    place(over);
    return 'placed';
  } catch (error) {
    return error instanceof SwitchyardError ? error.code : error;
  }
};

describe('the cards of a backend', () => {
  it('by default it sees all, and nothing is set', () => {
    expect(place({}).environment).toEqual({});
  });

  it('one that is chosen is all it sees, in the order of the PCI bus', () => {
    expect(place({ chosen: ['1'] }).environment).toEqual({
      CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
      CUDA_VISIBLE_DEVICES: '1',
      ROCR_VISIBLE_DEVICES: '1',
    });
  });

  it('it may get several', () => {
    expect(place({ chosen: ['0', '1'] }).environment.CUDA_VISIBLE_DEVICES).toBe('0,1');
  });

  it('on Windows HIP is told too', () => {
    expect(place({ chosen: ['1'], platform: 'win32' }).environment.HIP_VISIBLE_DEVICES).toBe('1');
  });

  it('where nothing tells of cards, the numbers are handed on as they are', () => {
    const placement = place({ chosen: ['3'], gpus: [] });
    expect(placement.environment.CUDA_VISIBLE_DEVICES).toBe('3');
    expect(placement.remarks).toEqual([]);
  });

  it('a card can be named by its UUID', () => {
    const placement = place({ chosen: [small.uuid] });
    expect(placement.environment.CUDA_VISIBLE_DEVICES).toBe('1');
    expect(placement.chosen).toEqual([small.uuid]);
  });

  it('a number without a card is an error that names the cards', () => {
    expect(codeOf({ chosen: ['7'] })).toBe('gpu_not_found');
    expect(() => place({ chosen: ['7'] })).toThrow(/GPU 0 \(RTX 4090\), GPU 1 \(RTX 3060\)/);
  });

  it('of two makers, each library gets the numbers of its own cards', () => {
    const gpus = [card(0, 'RTX 4090'), card(1, 'RX 7900', 'amd', 0)];
    expect(place({ chosen: ['1'], gpus }).environment).toMatchObject({
      CUDA_VISIBLE_DEVICES: '-1',
      ROCR_VISIBLE_DEVICES: '0',
    });
  });
});

describe('cards that changed since they were chosen', () => {
  const swapped = [card(0, 'RTX 3060'), card(1, 'RTX 4090')];

  it('the card is remembered with its number', () => {
    expect(place({ chosen: ['0'] }).cards).toEqual({ 0: big });
  });

  it('after a re-ordering it stays on the card, and says so', () => {
    const placement = place({ chosen: ['0'], cards: { 0: big }, gpus: swapped });
    expect(placement.environment.CUDA_VISIBLE_DEVICES).toBe('1');
    expect(placement.chosen).toEqual(['1']);
    expect(placement.cards).toEqual({ 1: big });
    expect(placement.remarks).toEqual([
      'The graphics cards were re-ordered: RTX 4090 was GPU 0 and is GPU 1 now.',
    ]);
  });

  it('two that changed places are both followed', () => {
    const placement = place({ chosen: ['0', '1'], cards: { 0: big, 1: small }, gpus: swapped });
    expect(placement.cards).toEqual({ 1: big, 0: small });
    expect(placement.remarks).toHaveLength(2);
  });

  it('where the card is gone, the one that has its number is used, and that is said', () => {
    const placement = place({ chosen: ['0'], cards: { 0: big }, gpus: [card(0, 'RTX 5090')] });
    expect(placement.environment.CUDA_VISIBLE_DEVICES).toBe('0');
    expect(placement.cards).toEqual({ 0: { uuid: 'GPU-RTX 5090', name: 'RTX 5090' } });
    expect(placement.remarks).toEqual(['GPU 0 is RTX 5090 now; it was RTX 4090 when it was chosen.']);
  });

  it('where neither is there, the error names the card', () => {
    expect(() => place({ chosen: ['1'], cards: { 1: small }, gpus: [card(0, 'RTX 4090')] })).toThrow(
      /GPU 1 \(RTX 3060\)/,
    );
  });
});

describe('cards that Preferences exclude', () => {
  it('who has no choice of its own sees the others', () => {
    expect(place({ excluded: [big.uuid] }).environment.CUDA_VISIBLE_DEVICES).toBe('1');
  });

  it('who has one chosen that is excluded does not start', () => {
    expect(codeOf({ chosen: ['0'], excluded: [big.uuid] })).toBe('gpu_excluded');
  });

  it('with all excluded, nobody without a choice starts', () => {
    expect(codeOf({ excluded: [big.uuid, small.uuid] })).toBe('every_gpu_excluded');
  });
});
