import { expect, test } from 'vitest';
import { formatGpus, shortenGpuName } from './gpu-names.ts';
import type { GpuInfo } from './resources-store.ts';

const gpuInfo = (id: number, name: string): GpuInfo => ({
  id,
  uuid: `GPU-${id}-abc`,
  name,
  totalMemory: null,
  excluded: false,
});

test.each([
  ['NVIDIA GeForce RTX 4090', 'RTX 4090'],
  ['NVIDIA H100 80GB HBM3', 'H100 80GB HBM3'],
  ['AMD Radeon RX 7900 XTX', 'RX 7900 XTX'],
  ['Apple M3 Max', 'M3 Max'],
  ['Something else', 'Something else'],
])('%s is shortened to %s', (name, short) => {
  expect(shortenGpuName(name)).toBe(short);
});

const gpuInfos = [
  gpuInfo(0, 'NVIDIA GeForce RTX 4090'),
  gpuInfo(1, 'NVIDIA GeForce RTX 4090'),
  gpuInfo(2, 'Tesla T4'),
];

test.each([
  [['0'], 'GPU 0 · RTX 4090'],
  [['0', '1'], 'GPU 0, 1 · RTX 4090'],
  [['1', '2'], 'GPU 1 · RTX 4090; GPU 2 · Tesla T4'],
  [['gpu-2-ABC'], 'GPU 2 · Tesla T4'],
  [['7'], 'GPU 7'],
])('the GPUs %j are called "%s"', (tokens, text) => {
  expect(formatGpus(tokens, gpuInfos)).toBe(text);
});

test('unknown GPUs are called by their numbers', () => {
  expect(formatGpus(['0', '1'], [])).toBe('GPU 0, 1');
});
