import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeCodec } from '../../../e2e/testkit/core/fake-codec.ts';
import { createHarness, type Harness, type Start } from '../../../e2e/testkit/core/test-registry.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { SECRET_MASK } from '../../../shared/settings.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.dispose());

const view = (id = 0) => harness.registry.get(id).view();
/** The latest start there was. */
function latest(): Start {
  const start = harness.starts.at(-1);
  if (!start) throw new Error('nothing was started');
  return start;
}
async function addRunning(settings: Record<string, unknown> = {}): Promise<void> {
  await harness.registry.add({ typeId: 'test', settings });
  await harness.settle();
  latest().ready();
  await harness.settle();
}

describe('adding', () => {
  it('answers with a backend that waits, and starts it', async () => {
    const added = await harness.registry.add({ typeId: 'test' });
    expect(added).toMatchObject({ id: 0, status: 'waiting', enabled: true, modcount: 0 });
    await harness.settle();
    expect(view().status).toBe('loading');
    latest().ready();
    await harness.settle();
    expect(view()).toMatchObject({ status: 'running', current_model: 'model', features: ['testing'] });
  });
  it('gives every backend a number of its own, also after a deletion', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.registry.add({ typeId: 'test' });
    await harness.registry.delete(1);
    expect((await harness.registry.add({ typeId: 'test' })).id).toBe(2);
  });
});

describe('a crash', () => {
  it('is answered by a start after the back-off, which the card counts down', async () => {
    await addRunning();
    latest().exit({ code: null, signal: 'SIGKILL' });
    await harness.settle();
    expect(view()).toMatchObject({
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
    latest().ready();
    await harness.settle();
    expect(view()).toMatchObject({ status: 'running', restarts: 1 });
    expect(view().error).toBeUndefined();
  });
  it('five times in a row is an error with the reason, and one restart by the user begins anew', async () => {
    await addRunning();
    for (let crash = 1; crash <= 5; crash++) {
      latest().exit();
      await harness.settle();
      if (crash === 5) break;
      await harness.clock.advance(100_000);
      latest().ready();
      await harness.settle();
    }
    expect(view()).toMatchObject({ status: 'errored', error: { code: 'crash_loop', exit_code: 1 } });
    expect(view().error?.message).toContain('5 times in a row');
    const startsSoFar = harness.starts.length;
    await harness.clock.advance(1_000_000);
    expect(harness.starts).toHaveLength(startsSoFar);
    expect(await harness.registry.restart(0)).toBe(1);
    await harness.settle();
    latest().exit();
    await harness.settle();
    expect(view().next_step).toMatchObject({ kind: 'retry', attempt: 2 });
  });
  it('after a minute of health counts as the first again', async () => {
    await addRunning();
    latest().exit();
    await harness.settle();
    await harness.clock.advance(100);
    latest().ready();
    await harness.clock.advance(60_000);
    expect(view().restarts).toBe(0);
  });
  it('without AutoRestart is an error at once', async () => {
    await addRunning({ AutoRestart: false });
    latest().exit();
    await harness.settle();
    expect(view()).toMatchObject({ status: 'errored', enabled: true, error: { code: 'crashed' } });
  });
  it('is not decided before what the worker left behind is gone', async () => {
    harness.stubborn = true;
    await addRunning();
    const dead = latest();
    dead.exit();
    await harness.settle();
    // Why it ended is said from the first moment on.
    expect(view()).toMatchObject({ phase: 'stopping', status: 'waiting', error: { code: 'crashed' } });
    await harness.clock.advance(5000);
    expect(harness.starts).toHaveLength(1);
    dead.gone();
    await harness.settle();
    expect(view().next_step?.kind).toBe('retry');
  });
});

describe('a start', () => {
  it('that ends with exit code 0 before it is ready has failed', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    latest().exit({ code: 0 });
    await harness.settle();
    expect(view()).toMatchObject({ status: 'waiting', error: { code: 'exited_before_ready', exit_code: 0 } });
  });
  it('whose worker dies in the very moment it is ready is never left as running', async () => {
    for (let turns = 0; turns < 30; turns++) {
      const own = await createHarness();
      await own.registry.add({ typeId: 'test' });
      await own.settle();
      own.starts[0]?.ready();
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      own.starts[0]?.exit();
      await own.settle();
      expect(own.registry.get(0).view(), `${turns} turns later`).toMatchObject({
        status: 'waiting',
        restarts: 1,
      });
      await own.dispose();
    }
  });
  it('that takes longer than its time-out has failed, and its process is ended', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    await harness.clock.advance(60_000);
    expect(harness.starts[0]?.stops).toHaveLength(1);
    expect(view().error).toMatchObject({ code: 'start_timeout' });
  });
  it('that cannot succeed is not tried again', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    latest().fail(
      new SwitchyardError('path_not_found', {
        backend: 'Backend 0',
        name: 'File',
        path: '/nope',
        expected: 'file',
      }),
    );
    await harness.settle();
    expect(view()).toMatchObject({ status: 'errored', error: { code: 'path_not_found' } });
    await harness.clock.advance(100_000);
    expect(harness.starts).toHaveLength(1);
  });
  it('that fails by a fault of ours says so in words, and the fault is reported', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    latest().fail(new TypeError('x is not a function'));
    await harness.settle();
    expect(view().error?.code).toBe('start_failed');
    expect(harness.faults).toHaveLength(1);
  });
  it('waits for another one on the same GPU, and not for one elsewhere', async () => {
    await harness.registry.add({ typeId: 'test', settings: { GPU_ID: '0' } });
    await harness.registry.add({ typeId: 'test', settings: { GPU_ID: '0' } });
    await harness.registry.add({ typeId: 'test', settings: { GPU_ID: '1' } });
    await harness.settle();
    expect([0, 1, 2].map((id) => view(id).status)).toEqual(['loading', 'waiting', 'loading']);
    harness.starts[0]?.ready();
    await harness.settle();
    expect([0, 1, 2].map((id) => view(id).status)).toEqual(['running', 'loading', 'loading']);
  });
});

describe('switching off', () => {
  it('answers when the process is gone, and counts down to the forced end', async () => {
    harness.stubborn = true;
    await addRunning();
    let answered = false;
    const toggled = harness.registry.toggle(0, false).then((changed) => {
      answered = true;
      return changed;
    });
    await harness.settle();
    expect(answered).toBe(false);
    expect(view()).toMatchObject({
      status: 'waiting',
      phase: 'stopping',
      enabled: false,
      next_step: { kind: 'force_stop', at: new Date(harness.clock.wall() + 10_000).toISOString() },
    });
    latest().gone();
    expect(await toggled).toBe(true);
    expect(view()).toMatchObject({ status: 'disabled', enabled: false });
    expect(await harness.registry.toggle(0, false)).toBe(false);
  });
  it('waits for requests in flight, but no longer than the stop time-out', async () => {
    await addRunning();
    latest().io.usage(1);
    const toggled = harness.registry.toggle(0, false);
    await harness.settle();
    await harness.clock.advance(9999);
    expect(latest().stops).toEqual([]);
    await harness.clock.advance(1);
    expect(latest().stops).toHaveLength(1);
    await toggled;
  });
  it('stops as soon as the last request has ended', async () => {
    await addRunning();
    latest().io.usage(1);
    const toggled = harness.registry.toggle(0, false);
    await harness.settle();
    await harness.clock.advance(3000);
    latest().io.usage(0);
    await toggled;
    expect(latest().stops).toEqual([7000]);
  });
  it('and on again before it is down starts it afterwards, once', async () => {
    harness.stubborn = true;
    await addRunning();
    const off = harness.registry.toggle(0, false);
    await harness.settle();
    const on = harness.registry.toggle(0, true);
    await Promise.all([off, on]);
    harness.stubborn = false;
    harness.starts[0]?.gone();
    await harness.settle();
    expect(harness.starts).toHaveLength(2);
    expect(view().status).toBe('loading');
  });
});

describe('editing', () => {
  it('the title keeps the live worker', async () => {
    await addRunning();
    const edited = await harness.registry.edit(0, { title: 'New', settings: {} });
    expect(edited).toMatchObject({ title: 'New', modcount: 1, status: 'running' });
    expect(harness.starts).toHaveLength(1);
  });
  it('a setting that needs no restart is handed to the live worker', async () => {
    await addRunning();
    const edited = await harness.registry.edit(0, { settings: { MaxUsages: 4 } });
    expect(edited).toMatchObject({ max_usages: 4, status: 'running' });
    expect(latest().applied).toMatchObject([{ MaxUsages: 4 }]);
  });
  it('a setting that needs no restart reaches a worker that is still loading once it is ready', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    await harness.registry.edit(0, { settings: { MaxUsages: 4 } });
    expect(latest().applied).toEqual([]);
    latest().ready();
    await harness.settle();
    expect(latest().applied).toMatchObject([{ MaxUsages: 4 }]);
  });
  it('another setting stops the worker and starts it with the new one', async () => {
    await addRunning();
    const edited = await harness.registry.edit(0, { settings: { Model: 'b' } });
    expect(edited.status).toBe('waiting');
    await harness.settle();
    expect(harness.starts.map(({ settings }) => settings.Model)).toEqual(['', 'b']);
    expect(harness.starts[0]?.stops).toHaveLength(1);
  });
  it('several times in quick succession starts it once for the last of them', async () => {
    harness.stubborn = true;
    await addRunning();
    for (const Model of ['b', 'c', 'd']) await harness.registry.edit(0, { settings: { Model } });
    harness.stubborn = false;
    harness.starts[0]?.gone();
    await harness.settle();
    expect(harness.starts.map(({ settings }) => settings.Model)).toEqual(['', 'd']);
    expect(view().modcount).toBe(3);
  });
  it('of a backend that is off does not start it', async () => {
    await addRunning();
    await harness.registry.toggle(0, false);
    await harness.registry.edit(0, { settings: { Model: 'b' } });
    await harness.settle();
    expect(view().status).toBe('disabled');
  });
  it('keeps on disk what another version has written there', async () => {
    await harness.registry.add({ typeId: 'test' });
    await (await harness.reopen()).update((document) => {
      Object.assign(document.backends[0]?.settings ?? {}, { OfTheFuture: 'kept' });
    });
    harness = await createHarness({ dataDir: harness.dataDir });
    await harness.registry.edit(0, { settings: { Model: 'b' } });
    expect((await harness.reopen()).document.backends[0]?.settings).toMatchObject({
      OfTheFuture: 'kept',
      Model: 'b',
    });
    expect(view().settings).not.toHaveProperty('OfTheFuture');
  });
  it('with a new id moves it, worker and all', async () => {
    await addRunning();
    await harness.registry.edit(0, { settings: {}, newId: 7 });
    expect(harness.registry.find(0)).toBeUndefined();
    expect(view(7)).toMatchObject({ id: 7, status: 'running' });
    expect((await harness.registry.add({ typeId: 'test' })).id).toBe(8);
  });
  it('with an id that is taken changes nothing', async () => {
    await addRunning();
    await harness.registry.add({ typeId: 'test' });
    await expect(harness.registry.edit(0, { settings: { Model: 'b' }, newId: 1 })).rejects.toThrow(
      'Backend ID 1 is already in use.',
    );
    expect(view(0)).toMatchObject({ modcount: 0, settings: { Model: '' } });
  });
});

describe('a secret that was sealed by somebody else', () => {
  const address = 'https://hooks.example/canary';
  /** The registry of another user, as this one finds it; its one backend is running there. */
  async function inherit(): Promise<void> {
    const other = await createHarness({ codec: createFakeCodec('other'), dataDir: harness.dataDir });
    await other.registry.add({ typeId: 'test', settings: { Webhook: address, Model: 'a' } });
    await other.registry.close();
    harness = await createHarness({ codec: createFakeCodec('me'), dataDir: harness.dataDir });
    harness.registry.start();
    await harness.settle();
  }
  const sealedOnDisk = async () => (await harness.reopen()).document.backends[0]?.settings.Webhook;

  it('makes its backend fail at once and for good, in words that name the field', async () => {
    await inherit();
    expect(view()).toMatchObject({
      status: 'errored',
      error: { code: 'secret_unreadable', message: expect.stringContaining('its Webhook was encrypted') },
    });
    await harness.clock.advance(1_000_000);
    expect(harness.starts).toEqual([]);
    expect(harness.clock.pendingTimers()).toEqual([]);
  });
  it('is shown as one that is set', async () => {
    await inherit();
    expect(view().settings).toMatchObject({ Webhook: SECRET_MASK, Model: 'a' });
    expect(JSON.stringify(view())).not.toContain('sealed');
  });
  it('is kept when something else is edited, also where its text is no valid value of the field', async () => {
    await inherit();
    const before = await sealedOnDisk();
    expect(before).toMatch(/^sealed:v1:other-/);
    await harness.registry.edit(0, { title: 'b', settings: { Model: 'b', Webhook: SECRET_MASK } });
    await harness.settle();
    expect(await sealedOnDisk()).toBe(before);
    expect(view()).toMatchObject({ status: 'errored', error: { code: 'secret_unreadable' } });
  });
  it('is healed by a new value, with which the backend starts', async () => {
    await inherit();
    await harness.registry.edit(0, { settings: { Webhook: 'https://hooks.example/new' } });
    await harness.settle();
    expect(latest().settings).toMatchObject({ Webhook: 'https://hooks.example/new', Model: 'a' });
    latest().ready();
    await harness.settle();
    expect(view()).toMatchObject({ status: 'running' });
  });
});

describe('deleting', () => {
  it('answers when the process is gone; a second one joins the first', async () => {
    harness.stubborn = true;
    await addRunning();
    let answers = 0;
    const deletions = [0, 0].map((id) => harness.registry.delete(id).then(() => answers++));
    await harness.settle();
    expect(answers).toBe(0);
    latest().gone();
    await Promise.all(deletions);
    expect(harness.registry.find(0)).toBeUndefined();
    expect(await harness.registry.delete(0)).toBe(false);
  });
  it('during loading calls the start off', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    await harness.registry.delete(0);
    expect(latest().io.signal.aborted).toBe(true);
    expect(latest().stops).toHaveLength(1);
    expect(harness.registry.actors()).toEqual([]);
  });
  it('can be undone: the same id, settings and secret, started again', async () => {
    await addRunning({ Model: 'mine' });
    await harness.registry.delete(0);
    const restored = await harness.registry.restore(0);
    expect(restored).toMatchObject({ id: 0, settings: { Model: 'mine' }, status: 'waiting' });
    await harness.settle();
    expect(harness.starts).toHaveLength(2);
  });
  it('can be undone while the worker is still being stopped', async () => {
    harness.stubborn = true;
    await addRunning();
    const deletion = harness.registry.delete(0);
    await harness.settle();
    const restoring = harness.registry.restore(0);
    harness.stubborn = false;
    harness.starts[0]?.gone();
    await Promise.all([deletion, restoring]);
    expect(harness.registry.actors().map(({ id }) => id)).toEqual([0]);
  });
  it('leaves later commands without a backend', async () => {
    harness.stubborn = true;
    await addRunning();
    const deletion = harness.registry.delete(0);
    const late = expect(harness.registry.toggle(0, false)).rejects.toThrow('Invalid backend ID 0');
    await harness.settle();
    latest().gone();
    await Promise.all([deletion, late]);
  });
});

describe('the end of the program', () => {
  it('stops every worker and keeps what the user wants', async () => {
    await addRunning();
    await harness.registry.close();
    expect(latest().stops).toHaveLength(1);
    expect((await harness.reopen()).document.backends).toMatchObject([{ id: 0, enabled: true }]);
    await expect(harness.registry.add({ typeId: 'test' })).rejects.toThrow('Switchyard is shutting down.');
  });
  it('gives no worker longer than it is given itself', async () => {
    harness.stubborn = true;
    await addRunning();
    const closed = harness.registry.close(2000);
    await harness.settle();
    expect(latest().stops).toEqual([2000]);
    expect(view().next_step).toEqual({
      kind: 'force_stop',
      at: new Date(harness.clock.wall() + 2000).toISOString(),
    });
    latest().gone();
    await closed;
  });
  it('asked for once more with less time hurries the stops that are under way', async () => {
    harness.stubborn = true;
    await addRunning();
    const toggled = harness.registry.toggle(0, false);
    await harness.settle();
    expect(latest().stops).toEqual([10_000]);
    await harness.clock.advance(1000);
    const closed = harness.registry.close();
    await harness.settle();
    // Its own time runs on; it does not begin anew.
    expect(latest().stops).toEqual([10_000]);
    const hurried = harness.registry.close(3000);
    await harness.clock.advance(1000);
    const now = harness.registry.close(0);
    expect(latest().stops).toEqual([10_000, 3000, 0]);
    // More time than before changes nothing.
    void harness.registry.close(60_000);
    expect(latest().stops).toHaveLength(3);
    latest().gone();
    await Promise.all([toggled, closed, hurried, now]);
    expect(harness.faults).toEqual([]);
  });
  it('waits for requests in flight no longer than that, and hurries that wait too', async () => {
    await addRunning();
    latest().io.usage(1);
    const closed = harness.registry.close(5000);
    await harness.clock.advance(4000);
    expect(latest().stops).toEqual([]);
    void harness.registry.close(500);
    await harness.clock.advance(499);
    expect(latest().stops).toEqual([]);
    await harness.clock.advance(1);
    expect(latest().stops).toEqual([250]);
    await closed;
  });
  it('is not undone by commands that were on their way to the disk', async () => {
    await addRunning();
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
  it('ends the waiting for a retry', async () => {
    await addRunning();
    latest().exit();
    await harness.settle();
    expect(view().next_step?.kind).toBe('retry');
    await harness.registry.close();
    await harness.clock.advance(100_000);
    expect(harness.starts).toHaveLength(1);
  });
});

describe('a sleep of the machine', () => {
  it('is followed by a retry at once instead of after a delay that may have slept along', async () => {
    await addRunning();
    for (let crash = 1; crash <= 4; crash++) {
      latest().exit();
      await harness.settle();
      if (crash === 4) break;
      await harness.clock.advance(10_000);
      latest().ready();
      await harness.settle();
    }
    expect(view().next_step).toMatchObject({ kind: 'retry', attempt: 5 });
    const before = harness.starts.length;
    harness.registry.recheck();
    await harness.settle();
    expect(harness.starts).toHaveLength(before + 1);
    // The machine's failures before its sleep are not forgotten by it: this was the last try.
    latest().fail(
      new SwitchyardError('exited_before_ready', { backend: 'Backend 0', reason: 'exit code 1' }),
    );
    await harness.settle();
    expect(view()).toMatchObject({ status: 'errored', error: { code: 'crash_loop' } });
    await harness.clock.advance(100_000);
    expect(harness.starts).toHaveLength(before + 1);
  });
  it('leaves nothing of the delay that it cut short', async () => {
    await addRunning();
    latest().exit();
    await harness.settle();
    harness.registry.recheck();
    await harness.settle();
    latest().exit();
    await harness.settle();
    expect(view().next_step).toMatchObject({ kind: 'retry', attempt: 3 });
    // The first delay would have been over now; the second is not.
    await harness.clock.advance(150);
    expect(harness.starts).toHaveLength(2);
  });
  it('lets every live worker be looked at and asked', async () => {
    await addRunning();
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    const asked: string[] = [];
    for (const [index, { io }] of harness.starts.entries())
      io.onRecheck(() => {
        asked.push(`${index}`);
        if (index === 0)
          io.lost(new SwitchyardError('contact_lost', { backend: 'Backend 0', reason: 'no answer' }));
      });
    harness.registry.recheck();
    expect(asked).toEqual(['0', '1']);
    expect(harness.starts.map(({ rechecks }) => rechecks)).toEqual([1, 1]);
    expect(view().status).toBe('idle');
  });
  it('asks nobody who is not wanted any more', async () => {
    harness.stubborn = true;
    await addRunning();
    let asked = 0;
    latest().io.onRecheck(() => asked++);
    const stopped = harness.registry.toggle(0, false);
    await harness.settle();
    harness.registry.recheck();
    latest().gone();
    await stopped;
    harness.registry.recheck();
    expect([asked, latest().rechecks]).toEqual([0, 0]);
  });
  it('while the program ends starts nothing', async () => {
    await addRunning();
    latest().exit();
    await harness.settle();
    const closed = harness.registry.close();
    harness.registry.recheck();
    await closed;
    await harness.clock.advance(100_000);
    expect(harness.starts).toHaveLength(1);
  });
});

describe('commands at once', () => {
  const command = fc.constantFrom('on', 'off', 'edit', 'restart', 'delete', 'ready', 'exit', 'time');

  it('end in a state that some order of them explains, with at most one worker and none without need', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 14 }), async (commands) => {
        const own = await createHarness();
        const { registry } = own;
        try {
          await registry.add({ typeId: 'test' });
          const pending: Promise<unknown>[] = [];
          for (const each of commands) {
            const start = own.starts.at(-1);
            if (each === 'on' || each === 'off')
              pending.push(attempt(() => registry.toggle(0, each === 'on')));
            if (each === 'edit')
              pending.push(attempt(() => registry.edit(0, { settings: { Model: String(pending.length) } })));
            if (each === 'restart') pending.push(attempt(() => registry.restart(0)));
            if (each === 'delete') pending.push(attempt(() => registry.delete(0)));
            if (each === 'ready') start?.ready();
            if (each === 'exit') start?.exit();
            if (each === 'time') await own.clock.advance(200);
            const alive = own.starts.filter(({ stops, io }) => stops.length === 0 && !io.signal.aborted);
            expect(alive.length).toBeLessThanOrEqual(1);
          }
          await Promise.all(pending);
          await own.settle();
          const actor = registry.find(0);
          if (commands.includes('delete')) expect(actor).toBeUndefined();
          if (!actor) return;
          const lastWish = commands.filter((each) => each === 'on' || each === 'off').at(-1) ?? 'on';
          expect(actor.record.enabled).toBe(lastWish === 'on');
          if (lastWish === 'off') expect(actor.view().status).toBe('disabled');
          else expect(actor.view().status).not.toBe('disabled');
          expect((await own.reopen()).document.backends).toMatchObject([{ enabled: lastWish === 'on' }]);
        } finally {
          await own.dispose();
        }
      }),
      { numRuns: 60 },
    );
  });

  /** An error in words is a fair answer to a command that came too late; anything else is not. */
  async function attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error;
    }
  }
});

describe('a worker elsewhere that does not answer', () => {
  const unreachable = new SwitchyardError('contact_lost', {
    backend: 'Backend 0',
    reason: 'nothing listens there',
  });
  async function addUnreachable(shownAs: 'idle' | 'errored'): Promise<void> {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    latest().io.lost(unreachable, shownAs);
    latest().ready();
    await harness.settle();
  }

  it('is errored with the reason, does not use up tries, and runs when it is found', async () => {
    await addUnreachable('errored');
    expect(view()).toMatchObject({ status: 'errored', restarts: 0, error: { code: 'contact_lost' } });
    expect(view().next_step).toBeUndefined();
    expect(harness.remarks.join()).not.toContain('Ready');
    latest().io.found();
    expect(view()).toMatchObject({ status: 'running', features: ['testing'] });
    expect(harness.starts).toHaveLength(1);
  });

  it('is idle where it may be, and a change of the reason is shown', async () => {
    await addUnreachable('idle');
    expect(view().status).toBe('idle');
    latest().io.lost(
      new SwitchyardError('contact_lost', { backend: 'Backend 0', reason: 'it answered 502' }),
      'idle',
    );
    expect(view().error?.message).toContain('it answered 502');
  });

  it('lets the next start on the same card begin', async () => {
    await harness.registry.add({ typeId: 'test', settings: { GPU_ID: '0' } });
    await harness.registry.add({ typeId: 'test', settings: { GPU_ID: '0' } });
    await harness.settle();
    latest().io.lost(unreachable, 'errored');
    latest().ready();
    await harness.settle();
    expect(harness.starts).toHaveLength(2);
  });

  it('is restarted, switched off and deleted like one that runs: nobody asks on', async () => {
    await addUnreachable('errored');
    expect(await harness.registry.restart('all')).toBe(1);
    await harness.settle();
    expect(harness.starts[0]?.io.signal.aborted).toBe(true);
    expect(harness.starts).toHaveLength(2);
    latest().io.lost(unreachable, 'errored');
    latest().ready();
    await harness.settle();
    await harness.registry.toggle(0, false);
    expect(latest().io.signal.aborted).toBe(true);
    expect(view().status).toBe('disabled');
    await harness.registry.delete(0);
    expect(harness.registry.find(0)).toBeUndefined();
  });
});
