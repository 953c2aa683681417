/** A real ComfyUI at work: it frees nothing before its job is done, and a job that lets it answer nothing is waited for all the same. */
import { expect } from 'vitest';
import { countExecuted, it, queueJob, slowJob, type_id } from './comfyui-test.ts';

it('says that memory comes back later, and finishes a job during which it answers nothing before a stop', async ({
  sharedHost: { host, backends },
  settingsForTest,
}) => {
  const { id } = await backends.add({ ...(await settingsForTest()), StopTimeout: 120 }, { type_id });
  const { address = '' } = await backends.running(id);
  expect(await queueJob(address, slowJob(10))).toBe(200);
  expect(await host.call('FreeBackendMemory', { backend: id, system_ram: true })).toMatchObject({
    count: 0,
    freed: [{ ok: false, message: expect.stringContaining('it is busy') }],
  });
  expect(await queueJob(address, { 1: { class_type: 'TestBlock', inputs: { seconds: 2 } } })).toBe(200);
  await backends.toggle(id, false);
  expect(await countExecuted(backends, id)).toBe(2);
});
