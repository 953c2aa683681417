/** DeleteBackend, and the operations that bring a deleted backend back. */
import { describe, expect, it } from 'vitest';
import type { OperationOutput } from '../../../shared/operations.ts';
import { canSeeWorkers, isRunning, workersOf } from '../../testkit/processes.ts';
import { SLOW_TO_STOP } from '../../testkit/wine.ts';
import { openHost } from '../hosts/http-host.ts';

describe.concurrent('DeleteBackend', () => {
  it('answers "Deleted." once the process is gone, and "Already didn\'t exist." afterwards', async (context) => {
    const { host, backends } = await openHost(context);
    const { pid } = await backends.addRunning({ Flags: '--grandchildren 2' });
    const children = await backends.grandchildren(0, 2);
    expect(await host.call('DeleteBackend', { backend_id: 0 })).toEqual({ result: 'Deleted.' });
    expect([pid as number, ...children].filter(isRunning)).toEqual([]);
    expect(await backends.list()).toEqual({});
    expect(await host.call('DeleteBackend', { backend_id: 0 })).toEqual({
      result: "Already didn't exist.",
    });
  });

  it('leaves the others alone, and stays done after a restart', async (context) => {
    const { host, backends } = await openHost(context);
    const { pid } = await backends.addRunning();
    await backends.addResting();
    await backends.delete(1);
    expect(await backends.full(0)).toMatchObject({ status: 'running', pid });
    await host.reopen();
    expect(Object.keys(await backends.list())).toEqual(['0']);
  });

  it('calls off a start that is under way, and leaves no process of it', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.add({ Flags: '--load-ms 60000' });
    const { pid } = await backends.until(0, 'loads', (now) => now.pid !== undefined);
    expect(await backends.delete(0)).toEqual({ result: 'Deleted.' });
    expect(isRunning(pid as number)).toBe(false);
    if (canSeeWorkers) expect(workersOf(host.dataDir)).toEqual([]);
  });

  it('calls off a start that has just begun', async (context) => {
    const { host, backends } = await openHost(context);
    for (let round = 0; round < 5; round++) {
      const { id } = await backends.add();
      expect(await backends.delete(id)).toEqual({ result: 'Deleted.' });
      expect(workersOf(host.dataDir)).toEqual([]);
    }
  });

  it('a second call while the first is under way joins it: both answer once the process is gone', async (context) => {
    const { backends } = await openHost(context);
    const { pid } = await backends.addRunning({ Flags: '--ignore-term', StopSeconds: 0.5 });
    const first = backends.delete(0);
    const second = backends.delete(0).then((reply) => ({ reply, alive: isRunning(pid as number) }));
    expect(await second).toEqual({ reply: { result: 'Deleted.' }, alive: false });
    expect(await first).toEqual({ result: 'Deleted.' });
  });
});

describe.concurrent('RestoreBackend', () => {
  it('brings a deleted backend back under its id, with title, settings, secret and modcount', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    await backends.add({ ApiKey: 'top-secret', Count: 4 }, { title: 'Flux' });
    await backends.edit(1, { settings: { Mode: 'fast' } });
    const before = await backends.running(1);
    await backends.delete(1);
    expect(await host.call('RestoreBackend', { backend_id: 1 })).toMatchObject({
      id: 1,
      title: 'Flux',
      modcount: 1,
      settings: before.settings,
      status: 'waiting',
      enabled: true,
    });
    const { address } = await backends.running(1);
    expect(await (await fetch(`${address}/env`)).json()).toMatchObject({ FAKE_API_KEY: 'top-secret' });
  });

  it('brings back a disabled backend disabled, with its log', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning();
    await backends.toggle(0, false);
    const log = await backends.log(0);
    await backends.delete(0);
    expect(await host.call('RestoreBackend', { backend_id: '0' })).toMatchObject({ status: 'disabled' });
    expect((await backends.log(0)).slice(0, log.length)).toEqual(log);
  });

  it('works across a restart, and at once after a deletion that is still under way', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    await backends.delete(0);
    await host.reopen();
    expect(await host.call('RestoreBackend', { backend_id: 0 })).toMatchObject({ id: 0 });
    await backends.addRunning({ Flags: SLOW_TO_STOP, StopSeconds: 0.5 });
    const deletion = backends.delete(1);
    await backends.until(1, 'is stopping', ({ phase }) => phase === 'stopping');
    expect(await host.call('RestoreBackend', { backend_id: 1 })).toMatchObject({ id: 1 });
    await deletion;
    await backends.running(1);
  });

  it('refuses what was not deleted, and what was brought back already, with a message', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    const refused = {
      message: 'Could not restore backend 0: it is not among the recently deleted ones.',
    };
    expect(await host.call('RestoreBackend', { backend_id: 0 })).toMatchObject(refused);
    await backends.delete(0);
    const replies = await Promise.all([1, 2].map(() => host.call('RestoreBackend', { backend_id: 0 })));
    expect(replies.filter((reply) => 'error' in reply)).toHaveLength(1);
  });

  it('refuses where another backend has its id by now', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    await backends.addResting();
    await backends.delete(0);
    await backends.edit(1, { settings: {}, new_id: 0 });
    expect(await host.call('RestoreBackend', { backend_id: 0 })).toMatchObject({
      error: 'Backend ID 0 is already in use.',
    });
  });
});

describe.concurrent('ListDeletedBackends', () => {
  it('lists them newest first, without their settings', async (context) => {
    const { host, backends } = await openHost(context);
    for (const title of ['one', 'two']) await backends.addResting({ ApiKey: 'top-secret' }, { title });
    await backends.delete(0);
    await backends.delete(1);
    const { list } = (await host.call('ListDeletedBackends')) as OperationOutput<'ListDeletedBackends'>;
    expect(list).toEqual([
      { id: 1, type: 'fake', title: 'two', deleted_at: expect.stringMatching(/Z$/) },
      { id: 0, type: 'fake', title: 'one', deleted_at: expect.stringMatching(/Z$/) },
    ]);
  });

  it('keeps the latest twenty', async (context) => {
    const { host, backends } = await openHost(context);
    await Promise.all(Array.from({ length: 22 }, () => host.call('AddNewBackend', { type_id: 'command' })));
    for (let id = 0; id < 22; id++) await backends.delete(id);
    const { list } = (await host.call('ListDeletedBackends')) as OperationOutput<'ListDeletedBackends'>;
    expect(list.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, n) => 21 - n));
  });
});
