import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../../e2e/testkit/core/test-registry.ts';
import { errorIn } from '../../../../e2e/testkit/in-language.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { describeLeft } from '../../process/stop/tree-stop.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.dispose());

describe('switching off', () => {
  it('resolves when the process is gone, and shows when that is ended by force', async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    let answered = false;
    const toggled = harness.registry.toggle(0, false).then((changed) => {
      answered = true;
      return changed;
    });
    await harness.settle();
    expect(answered).toBe(false);
    expect(harness.view()).toMatchObject({
      status: 'waiting',
      phase: 'stopping',
      enabled: false,
      next_step: { kind: 'force_stop', at: new Date(harness.clock.wall() + 10_000).toISOString() },
    });
    harness.latest().gone();
    expect(await toggled).toBe(true);
    expect(harness.view()).toMatchObject({ status: 'disabled', enabled: false });
    expect(await harness.registry.toggle(0, false)).toBe(false);
  });
  it('waits for requests in flight, but no longer than the stop time-out', async () => {
    await harness.addRunning();
    harness.latest().io.reportUsage(1);
    const toggled = harness.registry.toggle(0, false);
    await harness.settle();
    await harness.clock.advance(9999);
    expect(harness.latest().stops).toEqual([]);
    await harness.clock.advance(1);
    expect(harness.latest().stops).toHaveLength(1);
    await toggled;
  });
  it('stops as soon as the last request has ended', async () => {
    await harness.addRunning();
    harness.latest().io.reportUsage(1);
    const toggled = harness.registry.toggle(0, false);
    await harness.settle();
    await harness.clock.advance(3000);
    harness.latest().io.reportUsage(0);
    await toggled;
    expect(harness.latest().stops).toEqual([7000]);
  });
  it('and on again before it has stopped starts it afterwards, once', async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    const off = harness.registry.toggle(0, false);
    await harness.settle();
    const on = harness.registry.toggle(0, true);
    await Promise.all([off, on]);
    harness.ignoresStops = false;
    harness.starts[0]?.gone();
    await harness.settle();
    expect(harness.starts).toHaveLength(2);
    expect(harness.view().status).toBe('loading');
  });
});

describe('a worker that can be asked for its requests', () => {
  let count: (signal: AbortSignal) => Promise<number>;
  let asked = 0;
  beforeEach(async () => {
    asked = 0;
    count = async () => 0;
    await harness.dispose();
    harness = await createHarness({
      countInFlight: (signal) => {
        asked++;
        return count(signal);
      },
    });
    await harness.addRunning();
  });
  const toggleOff = async () => {
    const toggled = harness.registry.toggle(0, false);
    await harness.settle();
    return toggled;
  };
  const startOfStop = async () => {
    const toggled = harness.registry.toggle(0, false);
    await harness.settle();
    return { toggled };
  };

  it('is stopped only when a request that it has not reported yet is answered', async () => {
    count = async () => 1;
    const { toggled } = await startOfStop();
    await harness.clock.advance(4000);
    expect(harness.latest().stops).toEqual([]);
    expect(harness.view()).toMatchObject({ phase: 'stopping', last_used_at: expect.any(String) });
    count = async () => 0;
    await harness.clock.advance(250);
    await toggled;
    expect(harness.latest().stops).toEqual([5750]);
  });
  it('is asked again after it has reported the end of its requests, for another may have come', async () => {
    harness.latest().io.reportUsage(1);
    count = async () => Promise.reject(new Error('cannot tell'));
    const { toggled } = await startOfStop();
    await harness.clock.advance(1000);
    expect(asked).toBe(1);
    count = async () => 1;
    harness.latest().io.reportUsage(0);
    await harness.clock.advance(1000);
    expect(harness.latest().stops).toEqual([]);
    count = async () => 0;
    await harness.clock.advance(250);
    await toggled;
  });
  it('is stopped at once where nothing is in work, and where it cannot tell', async () => {
    await toggleOff();
    expect(harness.latest().stops).toEqual([10_000]);
    count = () => Promise.reject(new Error('nobody answers'));
    await harness.registry.toggle(0, true);
    await harness.settle();
    harness.latest().ready();
    await harness.settle();
    await toggleOff();
    expect(harness.latest().stops).toEqual([10_000]);
    expect(harness.logMessages.join()).not.toContain('broken off');
  });
  it('that does not answer the question delays the stop by 3 s at most', async () => {
    let asking: AbortSignal | null = null;
    count = (signal) => {
      asking = signal;
      return new Promise(() => undefined);
    };
    const { toggled } = await startOfStop();
    await harness.clock.advance(2999);
    expect(harness.latest().stops).toEqual([]);
    await harness.clock.advance(1);
    await toggled;
    expect(harness.latest().stops).toEqual([7000]);
    expect(asking).toMatchObject({ aborted: true });
  });
  it('is ended after the stop time-out with its requests, and the log says so', async () => {
    count = async () => 2;
    const { toggled } = await startOfStop();
    await harness.clock.advance(9999);
    expect(harness.latest().stops).toEqual([]);
    await harness.clock.advance(1);
    await toggled;
    expect(harness.latest().stops).toEqual([250]);
    expect(harness.logMessages.join()).toContain('broken off (requests: 2)');
  });
  it('is not asked any more once it has exited, and not before it is ready', async () => {
    count = async () => 1;
    const { toggled } = await startOfStop();
    const before = asked;
    harness.latest().exit();
    await harness.clock.advance(5000);
    await toggled;
    expect(asked - before).toBeLessThanOrEqual(1);
    await harness.registry.toggle(0, true);
    await harness.settle();
    const starting = asked;
    await harness.registry.toggle(0, false);
    expect(asked).toBe(starting);
  });
  it('is waited for by a restart, an edit and the shutdown as well, each within its own time', async () => {
    count = async () => 1;
    const restarted = harness.registry.restart(0);
    await harness.clock.advance(2000);
    expect(harness.starts).toHaveLength(1);
    count = async () => 0;
    await harness.clock.advance(250);
    await restarted;
    expect(harness.starts).toHaveLength(2);
    harness.latest().ready();
    await harness.settle();
    count = async () => 1;
    const closed = harness.registry.close(1000);
    await harness.clock.advance(999);
    expect(harness.latest().stops).toEqual([]);
    await harness.clock.advance(1);
    await closed;
    expect(harness.latest().stops).toEqual([250]);
  });
});

describe('the shutdown', () => {
  it('stops every worker and keeps what the user wants', async () => {
    await harness.addRunning();
    await harness.registry.close();
    expect(harness.latest().stops).toHaveLength(1);
    expect((await harness.reopen()).document.backends).toMatchObject([{ id: 0, enabled: true }]);
    await expect(harness.registry.add({ typeId: 'test' })).rejects.toThrow('Switchyard is shutting down.');
  });
  it('gives no worker more time than it has itself', async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    const closed = harness.registry.close(2000);
    await harness.settle();
    expect(harness.latest().stops).toEqual([2000]);
    expect(harness.view().next_step).toEqual({
      kind: 'force_stop',
      at: new Date(harness.clock.wall() + 2000).toISOString(),
    });
    harness.latest().gone();
    await closed;
  });
  it('requested again with less time shortens the stops that are under way', async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    const toggled = harness.registry.toggle(0, false);
    await harness.settle();
    expect(harness.latest().stops).toEqual([10_000]);
    await harness.clock.advance(1000);
    const closed = harness.registry.close();
    await harness.settle();
    // The time of the stop goes on; it does not start again.
    expect(harness.latest().stops).toEqual([10_000]);
    const hurried = harness.registry.close(3000);
    await harness.clock.advance(1000);
    const now = harness.registry.close(0);
    expect(harness.latest().stops).toEqual([10_000, 3000, 0]);
    // More time than before changes nothing.
    void harness.registry.close(60_000);
    expect(harness.latest().stops).toHaveLength(3);
    harness.latest().gone();
    await Promise.all([toggled, closed, hurried, now]);
    expect(harness.faults).toEqual([]);
  });
  it('waits for requests in flight no longer than its own time, and shortens that wait too', async () => {
    await harness.addRunning();
    harness.latest().io.reportUsage(1);
    const closed = harness.registry.close(5000);
    await harness.clock.advance(4000);
    expect(harness.latest().stops).toEqual([]);
    void harness.registry.close(500);
    await harness.clock.advance(499);
    expect(harness.latest().stops).toEqual([]);
    await harness.clock.advance(1);
    expect(harness.latest().stops).toEqual([250]);
    await closed;
  });
  it('is not undone by commands whose changes were still being written', async () => {
    await harness.addRunning();
    await harness.registry.add({ typeId: 'test' });
    await harness.registry.toggle(1, false);
    await harness.settle();
    const before = harness.starts.length;
    const late = [
      harness.registry.edit(0, { settings: { Model: 'b' } }),
      harness.registry.toggle(1, true),
      harness.registry.restart('all'),
      harness.registry.add({ typeId: 'test' }),
    ];
    await harness.registry.close();
    await Promise.all(late);
    await harness.clock.advance(100_000);
    expect(harness.starts).toHaveLength(before);
    expect(harness.registry.actors().map(({ state }) => state.phase)).toEqual(Array(3).fill('disabled'));
    const { backends } = (await harness.reopen()).document;
    expect(backends.map(({ enabled }) => enabled)).toEqual([true, true, true]);
    expect(backends[0]?.settings.Model).toBe('b');
  });
  it('cancels a retry that is waited for', async () => {
    await harness.addRetrying();
    expect(harness.view().next_step?.kind).toBe('retry');
    await harness.registry.close();
    await harness.clock.advance(100_000);
    expect(harness.starts).toHaveLength(2);
  });
});

describe('a stop whose end cannot be forced or confirmed', () => {
  const REASON = 'It runs under another user.';
  const error = {
    code: 'stop_not_confirmed',
    message: `Could not stop Backend 0 (Test) yet. ${REASON}`,
  };
  const toggleOff = async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    const toggled = harness.registry.toggle(0, false);
    await harness.settle();
    harness.latest().delayStop(REASON);
    return await toggled;
  };

  it('answers, keeps the backend in stopping with the reason, and ends it once the process is gone', async () => {
    expect(await toggleOff()).toBe(true);
    expect(harness.view()).toMatchObject({ phase: 'stopping', enabled: false, pid: 1000, error });
    expect(harness.view().next_step).toBeUndefined();
    harness.latest().gone();
    await harness.settle();
    expect(harness.view()).toMatchObject({ phase: 'disabled' });
    expect(harness.view().error).toBeUndefined();
  });
  it('is said in the language of the panel', async () => {
    await toggleOff();
    harness.latest().delayStop(describeLeft('refused', [{ pid: 7 }, { pid: 8 }]));
    const { error: shown } = harness.view();
    expect(shown && (await errorIn('de', shown)).message).toBe(
      'Backend 0 (Test) ließ sich noch nicht stoppen. Es läuft unter einem anderen Benutzer, dessen Prozesse Switchyard nicht beenden darf (EPERM): PID 7 und 8.',
    );
  });
  it('starts no second worker beside the first', async () => {
    await toggleOff();
    await harness.registry.toggle(0, true);
    await harness.clock.advance(100_000);
    expect(harness.starts).toHaveLength(1);
    expect(harness.view()).toMatchObject({ phase: 'stopping', enabled: true, error });
    harness.latest().gone();
    await harness.settle();
    expect(harness.starts).toHaveLength(2);
    expect(harness.view().error).toBeUndefined();
  });
  it('is tried again after an unexpected error, which counts as no end', async () => {
    const start = await harness.addRunning();
    start.stopError = new Error('EMFILE: too many open files');
    expect(await harness.registry.toggle(0, false)).toBe(true);
    const message = expect.stringContaining('EMFILE');
    expect(harness.view()).toMatchObject({ phase: 'stopping', pid: 1000, error: { message } });
    await harness.clock.advance(60_000);
    expect(start.stops.length).toBeLessThan(10);
    expect(harness.view()).toMatchObject({ phase: 'stopping', error: { message } });
    expect(harness.faults).toEqual([start.stopError]);
    start.stopError = null;
    await harness.clock.advance(60_000);
    expect(harness.view()).toMatchObject({ phase: 'disabled' });
    expect(harness.view().error).toBeUndefined();
  });
  it('does not keep the shutdown waiting', async () => {
    await toggleOff();
    await harness.registry.close();
    expect(harness.view()).toMatchObject({ phase: 'stopping', error });
  });
  it('leaves a deleted backend in the list, and its ID taken, until its process is gone', async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    const deleted = harness.registry.delete(0);
    await harness.settle();
    harness.latest().delayStop(REASON);
    expect(await deleted).toBe('removing');
    expect(harness.view()).toMatchObject({ phase: 'stopping', error });
    await expect(harness.registry.restore(0)).rejects.toMatchObject({ code: 'backend_id_in_use' });
    harness.latest().gone();
    await harness.settle();
    expect(harness.registry.find(0)).toBeUndefined();
    expect(await harness.registry.delete(0)).toBe('none');
    expect(await harness.registry.restore(0)).toMatchObject({ id: 0 });
  });
});

describe('a stop that has failed', () => {
  it('ends the deletion that came meanwhile as soon as nothing of the worker is left', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    const start = harness.latest();
    start.stopError = new Error('no permission');
    start.fail(new SwitchyardError('spawn_failed', { backend: 'Test', reason: 'it says no' }));
    await harness.settle();
    await harness.clock.advance(900);
    const deleted = harness.registry.delete(0);
    await harness.settle();
    start.stopError = null;
    for (let steps = 0; steps < 600 && !start.hasEnded; steps++) {
      await harness.clock.advance(100);
      await harness.settle();
    }
    expect(start.hasEnded).toBe(true);
    expect(harness.registry.find(0)).toBeUndefined();
    await deleted;
    expect(harness.clock.pendingTimers()).toEqual([]);
  });
});
