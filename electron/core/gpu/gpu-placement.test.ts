import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../e2e/testkit/in-language.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { type PlacementRequest, placeOnGpus } from './gpu-placement.ts';
import type { KnownGpu } from './known-gpu.ts';

const fakeGpu = (id: number, name: string, vendor: KnownGpu['vendor'] = 'nvidia', index = id): KnownGpu => ({
  id,
  index,
  name,
  vendor,
  uuid: `GPU-${name}`,
});
const big = { uuid: 'GPU-RTX 4090', name: 'RTX 4090' };
const small = { uuid: 'GPU-RTX 3060', name: 'RTX 3060' };
const both = [fakeGpu(0, 'RTX 4090'), fakeGpu(1, 'RTX 3060')];

const place = (over: Partial<PlacementRequest>) =>
  placeOnGpus({
    backend: 'Backend 1 "Flux"',
    chosen: [],
    chosenGpus: {},
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

describe('the GPUs of a backend', () => {
  it('are all GPUs by default, and no variable is set', () => {
    expect(place({}).environment).toEqual({});
  });

  it('are the chosen one alone, in the order of the PCI bus', () => {
    expect(place({ chosen: ['1'] }).environment).toEqual({
      CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
      CUDA_VISIBLE_DEVICES: '1',
    });
  });

  it('may be several', () => {
    expect(place({ chosen: ['0', '1'] }).environment.CUDA_VISIBLE_DEVICES).toBe('0,1');
  });

  it('of AMD are set for HIP alone on Windows, by their numbers', () => {
    const gpus = [fakeGpu(0, 'RX 7900', 'amd'), fakeGpu(1, 'RX 7600', 'amd')];
    expect(place({ chosen: ['1'], gpus, platform: 'win32' }).environment).toEqual({
      HIP_VISIBLE_DEVICES: '1',
    });
  });

  it('are set as chosen when no GPU is known', () => {
    const placement = place({ chosen: ['3'], gpus: [] });
    expect(placement.environment.CUDA_VISIBLE_DEVICES).toBe('3');
    expect(placement.messages).toEqual([]);
  });

  it('can be chosen by UUID', () => {
    const placement = place({ chosen: [small.uuid] });
    expect(placement.environment.CUDA_VISIBLE_DEVICES).toBe('1');
    expect(placement.chosen).toEqual([small.uuid]);
  });

  it('a number without a GPU is an error that names the GPUs there are', () => {
    expect(codeOf({ chosen: ['7'] })).toBe('gpu_not_found');
    expect(() => place({ chosen: ['7'] })).toThrow(/GPU 0 \(RTX 4090\), GPU 1 \(RTX 3060\)/);
  });

  it('with two makers, an AMD GPU is chosen by the variable of ROCm alone', () => {
    const gpus = [fakeGpu(0, 'RTX 4090'), fakeGpu(1, 'RX 7900', 'amd', 0)];
    expect(place({ chosen: ['1'], gpus }).environment).toEqual({ ROCR_VISIBLE_DEVICES: '0' });
  });
});

describe('GPUs that changed since they were chosen', () => {
  const swapped = [fakeGpu(0, 'RTX 3060'), fakeGpu(1, 'RTX 4090')];

  it('a chosen GPU is remembered with its number', () => {
    expect(place({ chosen: ['0'] }).chosenGpus).toEqual({ 0: big });
  });

  it('after a re-ordering the backend stays on its GPU, and a message says so', () => {
    const placement = place({ chosen: ['0'], chosenGpus: { 0: big }, gpus: swapped });
    expect(placement.environment.CUDA_VISIBLE_DEVICES).toBe('1');
    expect(placement.chosen).toEqual(['1']);
    expect(placement.chosenGpus).toEqual({ 1: big });
    expect(inEnglish(placement.messages)).toEqual([
      'The numbers of the GPUs have changed: RTX 4090 was GPU 0 and is GPU 1 now.',
    ]);
  });

  it('two that have each other’s number are both found', () => {
    const placement = place({ chosen: ['0', '1'], chosenGpus: { 0: big, 1: small }, gpus: swapped });
    expect(placement.chosenGpus).toEqual({ 1: big, 0: small });
    expect(placement.messages).toHaveLength(2);
  });

  it('when the GPU is gone, the one with its number is used, and a message says so', () => {
    const placement = place({ chosen: ['0'], chosenGpus: { 0: big }, gpus: [fakeGpu(0, 'RTX 5090')] });
    expect(placement.environment.CUDA_VISIBLE_DEVICES).toBe('0');
    expect(placement.chosenGpus).toEqual({ 0: { uuid: 'GPU-RTX 5090', name: 'RTX 5090' } });
    expect(inEnglish(placement.messages)).toEqual([
      'GPU 0 is RTX 5090 now; it was RTX 4090 when it was chosen.',
    ]);
  });

  it('when neither is there, the error names the GPU', () => {
    expect(() => place({ chosen: ['1'], chosenGpus: { 1: small }, gpus: [fakeGpu(0, 'RTX 4090')] })).toThrow(
      /GPU 1 \(RTX 3060\)/,
    );
  });
});

describe('GPUs that Preferences exclude', () => {
  it('are hidden from a backend without a choice', () => {
    expect(place({ excluded: [big.uuid] }).environment.CUDA_VISIBLE_DEVICES).toBe('1');
  });

  it('are an error for a backend that chose one', () => {
    expect(codeOf({ chosen: ['0'], excluded: [big.uuid] })).toBe('gpu_excluded');
  });

  it('are an error for a backend without a choice if all are excluded', () => {
    expect(codeOf({ excluded: [big.uuid, small.uuid] })).toBe('every_gpu_excluded');
  });
});
