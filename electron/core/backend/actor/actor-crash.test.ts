import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../../e2e/testkit/core/test-registry.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.dispose());

describe('a crash', () => {
  it('is followed by a start after the back-off, and the card shows when that is', async () => {
    await harness.addRunning();
    harness.latest().exit({ code: null, signal: 'SIGKILL' });
    await harness.settle();
    expect(harness.view()).toMatchObject({
      status: 'waiting',
      restarts: 1,
      error: { code: 'crashed', signal: 'SIGKILL', last_lines: ['the last line'] },
      next_step: {
        kind: 'retry',
        attempt: 2,
        attempts: 5,
        at: new Date(harness.clock.wall() + 100).toISOString(),
      },
    });
    await harness.clock.advance(99);
    expect(harness.starts).toHaveLength(1);
    await harness.clock.advance(1);
    expect(harness.starts).toHaveLength(2);
    harness.latest().ready();
    await harness.settle();
    expect(harness.view()).toMatchObject({ status: 'running', restarts: 1 });
    expect(harness.view().error).toBeUndefined();
  });
  it('five times in a row makes the backend errored with the reason, and a restart by the user starts the count again', async () => {
    await harness.addRunning();
    for (let crash = 1; crash <= 5; crash++) {
      harness.latest().exit();
      await harness.settle();
      if (crash === 5) break;
      await harness.clock.advance(100_000);
      harness.latest().ready();
      await harness.settle();
    }
    expect(harness.view()).toMatchObject({ status: 'errored', error: { code: 'crash_loop', exit_code: 1 } });
    expect(harness.view().error?.message).toContain('5 times in a row');
    const startsSoFar = harness.starts.length;
    await harness.clock.advance(1_000_000);
    expect(harness.starts).toHaveLength(startsSoFar);
    expect(await harness.registry.restart(0)).toBe(1);
    await harness.settle();
    harness.latest().exit();
    await harness.settle();
    expect(harness.view().next_step).toMatchObject({ kind: 'retry', attempt: 2 });
  });
  it('after a minute of running counts as the first again', async () => {
    await harness.addRunning();
    harness.latest().exit();
    await harness.settle();
    await harness.clock.advance(100);
    harness.latest().ready();
    await harness.clock.advance(60_000);
    expect(harness.view().restarts).toBe(0);
  });
  it('without AutoRestart makes the backend errored at once', async () => {
    await harness.addRunning({ AutoRestart: false });
    harness.latest().exit();
    await harness.settle();
    expect(harness.view()).toMatchObject({ status: 'errored', enabled: true, error: { code: 'crashed' } });
  });
  it('is handled only after the processes that the worker left are gone', async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    const dead = harness.latest();
    dead.exit();
    await harness.settle();
    // The reason is shown from the first moment on.
    expect(harness.view()).toMatchObject({
      phase: 'stopping',
      status: 'waiting',
      error: { code: 'crashed' },
    });
    await harness.clock.advance(5000);
    expect(harness.starts).toHaveLength(1);
    dead.gone();
    await harness.settle();
    expect(harness.view().next_step?.kind).toBe('retry');
  });
});
