import { afterEach, expect, it } from 'vitest';
import {
  type AdmissionHarness,
  type AdmissionHarnessOptions,
  admissionSteps,
  openAdmissionHarness,
} from '../../../e2e/testkit/core/admission-harness.ts';
import { GB } from '../../../e2e/testkit/core/fake-gpus.ts';

let opened: AdmissionHarness;
afterEach(async () => {
  await opened.harness.dispose();
  expect(opened.faults).toEqual([]);
});

const { settle, add, ready, view } = admissionSteps(() => opened);

/** A GPU of 24 GB on which one backend holds 14, and others that are off. */
async function open(options: AdmissionHarnessOptions = {}): Promise<void> {
  opened = await openAdmissionHarness(options);
  await add({ VramNeedGB: 14 });
  await ready(undefined, 14);
  await opened.harness.clock.advance(4000);
}

async function addOff(settings: Record<string, unknown>): Promise<number> {
  const id = await add({ VramNeedGB: 0 });
  await opened.harness.registry.toggle(id, false);
  await settle();
  await opened.harness.registry.edit(id, { settings });
  await settle();
  return id;
}

const preview = () => opened.admission.preview(opened.harness.registry.actors());

it('tells what would have to be freed for one that is off, as its card would, and frees nothing', async () => {
  await open({ canFreeMemory: false });
  const id = await addOff({ VramNeedGB: 12 });
  const previews = await preview();
  expect(previews).toMatchObject([
    { id, shortage: { steps: [{ id: 0, how: 'stop', vram_bytes: 14 * GB }], enough: true, asks: true } },
  ]);
  await opened.harness.registry.toggle(id, true);
  await settle();
  expect(view(id).next_step).toEqual(previews[0]?.shortage);
  expect(view(0).phase).toBe('running');
});

it('leaves out what fits, what declares no need, what is up, and what could not start at all', async () => {
  await open();
  await addOff({ VramNeedGB: 8 });
  await addOff({ VramNeedGB: 0 });
  await addOff({ VramNeedGB: 20, GPU_ID: '7' });
  expect(await preview()).toEqual([]);
});

it('tells of one that excludes another', async () => {
  await open();
  await opened.harness.registry.edit(0, { settings: { ExclusiveGroup: 'big' } });
  await settle();
  opened.harness.starts.at(-1)?.ready();
  await settle();
  const id = await addOff({ VramNeedGB: 0, ExclusiveGroup: 'big' });
  expect(await preview()).toMatchObject([{ id, shortage: { steps: [{ id: 0, how: 'stop' }] } }]);
});

it('with the policy `off` nothing is freed for anybody, so there is nothing to tell', async () => {
  await open({ policy: 'off' });
  await addOff({ VramNeedGB: 20 });
  expect(await preview()).toEqual([]);
});
