import { afterEach, describe, expect, it } from 'vitest';
import {
  type AdmissionHarness,
  type AdmissionHarnessOptions,
  admissionSteps,
  openAdmissionHarness,
} from '../../../e2e/testkit/core/admission-harness.ts';
import { type FakeGpus, GB } from '../../../e2e/testkit/core/fake-gpus.ts';
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

const { settle, add, ready, view, phases } = admissionSteps(() => opened);

describe('three backends of 10 GB on a GPU of 24 GB', () => {
  async function two(options: Parameters<typeof open>[0] = {}): Promise<void> {
    await open(options);
    await add();
    await ready();
    await add();
    await ready();
    // The first was used last.
    harness.starts[0]?.io.reportUsage(1);
    await harness.clock.advance(1000);
    harness.starts[0]?.io.reportUsage(0);
  }

  it('with the policy `auto`, the third start unloads exactly the least recently used one, and both cards show that', async () => {
    await two({ policy: 'auto' });
    await add();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 1, 0]);
    expect(view(2).phase).toBe('loading');
    expect(view(2).memory_notice?.message).toBe(
      'Before it started: The VRAM of Backend 1 (Test) was freed (10.0 GiB).',
    );
    expect(view(1).memory_notice?.message).toBe('Its VRAM was freed for Backend 2 (Test).');
    expect(view(0).memory_notice).toBeUndefined();
    expect(phases()).toEqual(['running', 'running', 'loading']);
  });

  it('with the policy `ask`, nothing is freed without an answer, and the card shows what would be', async () => {
    await two();
    await add();
    await harness.clock.advance(60_000);
    await settle();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 0]);
    expect(view(2)).toMatchObject({
      phase: 'waiting',
      next_step: {
        kind: 'make_room',
        message: 'It needs 10.0 GiB of VRAM, but only 4.0 GiB are free.',
        steps: [{ id: 1, how: 'unload', vram_bytes: 10 * GB }],
        enough: true,
        asks: true,
      },
    });
  });

  it('the answer `make-room` frees what is needed', async () => {
    await two();
    await add();
    await harness.registry.answerShortage(2, 'make-room');
    await settle();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 1, 0]);
    expect(view(2).phase).toBe('loading');
    expect(view(2)).not.toHaveProperty('next_step');
  });

  it('the answer `anyway` starts it and frees nothing', async () => {
    await two();
    await add();
    await harness.registry.answerShortage(2, 'anyway');
    await settle();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 0, 0]);
    expect(view(2).phase).toBe('loading');
  });

  it('an answer holds for one start only', async () => {
    await two();
    await add();
    await harness.registry.answerShortage(2, 'anyway');
    await settle();
    await harness.registry.toggle(2, false);
    await harness.registry.toggle(2, true);
    await settle();
    expect(view(2).next_step?.kind).toBe('make_room');
  });

  it('an answer is refused where no backend waits for one', async () => {
    await two();
    await expect(harness.registry.answerShortage(1, 'anyway')).rejects.toMatchObject({
      code: 'no_room_awaited',
    });
  });

  it('it starts once enough VRAM is freed by other means', async () => {
    await two();
    await add();
    await harness.registry.toggle(0, false);
    await harness.clock.advance(2000);
    await settle();
    expect(view(2).phase).toBe('loading');
  });

  it('while it waits, another one can start, and it can be switched off', async () => {
    await two();
    await add();
    const small = await add({ VramNeedGB: 2 });
    expect(view(small).phase).toBe('loading');
    await harness.registry.toggle(2, false);
    expect(view(2).phase).toBe('disabled');
  });

  it('one that keeps its memory although it was asked is switched off, but only after the other was asked', async () => {
    await two({ policy: 'auto', keeps: 10 });
    await add();
    // It is measured for a while before it counts as kept.
    for (let asked = 0; asked < 2; asked++) {
      await harness.clock.advance(6000);
      await settle();
    }
    expect(harness.starts.map(({ freed }) => freed)).toEqual([1, 1, 0]);
    expect(view(1)).toMatchObject({
      enabled: false,
      off_notice: { message: 'Switched off to free memory for Backend 2 (Test).' },
    });
    expect(harness.activity.find(({ kind }) => kind === 'switched_off')).toMatchObject({
      by: { kind: 'room_keeper', name: 'Backend 2 (Test)' },
    });
    expect(view(0).enabled).toBe(true);
  });

  it('one whose memory comes back some time after its end costs no other one its memory', async () => {
    await open({ policy: 'auto' });
    await add({ ExclusiveGroup: 'a' });
    await ready();
    await add();
    await ready();
    const stopped = harness.starts[0];
    const isAlive = gpus.isAlive;
    let isReturned = false;
    gpus.isAlive = (pid) => isAlive(pid) || (pid === stopped?.pid && !isReturned);
    await add({ ExclusiveGroup: 'a' });
    await harness.clock.advance(300);
    await settle();
    expect(view(0).enabled).toBe(false);
    expect(view(2).phase).toBe('waiting');
    isReturned = true;
    await harness.clock.advance(1000);
    await settle();
    expect(view(2).phase).toBe('loading');
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 0, 0]);
  });

  it('busy ones are left alone, and the start goes on once one of them is idle', async () => {
    await two({ policy: 'auto' });
    harness.starts[0]?.io.reportUsage(1);
    harness.starts[1]?.io.reportUsage(1);
    await add();
    expect(view(2).next_step).toMatchObject({ steps: [], enough: false, asks: false });
    expect(view(2).next_step).toMatchObject({ message: expect.stringContaining('Busy: Backend') });
    harness.starts[0]?.io.reportUsage(0);
    await harness.clock.advance(2000);
    await settle();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([1, 0, 0]);
    expect(view(2).phase).toBe('loading');
  });

  it('nothing is freed where it would not be enough', async () => {
    await two({ policy: 'auto' });
    await add({ VramNeedGB: 100 });
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 0]);
    expect(view(2).next_step).toMatchObject({ enough: false });
  });

  it('with the policy `off`, it starts without a check', async () => {
    await two({ policy: 'off' });
    await add();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 0, 0]);
    expect(view(2).phase).toBe('loading');
  });
});

describe('a backend that ran out of VRAM', () => {
  const outOfMemory = 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.';

  /** @param settings of the one that runs out of memory; the other holds 20 of 24 GB */
  async function runOut(settings: Record<string, unknown> = {}, options: AdmissionHarnessOptions = {}) {
    await open(options);
    await add({ VramNeedGB: 0 });
    await ready(harness.starts[0], 20);
    const id = await add({ VramNeedGB: 0, ...settings });
    await ready(harness.starts[1], 3);
    harness.print(outOfMemory);
    harness.starts[1]?.exit();
    await settle();
    return id;
  }

  it('says on which card, and who holds it', async () => {
    const id = await runOut();
    expect(view(id).diagnosis).toMatchObject({
      id: 'gpu_out_of_memory',
      explanation: expect.stringMatching(
        /GPU 0 \(Card 0\) has 24\.0 GiB.*Other backends hold VRAM there: Backend 0 \(Test\) 20\.0 GiB\./,
      ),
      action: { kind: 'make_room' },
    });
  });

  it.each(['ask', 'off'] as const)(
    'is started again with room when a person says so (preference: %s)',
    async (policy) => {
      const id = await runOut({}, { policy, keeps: 1 });
      await harness.registry.answerShortage(id, 'make-room');
      await settle();
      await harness.clock.advance(2000);
      await settle();
      // It has unloaded, and is not switched off for what it keeps.
      expect(harness.starts[0]).toMatchObject({ freed: 1, stops: [] });
      await ready();
      expect(view(id)).toMatchObject({
        phase: 'running',
        memory_notice: {
          message: expect.stringContaining('The VRAM of Backend 0 (Test) was freed'),
        },
      });
      expect(view(id).crashes).toBeUndefined();
    },
  );

  it('does not push aside one that it never runs together with while that is at work', async () => {
    await open();
    await add({ VramNeedGB: 0 });
    await ready(harness.starts[0], 20);
    const id = await add({ VramNeedGB: 0 });
    await ready(harness.starts[1], 3);
    harness.print(outOfMemory);
    harness.starts[1]?.exit();
    await settle();
    harness.starts[0]?.io.reportUsage(1);
    await harness.registry.answerShortage(id, 'make-room');
    await settle();
    expect(harness.starts[0]).toMatchObject({ freed: 0, stops: [] });
    // It is tried all the same: what is at work may be done by then.
    expect(harness.starts.length).toBeGreaterThan(2);
  });

  it('can be given room while the cause of its next crash is not known yet', async () => {
    const id = await runOut();
    harness.ignoresStops = true;
    await harness.clock.advance(5000);
    await settle();
    harness.ignoresStops = false;
    const second = harness.starts[2];
    await ready(second, 3);
    expect(view(id)).toMatchObject({ phase: 'running', diagnosis: { action: { kind: 'make_room' } } });
    second?.exit();
    await settle();
    // The worker is not gone, and what it prints last is still to come.
    expect(view(id).diagnosis?.id).toBe('crashed');
    await harness.registry.answerShortage(id, 'make-room');
    second?.gone();
    await harness.clock.advance(5000);
    await settle();
    expect(harness.starts[0]).toMatchObject({ freed: 1 });
  });

  it('offers nothing where nobody else holds its card', async () => {
    await open();
    const id = await add({ VramNeedGB: 0 });
    await ready(harness.starts[0], 20);
    harness.print(outOfMemory);
    harness.starts[0]?.exit();
    await settle();
    expect(view(id).diagnosis).toMatchObject({ id: 'gpu_out_of_memory' });
    expect(view(id).diagnosis?.action).toBeUndefined();
    await expect(harness.registry.answerShortage(id, 'make-room')).rejects.toMatchObject({
      code: 'no_room_awaited',
    });
  });
});

describe('backends that exclude one another', () => {
  const big = { VramNeedGB: 0, ExclusiveGroup: 'big' };

  it('starting one switches the other off, and shows the reason', async () => {
    await open({ policy: 'auto' });
    await add(big);
    await ready();
    await add(big);
    expect(view(0)).toMatchObject({
      phase: 'disabled',
      off_notice: {
        message: 'Switched off because Backend 1 (Test) was started: the two never run together.',
      },
    });
    expect(view(1).phase).toBe('loading');
  });

  it('two that are started together, on different GPUs, do not both run', async () => {
    await open({ policy: 'ask', gigabytes: [24, 24] });
    await Promise.all([add(big), add({ ...big, GPU_ID: '1' })]);
    expect(phases().sort()).toEqual(['loading', 'waiting']);
    await ready();
    expect(harness.registry.actors().map((actor) => actor.view().next_step?.kind)).toEqual([
      undefined,
      'make_room',
    ]);
  });

  it('exclude one another also where no GPU is known', async () => {
    await open({ policy: 'auto', gigabytes: [] });
    gpus.mayHaveGpus = false;
    await add(big);
    await ready(undefined, 0);
    await add(big);
    expect(phases()).toEqual(['disabled', 'loading']);
  });
});

describe('between the plan and its execution', () => {
  /** A backend that runs, and one of the same group that waits for an answer. */
  async function openGroup(): Promise<void> {
    await open();
    const big = { VramNeedGB: 0, ExclusiveGroup: 'big' };
    await add(big);
    await ready();
    await add(big);
  }

  it('a request keeps the memory of its backend, and the next one is asked', async () => {
    await open({ policy: 'auto' });
    await add();
    await ready();
    await add();
    await ready();
    opened.onMeasure = () => {
      opened.onMeasure = () => undefined;
      harness.starts[0]?.io.reportUsage(1);
    };
    await add();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 1, 0]);
    expect(view(0).memory_notice).toBeUndefined();
    expect(view(2).memory_notice?.message).toBe(
      'Before it started: The VRAM of Backend 1 (Test) was freed (10.0 GiB).',
    );
  });

  it('a request keeps its backend on, and the start waits', async () => {
    await openGroup();
    const release = harness.holdWrites();
    const edited = harness.registry.edit(0, { title: 'Flux', settings: {} });
    await harness.registry.answerShortage(1, 'make-room');
    await harness.clock.advance(10);
    harness.starts[0]?.io.reportUsage(1);
    release();
    await edited;
    await settle();
    expect(view(0)).toMatchObject({ phase: 'running', enabled: true });
    expect(view(1).next_step).toMatchObject({
      kind: 'make_room',
      message: expect.stringContaining('Busy: Backend 0 "Flux".'),
    });
  });

  it('a deletion of the backend that is in the way does not fail the start', async () => {
    await openGroup();
    const release = harness.holdWrites();
    const deleted = harness.registry.delete(0);
    await harness.registry.answerShortage(1, 'make-room');
    await harness.clock.advance(10);
    release();
    await deleted;
    await settle();
    expect(view(1).phase).toBe('loading');
  });
});
