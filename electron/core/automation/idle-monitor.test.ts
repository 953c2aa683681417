import { afterEach, describe, expect, it } from 'vitest';
import type { FakeStart } from '../../../e2e/testkit/core/fake-type.ts';
import { createHarness, type Harness, type HarnessOptions } from '../../../e2e/testkit/core/test-registry.ts';
import { IdleMonitor } from './idle-monitor.ts';

const MINUTE = 60_000;
let harness: Harness;
let monitor: IdleMonitor;
/** Called for each sample. */
let onSample: () => void;
let samples: number;
/** Called while the memory is measured, before the worker is asked to free it. */
let onMeasure: () => void;
const faults: unknown[] = [];
afterEach(async () => {
  monitor.stop();
  await harness.dispose();
  expect(faults).toEqual([]);
});

async function open(settings: Record<string, unknown>, options: HarnessOptions = {}): Promise<FakeStart> {
  samples = 0;
  onSample = () => undefined;
  onMeasure = () => undefined;
  harness = await createHarness({ reportsUsage: true, ...options, onChange: (id) => tell(id) });
  const { clock, registry } = harness;
  monitor = new IdleMonitor({
    clock,
    actors: () => registry.actors(),
    sampler: {
      sample: async () => {
        samples++;
        onSample();
      },
    },
    freeing: {
      free: async ([target]) => {
        onMeasure();
        const result = await target?.freeMemory({ systemRam: false, signal: new AbortController().signal });
        const id = target?.id ?? -1;
        if (!result) return [{ id, ok: false, message: 'It is not running.' }];
        return [{ id, ok: true, message: 'Freed.', vram_bytes: 3 * 1024 ** 3 }];
      },
    },
    onFault: (error) => faults.push(error),
  });
  monitor.start();
  await registry.add({ typeId: 'test', settings });
  await harness.settle();
  const [start] = harness.starts;
  if (!start) throw new Error('nothing was started');
  start.ready();
  await harness.settle();
  return start;
}
function tell(id: number): void {
  const actor = harness?.registry.find(id);
  if (actor) monitor?.noteChange(actor);
}
const view = () => harness.registry.get(0).view();
async function pass(ms: number): Promise<void> {
  await harness.clock.advance(ms);
  await harness.settle();
}
const unload = { UnloadWhenIdle: true, UnloadIdleMinutes: 10 };
const stop = { StopWhenIdle: true, StopIdleMinutes: 30 };

it('with the minutes set and the switch off, nothing happens and no timer runs', async () => {
  const start = await open({ UnloadIdleMinutes: 1, StopIdleMinutes: 1 });
  await pass(600 * MINUTE);
  expect(start.freed).toBe(0);
  expect(view().phase).toBe('running');
  // The timer of the stability of a start has fired.
  expect(harness.clock.pendingTimers()).toEqual([]);
});

it('puts one to sleep that is started on demand, and leaves it switched on', async () => {
  const start = await open({ ...stop, StartWhen: 'on demand' }, { features: ['openai_api'] });
  await pass(30 * MINUTE - 1);
  expect(view().phase).toBe('running');
  await pass(2);
  expect(start.hasEnded).toBe(true);
  expect(view()).toMatchObject({
    phase: 'sleeping',
    enabled: true,
    off_notice: { message: 'It sleeps, because nobody used it for 30 minutes.' },
  });
  expect(harness.activity.find(({ kind }) => kind === 'slept')).toMatchObject({ by: { kind: 'idle_rule' } });
});

it('zero minutes cannot be set, as they could mean always or never', async () => {
  await open({});
  await expect(harness.registry.edit(0, { settings: { UnloadIdleMinutes: 0 } })).rejects.toThrow(/1 to/);
});

it('unloads once after the time, and shows that on the card', async () => {
  const start = await open(unload);
  await pass(10 * MINUTE - 1);
  expect(start.freed).toBe(0);
  await pass(2);
  expect(start.freed).toBe(1);
  expect(view().memory_notice?.message).toBe(
    'Its memory was freed, because nobody used it for 10 minutes: 3.0 GiB came back.',
  );
  await pass(100 * MINUTE);
  expect(start.freed).toBe(1);
});

it('a request restarts the time, and removes the notice about its memory', async () => {
  const start = await open(unload);
  await pass(9 * MINUTE);
  start.io.reportUsage(1);
  await pass(30 * MINUTE);
  expect(start.freed, 'while it is answered').toBe(0);
  start.io.reportUsage(0);
  await pass(10 * MINUTE + 1);
  expect(start.freed).toBe(1);
  start.io.reportUsage(1);
  expect(view().memory_notice).toBeUndefined();
  start.io.reportUsage(0);
  await pass(10 * MINUTE + 1);
  expect(start.freed).toBe(2);
});

it('is switched off after the longer time, on disk and with the reason', async () => {
  const start = await open({ ...unload, ...stop });
  await pass(30 * MINUTE + 1000);
  expect(start.freed).toBe(1);
  expect(view()).toMatchObject({ phase: 'disabled', enabled: false });
  expect(view().off_notice?.message).toBe('Switched off, because nobody used it for 30 minutes.');
  const stored = (await harness.reopen()).document.backends[0];
  expect(stored).toMatchObject({ enabled: false, off_notice: view().off_notice });
  await harness.registry.toggle(0, true);
  expect(view().off_notice, 'switched on by hand').toBeUndefined();
});

it('a time that is set while it runs counts from its last use', async () => {
  await open({});
  await pass(25 * MINUTE);
  await harness.registry.edit(0, { settings: stop });
  await pass(4 * MINUTE);
  expect(view().phase).toBe('running');
  await pass(2 * MINUTE);
  expect(view().phase).toBe('disabled');
});

it('where a worker reports no requests, computing of its processes is use', async () => {
  const start = await open(unload, { reportsUsage: false });
  onSample = () => harness.registry.get(0).usage.markBusy();
  await pass(60 * MINUTE);
  expect(start.freed).toBe(0);
  expect(samples).toBeGreaterThan(60);
  onSample = () => undefined;
  await pass(11 * MINUTE);
  expect(start.freed).toBe(1);
});

it('computing in order to unload does not delay the switch-off', async () => {
  const start = await open({ ...unload, ...stop }, { reportsUsage: false });
  onSample = () => {
    if (start.freed === 1 && harness.clock.now() < 11 * MINUTE) harness.registry.get(0).usage.markBusy();
  };
  await pass(10 * MINUTE);
  expect(start.freed).toBe(1);
  onSample = () => undefined;
  await pass(21 * MINUTE);
  expect(view().phase).toBe('disabled');
});

describe('between the check of a backend and the decision about it', () => {
  /** Lets the monitor find the backend unused for too long while the mailbox still decides another command. */
  async function checkWhileDeciding(
    command: () => Promise<unknown>,
  ): Promise<{ release: () => Promise<void> }> {
    await harness.clock.advance(30 * MINUTE - 1000);
    const release = harness.holdWrites();
    const done = command();
    await harness.clock.advance(2000);
    return {
      release: async () => {
        release();
        await done;
        await harness.settle();
      },
    };
  }
  const rename = () => harness.registry.edit(0, { title: 'Flux', settings: {} });

  it('a request keeps it on', async () => {
    const start = await open(stop);
    const { release } = await checkWhileDeciding(rename);
    start.io.reportUsage(1);
    await release();
    expect(view()).toMatchObject({ phase: 'running', enabled: true, title: 'Flux' });
    expect(start.stops).toEqual([]);
    start.io.reportUsage(0);
    await pass(30 * MINUTE + 1000);
    expect(view().enabled, 'it is switched off once it is unused again').toBe(false);
  });

  it('a request that is answered already keeps it on', async () => {
    const start = await open(stop);
    const { release } = await checkWhileDeciding(rename);
    start.io.reportUsage(1);
    start.io.reportUsage(0);
    await release();
    expect(view()).toMatchObject({ phase: 'running', enabled: true });
  });

  it('a restart by the user keeps it on', async () => {
    await open(stop);
    const { release } = await checkWhileDeciding(async () => {
      await Promise.all([rename(), harness.registry.restart(0)]);
    });
    await release();
    expect(view()).toMatchObject({ phase: 'loading', enabled: true });
  });

  it('a setting that the user has just changed keeps it on', async () => {
    await open(stop);
    const { release } = await checkWhileDeciding(() =>
      harness.registry.edit(0, { settings: { StopWhenIdle: false } }),
    );
    await release();
    expect(view()).toMatchObject({ phase: 'running', enabled: true });
  });

  it('a request keeps its memory', async () => {
    const start = await open(unload);
    onMeasure = () => start.io.reportUsage(1);
    await pass(10 * MINUTE + 1);
    expect(start.freed).toBe(0);
    expect(view().memory_notice).toBeUndefined();
    onMeasure = () => undefined;
    start.io.reportUsage(0);
    await pass(10 * MINUTE + 1000);
    expect(start.freed, 'it is asked once it is unused again').toBe(1);
  });
});

describe('when the clock of the machine is set', () => {
  it('forwards, a backend that was just used does not count as unused', async () => {
    // Such a backend is checked every half minute.
    await open(stop, { reportsUsage: false });
    await pass(5 * MINUTE);
    harness.clock.setWallForward(600 * MINUTE);
    await pass(20 * MINUTE);
    expect(view().enabled).toBe(true);
    await pass(6 * MINUTE);
    expect(view().enabled, 'after the time without use').toBe(false);
  });

  it('backwards, a backend is stopped after the same time without use', async () => {
    await open(stop);
    harness.clock.setWallForward(-600 * MINUTE);
    await pass(31 * MINUTE);
    expect(view().enabled).toBe(false);
  });

  it('the last request is shown in the time of the wall clock', async () => {
    const start = await open(stop);
    harness.clock.setWallForward(600 * MINUTE);
    start.io.reportUsage(1);
    expect(view().last_used_at).toBe(new Date(harness.clock.wall()).toISOString());
  });
});
