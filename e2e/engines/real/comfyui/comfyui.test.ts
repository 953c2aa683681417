/** `comfyui_selfstart` on a real ComfyUI: start, work, freed memory, a restart from inside, and a stop with jobs in its queue. */
import { expect } from 'vitest';
import type { OperationOutput } from '../../../../shared/operations.ts';
import { eventually } from '../../../testkit/eventually.ts';
import { isRunning } from '../../../testkit/processes.ts';
import { residentBytesOfTree } from '../resident-memory.ts';
import { cachedJob, countExecuted, it, queueJob, slowJob, type_id } from './comfyui-test.ts';

const MB = 1024 ** 2;

it('starts, works, frees what it holds, restarts from inside, and finishes its queue before a stop', async ({
  sharedHost: { host, backends },
  settingsForTest,
}) => {
  const { id } = await backends.add({ ...(await settingsForTest()), StopTimeout: 60 }, { type_id });
  const ready = await backends.until(id, 'knows its nodes', ({ features }) => features.length > 0);
  const { address = '', pid = 0 } = await backends.running(id);
  // Without a graphics card it holds no VRAM, though it reports all RAM as such.
  expect(ready).not.toHaveProperty('vram_bytes');

  const free = async () => {
    const before = residentBytesOfTree(pid);
    const reply = (await host.call('FreeBackendMemory', {
      backend: id,
      system_ram: true,
    })) as OperationOutput<'FreeBackendMemory'>;
    return { entry: reply.freed?.[0], cameBack: before - residentBytesOfTree(pid) };
  };
  const idle = await free();
  expect(idle.entry).toMatchObject({ ok: false, message: expect.stringContaining('no memory came back') });
  expect(Math.abs(idle.cameBack)).toBeLessThan(64 * MB);

  expect(await queueJob(address, cachedJob(600))).toBe(200);
  await eventually('the job is done', async () => (await countExecuted(backends, id)) === 1);
  const { entry, cameBack } = await free();
  console.log(`free: ${entry?.message} Reported ${entry?.ram_bytes}, by the process table ${cameBack}.`);
  expect(entry).toMatchObject({ ok: true, message: expect.stringContaining('of RAM came back') });
  expect(Math.abs((entry?.ram_bytes ?? 0) - cameBack)).toBeLessThan(0.05 * cameBack);

  const restarted = performance.now();
  await fetch(`${address}/test/restart`).catch(() => undefined);
  await eventually('it serves again in the same process', async () => {
    const { status } = await fetch(`${address}/queue`).catch(() => ({ status: 0 }));
    return status === 200 && isRunning(pid);
  });
  console.log(`restart from inside: ${Math.round(performance.now() - restarted)} ms`);
  const again = await backends.running(id);
  expect(again).toMatchObject({ pid, restarts: ready.restarts });

  // No poll sees these jobs before the stop; the second one waits behind the first.
  await queueJob(address, slowJob(3));
  await queueJob(address, slowJob(1));
  await new Promise((resolve) => setTimeout(resolve, 60));
  const stopped = performance.now();
  await backends.toggle(id, false);
  console.log(`stop with two jobs of 4 s: ${Math.round(performance.now() - stopped)} ms`);
  expect(await countExecuted(backends, id)).toBeGreaterThanOrEqual(3);
  expect(isRunning(pid)).toBe(false);
  expect((await backends.log(id)).map(({ text }) => text).join()).not.toContain('broken off');
});
