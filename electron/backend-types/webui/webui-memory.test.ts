import { expect, test } from 'vitest';
import { inEnglish } from '../../../e2e/testkit/backend-types/english-result.ts';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import type { HeldMemory } from '../../core/backend/backend-type.ts';
import { freeWebuiMemory } from './webui-memory.ts';
import type { WebuiApi, WebuiMemory } from './webui-protocol.ts';

const GIBIBYTE = 1024 ** 3;

/** What is held, in GiB. Left out: it cannot be told. */
interface Held {
  /** By torch, as the web UI says. */
  torch?: number;
  /** Of its process, as the web UI says. */
  ram: number;
  /** Of its processes, as the driver and the system say. */
  driver?: number;
  tree?: number;
}

/** Frees the memory of a web UI that holds the one before and the other after it. */
async function free(before: Held, after: Held, { status = 200, isForge = true } = {}) {
  const clock = new ManualClock();
  let held = before;
  const memory = async (): Promise<WebuiMemory> => ({
    ram: { used: held.ram * GIBIBYTE },
    cuda:
      held.torch === undefined ? { error: 'unavailable' } : { reserved: { current: held.torch * GIBIBYTE } },
  });
  const unload = async () => {
    held = after;
    return status;
  };
  const measureHeld = async (): Promise<HeldMemory> => ({
    ramBytes: (held.tree ?? 0) * GIBIBYTE,
    ...(held.driver === undefined ? {} : { vramBytes: held.driver * GIBIBYTE }),
  });
  const result = freeWebuiMemory(
    { memory, unload } as unknown as WebuiApi,
    { clock, isForge },
    {
      systemRam: false,
      signal: new AbortController().signal,
      measureHeld: before.tree === undefined ? undefined : measureHeld,
    },
  );
  await clock.advance(20_000);
  return inEnglish(await result);
}

test('what torch held in its process came back, whatever else is on the card', async () => {
  expect(await free({ torch: 6, ram: 3, tree: 3 }, { torch: 0, ram: 3, tree: 3 })).toEqual({
    ok: true,
    vramBytes: 6 * GIBIBYTE,
    message: '6.0 GiB of VRAM came back. The next image loads its checkpoint again.',
  });
});

test('where the driver knows its processes, the driver counts', async () => {
  const result = await free(
    { torch: 6, ram: 3, driver: 7, tree: 3 },
    { torch: 0, ram: 3, driver: 1.5, tree: 3 },
  );
  expect(result).toMatchObject({ ok: true, vramBytes: 5.5 * GIBIBYTE });
  // A driver that reports 0 may not know them.
  const unknown = await free(
    { torch: 6, ram: 3, driver: 0, tree: 3 },
    { torch: 1, ram: 3, driver: 0, tree: 3 },
  );
  expect(unknown).toMatchObject({ ok: true, vramBytes: 5 * GIBIBYTE });
});

test('an AUTOMATIC1111 moves its checkpoint into memory: more of it there is no loss, and what follows is said', async () => {
  const result = await free({ torch: 6, ram: 3, tree: 3 }, { torch: 0, ram: 9, tree: 9 }, { isForge: false });
  expect(result).toMatchObject({
    ok: true,
    vramBytes: 6 * GIBIBYTE,
    message: expect.stringContaining('does not load its checkpoint again by itself'),
  });
});

test('without a card nothing is invented: a real Forge held as much as before', async () => {
  expect(await free({ ram: 7, tree: 7 }, { ram: 7, tree: 7 })).toMatchObject({
    ok: false,
    message: expect.stringContaining('keeps its model in memory'),
  });
});

test('one elsewhere is measured by its own word of its own process', async () => {
  expect(await free({ ram: 7 }, { ram: 4 })).toMatchObject({
    ok: true,
    ramBytes: 3 * GIBIBYTE,
    message: expect.stringMatching(/^3\.0 GiB of RAM came back/),
  });
});

test('it says that nothing came back where it only claims so, that there was nothing, and that it refused', async () => {
  const busy = { torch: 6, ram: 3, tree: 3 };
  expect(await free(busy, busy)).toMatchObject({
    ok: false,
    message: expect.stringContaining('An extension may hold on to it'),
  });
  const empty = { torch: 0, ram: 3, tree: 3 };
  expect(await free(empty, empty)).toMatchObject({
    ok: false,
    message: expect.stringContaining('nothing to free'),
  });
  expect(await free(busy, busy, { status: 500 })).toMatchObject({
    ok: false,
    message: 'It refused to unload its checkpoint (500).',
  });
});
