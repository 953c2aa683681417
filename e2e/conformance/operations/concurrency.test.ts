/** Many callers at once: the outcome is one that some order of their calls explains, and no process is left over. */
import { describe, expect, it } from 'vitest';
import { canSeeWorkers, workersOf } from '../../testkit/processes.ts';
import { SLOW_TO_STOP } from '../../testkit/wine.ts';
import { type ContractHost, settled } from '../hosts/contract-host.ts';
import { openHost } from '../hosts/http-host.ts';

const errorsOf = (replies: Record<string, unknown>[]) =>
  replies.flatMap(({ error }) => (error === undefined ? [] : [String(error)]));

/** One process per running backend, none for the others. */
async function expectNoStray(host: ContractHost): Promise<void> {
  if (!canSeeWorkers) return;
  const list = await host.call('ListBackends', { full_data: true });
  const known = Object.values(list).flatMap((backend) => (backend as { pid?: number }).pid ?? []);
  expect(workersOf(host.dataDir).sort()).toEqual(known.sort());
}

describe.concurrent('calls at the same time', () => {
  it('twenty additions give twenty ids, and all are on disk', async (context) => {
    const { host, backends } = await openHost(context);
    const added = await Promise.all(
      Array.from({ length: 20 }, () => host.call('AddNewBackend', { type_id: 'command' })),
    );
    expect(added.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => n),
    );
    await host.reopen();
    expect(Object.keys(await backends.list())).toHaveLength(20);
  });

  it('twenty edits count twenty, each whole, the last one standing', async (context) => {
    const { backends } = await openHost(context);
    await backends.addResting();
    const edits = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        backends.edit(0, { title: `title ${n}`, settings: { Notes: `notes ${n}`, Count: (n % 10) + 1 } }),
      ),
    );
    expect(
      edits
        .map(({ modcount }) => modcount)
        .sort((a, b) => a - b)
        .at(-1),
    ).toBe(20);
    const { modcount, title, settings } = await backends.one(0);
    const number = Number(title.replace('title ', ''));
    expect({ modcount, title, settings }).toMatchObject({
      modcount: 20,
      settings: { Notes: `notes ${number}`, Count: (number % 10) + 1 },
    });
  });

  it('toggles on and off end as the last of them wanted, in one process or none', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning();
    for (const last of [false, true]) {
      const wishes = [false, true, false, true, !last, last];
      const calls = [];
      for (const enabled of wishes) calls.push(host.call('ToggleBackend', { backend_id: 0, enabled }));
      expect(errorsOf(await Promise.all(calls))).toEqual([]);
      await settled(host);
      const { enabled, status } = await backends.one(0);
      // They came side by side: which was the last is the host's to say. Wish and status agree all the same.
      expect(status).toBe(enabled ? 'running' : 'disabled');
      await expectNoStray(host);
    }
  });

  it('toggle, edit, restart and delete at once end deleted, with no process left', async (context) => {
    const { host, backends } = await openHost(context);
    for (let round = 0; round < 3; round++) {
      const { id } = round % 2 === 0 ? await backends.addRunning() : await backends.add();
      const replies = await Promise.all([
        host.call('ToggleBackend', { backend_id: id, enabled: false }),
        host.call('EditBackend', { backend_id: id, settings: { Mode: 'fast' }, title: 'edited' }),
        host.call('RestartBackends', { backend: id }),
        host.call('ToggleBackend', { backend_id: id, enabled: true }),
        host.call('DeleteBackend', { backend_id: id }),
        host.call('EditBackend', { backend_id: id, settings: { Mode: 'slow' } }),
        host.call('RestartBackends'),
      ]);
      for (const error of errorsOf(replies)) expect(error).toBe(`Invalid backend ID ${id}`);
      expect(replies[4]).toEqual({ result: 'Deleted.' });
      expect(await backends.list()).toEqual({});
      if (canSeeWorkers) expect(workersOf(host.dataDir)).toEqual([]);
    }
  });

  it('toggle, edit and restart at once end in one state that some order of them explains', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning();
    for (let round = 0; round < 3; round++) {
      const before = await backends.one(0);
      const replies = await Promise.all([
        host.call('ToggleBackend', { backend_id: 0, enabled: round % 2 === 1 }),
        host.call('EditBackend', { backend_id: 0, settings: { Mode: 'fast' }, title: `round ${round}` }),
        host.call('RestartBackends', { backend: 0 }),
        host.call('EditBackend', { backend_id: 0, settings: { Count: round + 1 } }),
        host.call('RestartBackends'),
      ]);
      expect(errorsOf(replies)).toEqual([]);
      await settled(host);
      expect(await backends.one(0)).toMatchObject({
        enabled: round % 2 === 1,
        status: round % 2 === 1 ? 'running' : 'disabled',
        title: `round ${round}`,
        modcount: before.modcount + 2,
        settings: { Mode: 'fast', Count: round + 1 },
      });
      await expectNoStray(host);
    }
  });

  it('deletions and restorations of the same backend leave it whole or gone', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning({ ApiKey: 'top-secret' });
    for (let round = 0; round < 3; round++) {
      await Promise.all([
        host.call('DeleteBackend', { backend_id: 0 }),
        host.call('RestoreBackend', { backend_id: 0 }),
        host.call('DeleteBackend', { backend_id: 0 }),
        host.call('RestoreBackend', { backend_id: 0 }),
      ]);
      await settled(host);
      const list = await backends.list();
      if (list['0'] === undefined) await host.call('RestoreBackend', { backend_id: 0 });
      await settled(host);
      expect(await backends.one(0)).toMatchObject({ settings: { ApiKey: '\t<secret>' } });
      await expectNoStray(host);
    }
  });

  it('one that hangs in its stop does not hold up calls on the others', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning({ Flags: SLOW_TO_STOP, StopSeconds: 2 });
    await backends.addRunning();
    const slow = backends.toggle(0, false);
    await backends.until(0, 'is stopping', ({ phase }) => phase === 'stopping');
    await backends.toggle(1, false);
    await backends.edit(1, { settings: { Count: 2 } });
    await backends.add();
    expect((await backends.full(0)).phase).toBe('stopping');
    await slow;
    await settled(host);
  });
});
