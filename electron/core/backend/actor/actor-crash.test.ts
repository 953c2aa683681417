import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../../e2e/testkit/core/test-registry.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.dispose());

describe('a crash', () => {
  it('of a worker that had been well is followed by a start at once, and the card says so', async () => {
    await harness.addRunning();
    harness.latest().exit({ code: null, signal: 'SIGKILL' });
    await harness.settle();
    expect(harness.starts).toHaveLength(2);
    const restart_notice = {
      at: new Date(harness.clock.wall()).toISOString(),
      message: expect.stringMatching(/stopped by itself \(killed with SIGKILL.*It was started again\.$/),
    };
    expect(harness.view()).toMatchObject({ status: 'loading', restarts: 1, restart_notice });
    harness.latest().ready();
    await harness.settle();
    expect(harness.view()).toMatchObject({ status: 'running', restarts: 1, restart_notice });
    expect(harness.view().error).toBeUndefined();
    await harness.registry.restart(0);
    await harness.settle();
    expect(harness.view().restart_notice).toBeUndefined();
  });
  it('soon after another one is followed by a start after the back-off, and the card shows when that is', async () => {
    await harness.addRunning();
    harness.latest().exit();
    await harness.settle();
    harness.latest().ready();
    await harness.settle();
    harness.latest().exit({ code: null, signal: 'SIGKILL' });
    await harness.settle();
    expect(harness.view()).toMatchObject({
      status: 'waiting',
      restarts: 2,
      error: { code: 'crashed', signal: 'SIGKILL', last_lines: ['the last line'] },
      next_step: {
        kind: 'retry',
        attempt: 3,
        attempts: 5,
        at: new Date(harness.clock.wall() + 200).toISOString(),
      },
    });
    await harness.clock.advance(199);
    expect(harness.starts).toHaveLength(2);
    await harness.clock.advance(1);
    expect(harness.starts).toHaveLength(3);
    harness.latest().ready();
    await harness.settle();
    expect(harness.view()).toMatchObject({ status: 'running', restarts: 2 });
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
    harness.latest().ready();
    await harness.settle();
    harness.latest().exit();
    await harness.settle();
    expect(harness.view()).toMatchObject({ status: 'loading', restarts: 1 });
  });
  it('after a minute of running counts as the first again', async () => {
    await harness.addRunning();
    harness.latest().exit();
    await harness.settle();
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
    expect(harness.starts).toHaveLength(2);
  });
});

describe('a worker that does not answer any more', () => {
  /** @returns its start */
  async function addSilent(settings: Record<string, unknown> = {}) {
    const start = await harness.addRunning(settings);
    const backend = 'Backend 0 (Test)';
    start.io.contactLost(new SwitchyardError('contact_lost', { backend, reason: 'it answered 500' }));
    await harness.settle();
    expect(harness.view()).toMatchObject({ status: 'idle', error: { code: 'contact_lost' } });
    return start;
  }

  it('is ended and started again after its time, and the card says why', async () => {
    const start = await addSilent({ ContactTimeout: 60 });
    await harness.clock.advance(59_999);
    expect(start.stops).toEqual([]);
    await harness.clock.advance(1);
    await harness.settle();
    expect(start.stops).toHaveLength(1);
    expect(harness.starts).toHaveLength(2);
    expect(harness.view()).toMatchObject({
      status: 'loading',
      restarts: 1,
      restart_notice: {
        message: expect.stringMatching(/not answered for 60 s\. .*it answered 500.* started again\.$/),
      },
    });
  });
  it('is kept where it answers in time', async () => {
    const start = await addSilent({ ContactTimeout: 60 });
    await harness.clock.advance(59_000);
    start.io.contactFound();
    await harness.clock.advance(600_000);
    expect(start.stops).toEqual([]);
    expect(harness.view().status).toBe('running');
  });
  it.each([
    ['without AutoRestart', { ContactTimeout: 60, AutoRestart: false }],
    ['where its time is 0', { ContactTimeout: 0 }],
  ])('is waited for without a limit %s', async (_, settings) => {
    const start = await addSilent(settings);
    await harness.clock.advance(10_000_000);
    expect(start.stops).toEqual([]);
    expect(harness.view().status).toBe('idle');
  });
  it('follows a setting that is changed meanwhile', async () => {
    const start = await addSilent({ AutoRestart: false });
    await harness.registry.edit(0, { settings: { AutoRestart: true, ContactTimeout: 5 } });
    await harness.clock.advance(5000);
    await harness.settle();
    expect(start.stops).toHaveLength(1);
    expect(harness.starts).toHaveLength(2);
  });
  it('five times in a row is given up', async () => {
    await addSilent({ ContactTimeout: 1 });
    for (let time = 1; time < 5; time++) {
      await harness.clock.advance(100_000);
      await harness.settle();
      harness.latest().ready();
      await harness.settle();
      harness
        .latest()
        .io.contactLost(
          new SwitchyardError('contact_lost', { backend: 'Backend 0 (Test)', reason: 'it answered 500' }),
        );
      await harness.settle();
    }
    await harness.clock.advance(1000);
    await harness.settle();
    expect(harness.view()).toMatchObject({
      status: 'errored',
      error: { code: 'crash_loop', message: expect.stringContaining('had not answered for 1 s') },
    });
  });
  it.each([0, 'all' as const])('is restarted at once by RestartBackends of %s', async (target) => {
    const start = await addSilent();
    expect(await harness.registry.restart(target)).toBe(1);
    await harness.settle();
    expect(start.stops).toHaveLength(1);
    expect(harness.starts).toHaveLength(2);
    expect(harness.view().restarts).toBe(0);
  });
});

describe('a load that does not end', () => {
  it('is started again where it is named, and skipped where all are restarted', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    expect(harness.view().status).toBe('loading');
    expect(await harness.registry.restart('all')).toBe(0);
    expect(await harness.registry.restart(0)).toBe(1);
    await harness.settle();
    expect(harness.starts[0]?.stops).toHaveLength(1);
    expect(harness.starts).toHaveLength(2);
  });
});
