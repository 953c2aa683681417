import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../../e2e/testkit/core/test-registry.ts';
import { MAX_LISTED_CRASHES } from '../../../../shared/limits.ts';
import { TRUST_WINDOW } from './crash-history.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.dispose());

const OUT_OF_MEMORY =
  'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 23.65 GiB of which 1.10 GiB is free.';

/** The worker prints an error and a clean-up, and crashes. */
async function crash(...lines: string[]): Promise<void> {
  harness.print(...lines);
  harness.latest().exit();
  await harness.settle();
}

async function becomeReady(): Promise<void> {
  harness.latest().ready();
  await harness.settle();
}

describe('the diagnosis of a crash', () => {
  it('names the cause, and shows its line and not the clean-up that followed', async () => {
    await harness.addRunning();
    const cleanUp = Array.from({ length: 20 }, (_, step) => `cleanup step ${step}`);
    await crash('ready', OUT_OF_MEMORY, ...cleanUp);
    const { diagnosis } = harness.view();
    expect(diagnosis).toMatchObject({
      id: 'gpu_out_of_memory',
      title: 'The GPU is out of memory',
      explanation: expect.stringContaining('It asked for 2.00 GiB'),
      lines: [{ seq: 2, text: OUT_OF_MEMORY }],
    });
  });
  it('is told by the error and the notice too, for whoever sees nothing else', async () => {
    await harness.addRunning({ AutoRestart: false });
    await crash(OUT_OF_MEMORY);
    expect(harness.view().error).toEqual({
      code: 'crashed',
      message: 'Backend 0 (Test) stopped by itself (exit code 1). The GPU is out of memory.',
      hint: expect.stringMatching(/^Choose a smaller model/),
      details: expect.objectContaining({
        cause: { text: 'The GPU is out of memory', key: 'diagnoses.gpu_out_of_memory' },
      }),
      last_lines: ['the last line'],
      exit_code: 1,
      signal: null,
    });
  });
  it('reads what is printed after the exit, before the worker is gone', async () => {
    harness.ignoresStops = true;
    const start = await harness.addRunning({ AutoRestart: false });
    start.exit();
    await harness.settle();
    expect(harness.view().diagnosis?.id).toBe('crashed');
    harness.print(OUT_OF_MEMORY);
    start.gone();
    await harness.settle();
    expect(harness.view()).toMatchObject({
      phase: 'errored',
      diagnosis: { id: 'gpu_out_of_memory' },
      crashes: [{ exit_code: 1, diagnosis: { id: 'gpu_out_of_memory' } }],
    });
  });
  it('of a port that another program has names that program', async () => {
    await harness.dispose();
    harness = await createHarness({ portOwner: 'ollama (PID 4711)' });
    await harness.addRunning({ AutoRestart: false });
    await crash('Error: listen tcp 127.0.0.1:11434: bind: address already in use');
    expect(harness.view().diagnosis?.explanation).toBe('ollama (PID 4711) has port 11434.');
  });
  it('of a start that took too long is that, also where the worker had to be ended by force', async () => {
    harness.ignoresStops = true;
    await harness.registry.add({ typeId: 'test', settings: { AutoRestart: false } });
    await harness.settle();
    const start = harness.latest();
    await harness.clock.advance(60_000);
    expect(start.stops).toHaveLength(1);
    start.exit({ code: null, signal: 'SIGKILL' });
    start.gone();
    await harness.settle();
    expect(harness.view()).toMatchObject({
      error: { code: 'start_timeout', message: expect.not.stringContaining('killed') },
    });
    expect(harness.view().diagnosis?.id).not.toBe('killed');
  });
  it('does not blame what a worker has printed long before, and went on after', async () => {
    await harness.addRunning();
    harness.print(OUT_OF_MEMORY);
    await harness.clock.advance(10 * 60_000);
    await crash('fatal: the moon is full');
    expect(harness.view().diagnosis).toMatchObject({
      id: 'program_error',
      lines: [{ text: 'fatal: the moon is full' }],
    });
  });
});

describe('crashes', () => {
  it('stay on the backend while it runs again, until it has run well for ten minutes', async () => {
    await harness.addRunning();
    expect(harness.view().crashes).toBeUndefined();
    const at = new Date(harness.clock.wall()).toISOString();
    await crash(OUT_OF_MEMORY);
    await becomeReady();
    const crashes = [
      {
        at,
        reason: 'exit code 1',
        exit_code: 1,
        signal: null,
        diagnosis: { id: 'gpu_out_of_memory', title: 'The GPU is out of memory' },
      },
    ];
    expect(harness.view()).toMatchObject({
      phase: 'running',
      crashes,
      diagnosis: { id: 'gpu_out_of_memory' },
    });
    // By then a run counts as stable for the back-off.
    await harness.clock.advance(TRUST_WINDOW - 1);
    expect(harness.view()).toMatchObject({ restarts: 0, crashes });
    await harness.clock.advance(1);
    expect(harness.view().crashes).toBeUndefined();
    expect(harness.view().diagnosis).toBeUndefined();
  });
  it('every two minutes are all counted, for it is never well for long enough', async () => {
    await harness.addRunning();
    for (let time = 0; time < 4; time += 1) {
      await crash(OUT_OF_MEMORY);
      await becomeReady();
      await harness.clock.advance(120_000);
    }
    expect(harness.view()).toMatchObject({ phase: 'running', restarts: 0 });
    expect(harness.view().crashes).toHaveLength(4);
  });
  it('are listed up to a limit, the latest ones', async () => {
    await harness.addRunning();
    for (let time = 0; time < MAX_LISTED_CRASHES + 3; time += 1) {
      await crash(`error number ${time}`);
      await becomeReady();
      await harness.clock.advance(120_000);
    }
    expect(harness.view().crashes).toHaveLength(MAX_LISTED_CRASHES);
  });
  it.each([
    ['Restart', () => harness.registry.restart(0)],
    ['an edit', () => harness.registry.edit(0, { settings: { Model: 'smaller' } })],
    ['switching it off', () => harness.registry.toggle(0, false)],
  ])('are forgotten with %s, for a person has dealt with them', async (_, command) => {
    await harness.addRunning();
    await crash(OUT_OF_MEMORY);
    await becomeReady();
    await command();
    await harness.settle();
    expect(harness.view().crashes).toBeUndefined();
    expect(harness.view().diagnosis).toBeUndefined();
  });
  it('before it was ready count, and a refused start is none', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    await crash(OUT_OF_MEMORY);
    expect(harness.view()).toMatchObject({
      phase: 'waiting',
      next_step: { kind: 'retry', reason: { code: 'exited_before_ready' } },
      crashes: [{ diagnosis: { id: 'gpu_out_of_memory' } }],
      diagnosis: { id: 'gpu_out_of_memory' },
    });
    expect(harness.view()).not.toHaveProperty('next_step.reason.diagnosis');
  });
});
