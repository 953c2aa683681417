import { beforeEach, expect, it } from 'vitest';
import { FakeGpus, GB } from '../../../e2e/testkit/core/fake-gpus.ts';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import type { FreeTarget } from '../backend/free-targets.ts';
import type { ProcessTable } from '../process/table/process-row.ts';
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
/** Lets as much time pass as it measures for. */
async function freed(...args: Parameters<typeof target>) {
  const entries = freeing().free([target(...args)], false);
  await clock.advance(6000);
  return (await entries)[0];
}

it('measures what the processes held before and after', async () => {
  gpus.setVram(PID, 10);
  const entry = await freed(async () => {
    gpus.setVram(PID, 1);
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

it('measures again where an engine frees a little later than it reports', async () => {
  gpus.setVram(PID, 10);
  let looks = 0;
  const fresh = gpus.sampleFresh.bind(gpus);
  gpus.sampleFresh = () => {
    if (++looks === 3) gpus.setVram(PID, 1);
    return fresh();
  };
  expect(await freed(async () => ({ ok: true, message: 'Done.' }))).toMatchObject({ vram_after: 1 * GB });
});

it('counts all that an engine frees in several steps', async () => {
  gpus.setVram(PID, 10);
  const steps = [10, 7, 4, 1];
  const fresh = gpus.sampleFresh.bind(gpus);
  gpus.sampleFresh = () => {
    gpus.setVram(PID, steps.shift() ?? 1);
    return fresh();
  };
  expect(await freed(async () => ({ ok: true, message: 'Done.' }))).toMatchObject({ vram_bytes: 9 * GB });
});

it('does not believe a worker that reports success and holds what it held', async () => {
  gpus.setVram(PID, 10);
  expect(await freed(async () => ({ ok: true, message: 'Done.' }))).toMatchObject({
    ok: false,
    message: expect.stringContaining('no VRAM came back'),
    vram_bytes: 0,
  });
});

it('returns what the engine reports where no driver does', async () => {
  gpus.mayHaveGpus = false;
  const entry = await freed(async () => ({ ok: true, message: 'Done.', vramBytes: 5 * GB }));
  expect(entry).toMatchObject({ ok: true, vram_bytes: 5 * GB });
  expect(entry).not.toHaveProperty('vram_before');
});

it('measures nothing of a worker that does not run here', async () => {
  const entry = await freed(async () => ({ ok: true, message: 'Done.' }), { worker: null });
  expect(entry).toEqual({ id: 3, ok: true, message: 'Done.' });
});

it('gives up on a worker that does not answer, with a message', async () => {
  const waiting = freeing().free([target(() => new Promise(() => undefined))], false);
  await clock.advance(30_000);
  expect((await waiting)[0]).toMatchObject({ ok: false, message: expect.stringContaining('within 30 s') });
});
