import { afterEach, expect, test } from 'vitest';
import { FixtureHost } from '../fixtures/host/fixture-host.ts';
import { makeGpu, makeResources } from '../fixtures/resources.ts';
import { createResources } from './resources-store.ts';

const START = Date.parse('2026-08-01T10:00:00.000Z');
const sample = (offset: number, vram: number, utilization = 3) =>
  makeResources({
    at: new Date(START + offset * 1000).toISOString(),
    gpus: [makeGpu(0, { utilization_gpu: utilization }), makeGpu(1)],
    backends: [
      { id: 3, vram_bytes: vram },
      { id: 4, vram_bytes: 100 },
    ],
  });

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const end of cleanups.splice(0)) end();
});

function follow() {
  const fixture = new FixtureHost();
  const resources = createResources(fixture.transport);
  cleanups.push(resources.start());
  return { fixture, resources };
}

test('nothing is known before the first sample', () => {
  const { resources } = follow();
  expect(resources.state.getState()).toMatchObject({ machine: null, gpuInfos: [], gpuError: null });
  expect(resources.latestSample()).toBeNull();
});

test('with a new sample only what has changed gets another identity', () => {
  const { fixture, resources } = follow();
  fixture.sample(sample(0, 5));
  const before = resources.state.getState();
  fixture.sample(sample(2, 6, 80));
  const after = resources.state.getState();
  expect(after.gpus.get(0)).not.toBe(before.gpus.get(0));
  expect(after.gpus.get(1)).toBe(before.gpus.get(1));
  expect(after.usage.get(3)).not.toBe(before.usage.get(3));
  expect(after.usage.get(4)).toBe(before.usage.get(4));
  expect(after.gpuInfos).toBe(before.gpuInfos);
  expect(after.machine).toBe(before.machine);
});

test('adding or excluding a GPU makes another list of GPUs', () => {
  const { fixture, resources } = follow();
  fixture.sample(makeResources({ gpus: [makeGpu(0)] }));
  fixture.sample(makeResources({ gpus: [makeGpu(0, { excluded: true })] }));
  expect(resources.state.getState().gpuInfos).toMatchObject([{ id: 0, excluded: true }]);
});
