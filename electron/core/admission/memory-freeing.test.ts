import { beforeEach, expect, it } from 'vitest';
import { FakeGpus, GB } from '../../../e2e/testkit/core/fake-gpus.ts';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import type { FreeTarget } from '../backend/free-targets.ts';
import type { ProcessTable } from '../process/process-table.ts';
import { MemoryFreeing } from './memory-freeing.ts';

const PID = 7;
let gpus: FakeGpus;
let clock: ManualClock;
let ram: number;
beforeEach(() => {
  gpus = new FakeGpus(24);
  clock = new ManualClock();
  ram = 2 * GB;
});

const freeing = () =>
  new MemoryFreeing({
    clock,
    gpus,
    table: {
      rows: async () => [
        { pid: PID, ppid: 1, pgid: PID, zombie: false, startTime: '1', name: 'w', rssBytes: ram, cpuMs: 0 },
      ],
    } as unknown as ProcessTable,
  });
const target = (freeMemory: FreeTarget['freeMemory'], over: Partial<FreeTarget> = {}): FreeTarget => ({
  id: 3,
  displayName: 'Backend 3 "Flux"',
  worker: { pid: PID },
  freeMemory,
  ...over,
});
const freed = async (...args: Parameters<typeof target>) =>
  (await freeing().free([target(...args)], false))[0];

it('tells what it held before and after, from outside', async () => {
  gpus.take(PID, 10);
  const entry = await freed(async () => {
    gpus.take(PID, 1);
    ram = 1 * GB;
    return { ok: true, message: 'Done.' };
  });
  expect(entry).toEqual({
    id: 3,
    ok: true,
    message: 'Done.',
    vram_before: 10 * GB,
    vram_after: 1 * GB,
    vram_bytes: 9 * GB,
    ram_before: 2 * GB,
    ram_after: 1 * GB,
    ram_bytes: 1 * GB,
  });
});

it('looks again where an engine frees a little later than it says', async () => {
  gpus.take(PID, 10);
  let looks = 0;
  const fresh = gpus.sampleFresh.bind(gpus);
  gpus.sampleFresh = () => {
    if (++looks === 3) gpus.take(PID, 1);
    return fresh();
  };
  expect(await freed(async () => ({ ok: true, message: 'Done.' }))).toMatchObject({ vram_after: 1 * GB });
});

it('one that says it freed, and holds what it held, is found out', async () => {
  gpus.take(PID, 10);
  expect(await freed(async () => ({ ok: true, message: 'Done.' }))).toMatchObject({
    ok: false,
    message: expect.stringContaining('no graphics memory came back'),
    vram_bytes: 0,
  });
});

it('where no driver tells, the engine’s own figures stand', async () => {
  gpus.mayHaveGpus = false;
  const entry = await freed(async () => ({ ok: true, message: 'Done.', vramBytes: 5 * GB }));
  expect(entry).toMatchObject({ ok: true, vram_bytes: 5 * GB });
  expect(entry).not.toHaveProperty('vram_before');
});

it('of one that does not run here nothing is measured', async () => {
  const entry = await freed(async () => ({ ok: true, message: 'Done.' }), { worker: null });
  expect(entry).toEqual({ id: 3, ok: true, message: 'Done.' });
});

it('one that does not answer is given up, in words', async () => {
  const waiting = freed(() => new Promise(() => undefined));
  await clock.advance(30_000);
  expect(await waiting).toMatchObject({ ok: false, message: expect.stringContaining('within 30 s') });
});
