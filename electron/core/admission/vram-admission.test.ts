import { afterEach, describe, expect, it } from 'vitest';
import { FakeGpus, GB } from '../../../e2e/testkit/core/fake-gpus.ts';
import { createHarness, type FakeStart, type Harness } from '../../../e2e/testkit/core/test-registry.ts';
import type { Admission } from '../backend/admission.ts';
import type { ProcessTable } from '../process/process-table.ts';
import { MachineResources } from '../resources/machine-resources.ts';
import { ResourceHistory } from '../resources/resource-history.ts';
import { ResourceSampler } from '../resources/resource-sampler.ts';
import { MemoryFreeing } from './memory-freeing.ts';
import { type AdmissionPolicy, VramAdmission } from './vram-admission.ts';

let harness: Harness;
let room: VramAdmission;
let gpus: FakeGpus;
let policy: AdmissionPolicy;
let excluded: string[];
/** Called while the memory of a backend is measured, before it is asked to free it. */
let onMeasure: () => void;
const faults: unknown[] = [];
afterEach(async () => {
  await harness.dispose();
  expect(faults).toEqual([]);
});

/** What each worker takes once it is ready, and what it keeps when it is asked to free: by the start's number. */
async function open(
  options: { policy?: AdmissionPolicy; keeps?: number; cards?: number[] } = {},
): Promise<void> {
  policy = options.policy ?? 'ask';
  excluded = [];
  onMeasure = () => undefined;
  gpus = new FakeGpus(...(options.cards ?? [24]));
  // The registry needs it, and it needs the registry.
  const admission: Admission = {
    slotKeys: (backend) => room.slotKeys(backend),
    admitImmediately: (backend) => room.admitImmediately(backend),
    admit: (...args) => room.admit(...args),
    watchShortage: (...args) => room.watchShortage(...args),
  };
  harness = await createHarness({
    reportsUsage: true,
    admission,
    onFree: ({ pid }) => gpus.take(pid, options.keeps ?? 0),
    onChange: () => room?.noteChange(),
  });
  gpus.isAlive = (pid) => harness.starts.find((start) => start.pid === pid)?.stops.length === 0;
  const { clock, registry } = harness;
  const table: Pick<ProcessTable, 'rows'> = {
    rows: async () =>
      harness.starts.map(({ pid }) => ({
        pid,
        ppid: 1,
        pgid: pid,
        zombie: false,
        startTime: '1',
        name: 'worker',
        rssBytes: 1,
        cpuMs: 0,
      })),
  };
  const onFault = (error: unknown) => faults.push(error);
  const parts = { clock, gpus, table: table as ProcessTable, actors: () => registry.actors(), onFault };
  const sampler = new ResourceSampler({
    ...parts,
    machine: new MachineResources(() => clock.now()),
    history: new ResourceHistory(clock),
    excludedGpus: () => excluded,
    onChange: () => undefined,
  });
  room = new VramAdmission({
    ...parts,
    platform: 'linux',
    sampler,
    freeing: new MemoryFreeing({
      ...parts,
      table: {
        ...parts.table,
        rows: () => {
          onMeasure();
          return table.rows();
        },
      },
    }),
    policy: () => policy,
    excludedGpus: () => excluded,
  });
}

/** Lets the search for room go on: it takes some turns and writes. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await harness.settle();
    await harness.clock.advance(1);
  }
}
/** Adds a backend that needs 10 GB of card 0 and takes them as soon as it runs. */
async function add(settings: Record<string, unknown> = {}): Promise<number> {
  const { id } = await harness.registry.add({
    typeId: 'test',
    settings: { GPU_ID: '0', VramNeedGB: 10, ...settings },
  });
  await settle();
  return id;
}
async function ready(start: FakeStart | undefined = harness.starts.at(-1), gigabytes = 10): Promise<void> {
  if (!start) throw new Error('nothing was started');
  start.ready();
  gpus.take(start.pid, gigabytes);
  await settle();
  await harness.clock.advance(1000);
}
const view = (id: number) => harness.registry.get(id).view();
const phases = () => harness.registry.actors().map((actor) => actor.view().phase);

describe('three engines of 10 GB on a card of 24 GB', () => {
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

  it('at once: the third frees exactly the one that was unused longest, and both cards say so', async () => {
    await two({ policy: 'auto' });
    await add();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 1, 0]);
    expect(view(2).phase).toBe('loading');
    expect(view(2).memory_notice?.message).toBe(
      'Made room: the graphics memory of Backend 1 (Test) was freed (10.0 GiB).',
    );
    expect(view(1).memory_notice?.message).toBe(
      'Its graphics memory was freed to make room for Backend 2 (Test).',
    );
    expect(view(0).memory_notice).toBeUndefined();
    expect(phases()).toEqual(['running', 'running', 'loading']);
  });

  it('asked first: nothing happens unasked, and the card says what would', async () => {
    await two();
    await add();
    await harness.clock.advance(60_000);
    await settle();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 0]);
    expect(view(2)).toMatchObject({
      phase: 'waiting',
      next_step: {
        kind: 'make_room',
        message: 'It needs 10.0 GiB of graphics memory, and 4.0 GiB are free.',
        steps: [{ id: 1, how: 'unload', vram_bytes: 10 * GB }],
        enough: true,
        asks: true,
      },
    });
  });

  it('the answer makes the room', async () => {
    await two();
    await add();
    await harness.registry.answerShortage(2, 'make-room');
    await settle();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 1, 0]);
    expect(view(2).phase).toBe('loading');
    expect(view(2)).not.toHaveProperty('next_step');
  });

  it('or starts it anyway, and takes nothing from anybody', async () => {
    await two();
    await add();
    await harness.registry.answerShortage(2, 'anyway');
    await settle();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 0, 0]);
    expect(view(2).phase).toBe('loading');
  });

  it('the answer holds for this start alone', async () => {
    await two();
    await add();
    await harness.registry.answerShortage(2, 'anyway');
    await settle();
    await harness.registry.toggle(2, false);
    await harness.registry.toggle(2, true);
    await settle();
    expect(view(2).next_step?.kind).toBe('make_room');
  });

  it('an answer that nobody waits for is refused', async () => {
    await two();
    await expect(harness.registry.answerShortage(1, 'anyway')).rejects.toMatchObject({
      code: 'no_room_awaited',
    });
  });

  it('room that comes by itself starts it', async () => {
    await two();
    await add();
    await harness.registry.toggle(0, false);
    await harness.clock.advance(2000);
    await settle();
    expect(view(2).phase).toBe('loading');
  });

  it('one that waits can be switched off, and another may start beside it meanwhile', async () => {
    await two();
    await add();
    const small = await add({ VramNeedGB: 2 });
    expect(view(small).phase).toBe('loading');
    await harness.registry.toggle(2, false);
    expect(view(2).phase).toBe('disabled');
  });

  it('one that keeps its memory though it was asked is switched off, after the other was asked', async () => {
    await two({ policy: 'auto', keeps: 10 });
    await add();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([1, 1, 0]);
    expect(view(1)).toMatchObject({
      enabled: false,
      off_notice: { message: 'Switched off to make room for Backend 2 (Test).' },
    });
    expect(view(0).enabled).toBe(true);
  });

  it('one at work is left alone; it goes on by itself when that is done', async () => {
    await two({ policy: 'auto' });
    harness.starts[0]?.io.reportUsage(1);
    harness.starts[1]?.io.reportUsage(1);
    await add();
    expect(view(2).next_step).toMatchObject({ steps: [], enough: false, asks: false });
    expect(view(2).next_step).toMatchObject({ message: expect.stringContaining('At work: Backend') });
    harness.starts[0]?.io.reportUsage(0);
    await harness.clock.advance(2000);
    await settle();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([1, 0, 0]);
    expect(view(2).phase).toBe('loading');
  });

  it('what would never be enough takes nothing from anybody', async () => {
    await two({ policy: 'auto' });
    await add({ VramNeedGB: 100 });
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 0]);
    expect(view(2).next_step).toMatchObject({ enough: false });
  });

  it('without a look, where Preferences say so', async () => {
    await two({ policy: 'off' });
    await add();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 0, 0]);
    expect(view(2).phase).toBe('loading');
  });
});

describe('backends that exclude one another', () => {
  const big = { VramNeedGB: 0, ExclusiveGroup: 'big' };

  it('starting one switches the other off, with the reason', async () => {
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

  it('two that are started together, on different cards, do not both run', async () => {
    await open({ policy: 'ask', cards: [24, 24] });
    await Promise.all([add(big), add({ ...big, GPU_ID: '1' })]);
    expect(phases().sort()).toEqual(['loading', 'waiting']);
    await ready();
    expect(harness.registry.actors().map((actor) => actor.view().next_step?.kind)).toEqual([
      undefined,
      'make_room',
    ]);
  });

  it('works where no card is known', async () => {
    await open({ policy: 'auto', cards: [] });
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
    onMeasure = () => {
      onMeasure = () => undefined;
      harness.starts[0]?.io.reportUsage(1);
    };
    await add();
    expect(harness.starts.map(({ freed }) => freed)).toEqual([0, 1, 0]);
    expect(view(0).memory_notice).toBeUndefined();
    expect(view(2).memory_notice?.message).toBe(
      'Made room: the graphics memory of Backend 1 (Test) was freed (10.0 GiB).',
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
      message: expect.stringContaining('At work: Backend 0 "Flux".'),
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

describe('the cards of a backend', () => {
  const environment = (start = harness.starts.at(-1)) => start?.io.gpuEnvironment;

  it('are remembered by UUID, on disk; after a re-ordering the setting follows its card, and the card says so', async () => {
    await open({ cards: [24, 12] });
    const id = await add({ VramNeedGB: 0 });
    expect(environment()).toMatchObject({ CUDA_VISIBLE_DEVICES: '0' });
    expect((await harness.reopen()).document.backends[0]?.gpu_cards).toEqual({
      0: { uuid: 'GPU-0', name: 'Card 0' },
    });
    gpus.cards = gpus.cards.map((card) => ({ ...card, id: 1 - card.id, index: 1 - card.index })).reverse();
    await ready();
    await harness.registry.restart(id);
    await settle();
    expect(environment()).toMatchObject({ CUDA_VISIBLE_DEVICES: '1', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' });
    expect(view(id)).toMatchObject({
      gpu: ['1'],
      settings: { GPU_ID: '1' },
      memory_notice: {
        message: 'The graphics cards were re-ordered: Card 0 was GPU 0 and is GPU 1 now.',
      },
    });
    expect((await harness.reopen()).document.backends[0]?.settings.GPU_ID).toBe('1');
  });

  it('a card that somebody chooses anew is no re-ordering', async () => {
    await open({ cards: [24, 12] });
    const id = await add({ VramNeedGB: 0 });
    await ready();
    await harness.registry.edit(id, { settings: { GPU_ID: '1' } });
    await settle();
    expect(environment()).toMatchObject({ CUDA_VISIBLE_DEVICES: '1' });
    expect(view(id).memory_notice).toBeUndefined();
  });

  it('one that Preferences exclude is an error in words, and nothing is started', async () => {
    await open();
    excluded = ['GPU-0'];
    const id = await add();
    expect(harness.starts).toEqual([]);
    expect(view(id)).toMatchObject({ phase: 'errored', error: { code: 'gpu_excluded' } });
  });
});
