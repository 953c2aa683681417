import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import type { Resources } from '../../../shared/resources.ts';
import { MAX_REMOVED_BACKENDS, ResourceHistory } from './resource-history.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 24);

interface Known {
  gpus?: Record<string, { used?: number; utilization?: number }>;
  backends?: Record<number, { vram?: number; ram?: number; cpu?: number }>;
}

const sampleAt = (time: number, { gpus = {}, backends = {} }: Known): Resources => ({
  at: new Date(time).toISOString(),
  cpu: { usage: 0.5, cores: 8 },
  system_ram: { total: 0, used: 0, free: 0 },
  gpus: Object.entries(gpus).map(([uuid, { used, utilization }], id) => ({
    id,
    uuid,
    name: 'A card',
    vendor: 'nvidia',
    ...(used === undefined ? {} : { used_memory: used }),
    ...(utilization === undefined ? {} : { utilization_gpu: utilization }),
    backends: [],
  })),
  backends: Object.entries(backends).map(([id, { vram, ram, cpu }]) => ({
    id: Number(id),
    ...(vram === undefined ? {} : { vram_bytes: vram }),
    ...(ram === undefined ? {} : { ram_bytes: ram }),
    ...(cpu === undefined ? {} : { cpu_percent: cpu }),
  })),
});

function setUp() {
  const clock = new ManualClock(START);
  const history = new ResourceHistory(clock);
  return {
    clock,
    history,
    add: (known: Known) => history.add(sampleAt(clock.wall(), known)),
    recent: () => history.read({ day: false }),
    day: () => history.read({ day: true }),
  };
}

describe('the last minutes', () => {
  test('have every sample, by column', async () => {
    const { clock, add, recent } = setUp();
    add({ gpus: { a: { used: 100, utilization: 7 } }, backends: { 3: { vram: 60, ram: 20, cpu: 150 } } });
    await clock.advance(2 * SECOND);
    add({ gpus: { a: { used: 200, utilization: 8 } }, backends: { 3: { vram: 61, ram: 21, cpu: 151 } } });
    expect(recent()).toEqual({
      times: [START, START + 2 * SECOND],
      gpus: [{ uuid: 'a', used_memory: [100, 200], utilization_gpu: [7, 8] }],
      backends: [{ id: 3, vram_bytes: [60, 61], ram_bytes: [20, 21], cpu_percent: [150, 151] }],
    });
  });

  test('have null for what was not known', async () => {
    const { clock, add, recent } = setUp();
    add({ gpus: { a: { used: 100 } } });
    await clock.advance(2 * SECOND);
    add({ gpus: { b: { utilization: 5 } } });
    await clock.advance(2 * SECOND);
    add({});
    expect(recent().gpus).toEqual([
      { uuid: 'a', used_memory: [100, null, null], utilization_gpu: [null, null, null] },
      { uuid: 'b', used_memory: [null, null, null], utilization_gpu: [null, 5, null] },
    ]);
  });

  test('leave out what has no number in that time', () => {
    const { add, recent } = setUp();
    add({ gpus: { a: {} }, backends: { 3: {} } });
    expect(recent()).toEqual({ times: [START], gpus: [], backends: [] });
  });

  test('have whole numbers', () => {
    const { add, recent } = setUp();
    add({ gpus: { a: { used: 1.4, utilization: 6.5 } } });
    expect(recent().gpus).toMatchObject([{ used_memory: [1], utilization_gpu: [7] }]);
  });

  test('are fifteen', async () => {
    const { clock, add, recent } = setUp();
    for (let seconds = 0; seconds <= 20 * 60; seconds += 2) {
      add({ gpus: { a: { used: seconds } } });
      await clock.advance(2 * SECOND);
    }
    const { times, gpus } = recent();
    expect(times[0]).toBe(clock.wall() - 15 * MINUTE);
    expect(times).toHaveLength(450);
    expect(gpus[0]?.used_memory.at(-1)).toBe(20 * 60);
  });

  test('end now, even if there was no sample for a while', async () => {
    const { clock, add, recent } = setUp();
    add({ gpus: { a: { used: 1 } } });
    await clock.advance(16 * MINUTE);
    expect(recent()).toEqual({ times: [], gpus: [], backends: [] });
  });
});

describe('the last day', () => {
  test('has the mean of the known numbers of each complete minute', async () => {
    const { clock, add, day } = setUp();
    add({ gpus: { a: { used: 100, utilization: 10 } } });
    await clock.advance(20 * SECOND);
    add({ gpus: { a: { used: 200 } } });
    await clock.advance(20 * SECOND);
    add({ gpus: { a: { used: 301 } } });
    expect(day().times).toEqual([]);
    await clock.advance(20 * SECOND);
    add({ gpus: { a: { used: 1000 } } });
    expect(day()).toEqual({
      times: [START],
      gpus: [{ uuid: 'a', used_memory: [200], utilization_gpu: [10] }],
      backends: [],
    });
  });

  test('is no longer than a day', async () => {
    const { clock, add, day } = setUp();
    for (let minute = 0; minute < 26 * 60; minute += 1) {
      add({ gpus: { a: { used: minute } } });
      await clock.advance(MINUTE);
    }
    const { times, gpus } = day();
    expect(times[0]).toBe(clock.wall() - 24 * HOUR);
    expect(times).toHaveLength(24 * 60 - 1);
    expect(gpus[0]?.used_memory.at(-1)).toBe(26 * 60 - 2);
  });

  test('drops a backend that has been gone for that long', async () => {
    const { clock, history, add, day } = setUp();
    add({ backends: { 3: { vram: 1, ram: 2, cpu: 3 }, 4: { vram: 1 } } });
    await clock.advance(MINUTE);
    add({ backends: { 4: { vram: 1 } } });
    const both = history.byteLength;
    expect(day().backends.map(({ id }) => id)).toEqual([3, 4]);
    await clock.advance(24 * HOUR);
    add({ backends: { 4: { vram: 2 } } });
    await clock.advance(MINUTE);
    add({ backends: { 4: { vram: 2 } } });
    expect(day().backends.map(({ id }) => id)).toEqual([4]);
    expect(history.byteLength).toBeLessThan(both);
  });
});

describe('a backend', () => {
  test('can be requested alone, and so can a GPU', async () => {
    const { history, add, recent } = setUp();
    add({
      gpus: { 'GPU-1': { used: 7 }, 'GPU-2': { used: 8 } },
      backends: { 3: { vram: 1 }, 4: { vram: 2 } },
    });
    expect(recent().backends).toHaveLength(2);
    expect(history.read({ backends: [4] })).toMatchObject({ gpus: [], backends: [{ id: 4 }] });
    expect(history.read({ gpus: ['GPU-2'] })).toMatchObject({ gpus: [{ uuid: 'GPU-2' }], backends: [] });
  });

  test('that gets another id keeps its history and replaces that of the id', async () => {
    const { clock, history, add, recent, day } = setUp();
    add({ backends: { 3: { vram: 30 }, 4: { vram: 40, cpu: 4 } } });
    await clock.advance(MINUTE);
    add({ backends: { 3: { vram: 32 } } });
    history.renumber(3, 4);
    await clock.advance(MINUTE);
    add({ backends: { 4: { vram: 33 } } });
    expect(recent().backends).toMatchObject([
      { id: 4, vram_bytes: [30, 32, 33], cpu_percent: [null, null, null] },
    ]);
    expect(day().backends).toMatchObject([{ id: 4, vram_bytes: [30, 32] }]);
  });

  test('that is given its own id keeps its history', () => {
    const { history, add, recent } = setUp();
    add({ backends: { 3: { vram: 30 } } });
    history.renumber(3, 3);
    expect(recent().backends).toMatchObject([{ id: 3, vram_bytes: [30] }]);
  });
});

test('the times ascend even when the system’s time was set back', async () => {
  const { clock, history, recent } = setUp();
  await clock.advance(10 * SECOND);
  for (const seconds of [2, 4, 6, 3, 5]) {
    history.add(sampleAt(START + seconds * SECOND, { gpus: { a: { used: seconds } } }));
  }
  expect(recent()).toMatchObject({
    times: [2, 3, 5].map((seconds) => START + seconds * SECOND),
    gpus: [{ used_memory: [2, 3, 5] }],
  });
});

test('a day of 8 cards and 50 backends, sampled every 2 s, takes less than 20 MB', () => {
  const { history } = setUp();
  const gpus = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`GPU-${index}`, { used: 70e9 + index, utilization: 50 }]),
  );
  const backends = Object.fromEntries(
    Array.from({ length: 50 }, (_, id) => [id, { vram: 8e9 + id, ram: 2e9, cpu: 150 }]),
  );
  const sample = sampleAt(START, { gpus, backends });
  const before = process.memoryUsage();
  for (let time = START; time < START + 24 * HOUR; time += 2 * SECOND) {
    history.add({ ...sample, at: new Date(time).toISOString() });
  }
  const after = process.memoryUsage();
  expect(history.byteLength).toBeGreaterThan(8 * 166 * 1440);
  expect(history.byteLength).toBeLessThan(20e6);
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(20e6);
  // A coarse limit, since the samples themselves are not collected yet.
  expect(after.heapUsed - before.heapUsed).toBeLessThan(100e6);
});

describe('removed backends', () => {
  test('stay for the last of them only, so that memory does not grow with every backend there ever was', async () => {
    const { clock, history, add, recent } = setUp();
    let bytesOfFullHistory = 0;
    for (let id = 0; id < 3 * MAX_REMOVED_BACKENDS; id += 1) {
      add({ backends: { [id]: { vram: 1, ram: 2, cpu: 3 } } });
      await clock.advance(SECOND);
      history.noteRemoval(id);
      if (id === MAX_REMOVED_BACKENDS) bytesOfFullHistory = history.byteLength;
    }
    expect(recent().backends).toHaveLength(MAX_REMOVED_BACKENDS);
    expect(recent().backends[0]).toMatchObject({ id: 2 * MAX_REMOVED_BACKENDS });
    // The day has the same backends, which come into it with the first complete minute.
    expect(history.byteLength).toBeLessThan(5 * bytesOfFullHistory);
    await clock.advance(MINUTE);
    add({});
    expect(history.read({ day: true }).backends.length).toBeLessThanOrEqual(MAX_REMOVED_BACKENDS);
  });

  test('that are restored keep their numbers', async () => {
    const { clock, history, add, recent } = setUp();
    add({ backends: { 3: { vram: 60 } } });
    history.noteRemoval(3);
    await clock.advance(SECOND);
    add({ backends: { 3: { vram: 61 } } });
    for (let id = 10; id < 10 + MAX_REMOVED_BACKENDS; id += 1) history.noteRemoval(id);
    expect(recent().backends).toMatchObject([{ id: 3, vram_bytes: [60, 61] }]);
  });
});
