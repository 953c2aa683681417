/** The GPUs that the settings of a backend name: kept by UUID, followed when they are re-ordered, refused where they are excluded. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  type AdmissionHarness,
  type AdmissionHarnessOptions,
  admissionSteps,
  openAdmissionHarness,
} from '../../../e2e/testkit/core/admission-harness.ts';
import type { FakeGpus } from '../../../e2e/testkit/core/fake-gpus.ts';
import type { Harness } from '../../../e2e/testkit/core/test-registry.ts';

let opened: AdmissionHarness;
let harness: Harness;
let gpus: FakeGpus;
afterEach(async () => {
  await harness.dispose();
  expect(opened.faults).toEqual([]);
});

async function open(options: AdmissionHarnessOptions = {}): Promise<void> {
  opened = await openAdmissionHarness(options);
  ({ harness, gpus } = opened);
}

const { settle, add, ready, view } = admissionSteps(() => opened);

describe('the GPUs of a backend', () => {
  const environment = (start = harness.starts.at(-1)) => start?.io.gpuEnvironment;

  it('are stored by UUID; after a re-ordering of the GPUs the setting follows them, and the card shows that', async () => {
    await open({ gigabytes: [24, 12] });
    const id = await add({ VramNeedGB: 0 });
    expect(environment()).toMatchObject({ CUDA_VISIBLE_DEVICES: '0' });
    expect((await harness.reopen()).document.backends[0]?.gpu_cards).toEqual({
      0: { uuid: 'GPU-0', name: 'Card 0' },
    });
    gpus.installed = gpus.installed
      .map((card) => ({ ...card, id: 1 - card.id, index: 1 - card.index }))
      .reverse();
    await ready();
    await harness.registry.restart(id);
    await settle();
    expect(environment()).toMatchObject({ CUDA_VISIBLE_DEVICES: '1', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' });
    expect(view(id)).toMatchObject({
      gpu: ['1'],
      settings: { GPU_ID: '1' },
      memory_notice: {
        message: 'The numbers of the GPUs have changed: Card 0 was GPU 0 and is GPU 1 now.',
      },
    });
    expect((await harness.reopen()).document.backends[0]?.settings.GPU_ID).toBe('1');
  });

  it('are not taken for re-ordered where a person chooses another one', async () => {
    await open({ gigabytes: [24, 12] });
    const id = await add({ VramNeedGB: 0 });
    await ready();
    await harness.registry.edit(id, { settings: { GPU_ID: '1' } });
    await settle();
    expect(environment()).toMatchObject({ CUDA_VISIBLE_DEVICES: '1' });
    expect(view(id).memory_notice).toBeUndefined();
  });

  it('are refused with an error where the preferences exclude one', async () => {
    await open();
    opened.excluded = ['GPU-0'];
    const id = await add();
    expect(harness.starts).toEqual([]);
    expect(view(id)).toMatchObject({ phase: 'errored', error: { code: 'gpu_excluded' } });
  });
});
