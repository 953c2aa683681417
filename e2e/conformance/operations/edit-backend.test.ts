/** EditBackend: settings, secrets and ids, and when a change restarts the worker. */
import { describe, expect, it } from 'vitest';
import { isRunning } from '../../testkit/processes.ts';
import { expectNothingChanged, fileOf } from '../hosts/contract-host.ts';
import { openHost } from '../hosts/http-host.ts';

describe.concurrent('EditBackend', () => {
  it.for<[string, object]>([
    ['settings beside backend_id', { settings: { Count: 5 } }],
    ['settings inside raw_inp', { raw_inp: { settings: { Count: 5 } } }],
    ['raw_inp as the settings themselves', { raw_inp: { Count: 5 } }],
  ])('takes %s', async ([_, input], context) => {
    const { backends } = await openHost(context);
    await backends.addResting({ Mode: 'fast' });
    expect(await backends.edit(0, input)).toMatchObject({ settings: { Count: 5, Mode: 'fast' } });
    expect(await backends.one(0)).toMatchObject({ settings: { Count: 5, Mode: 'fast' } });
  });

  it('keeps the value of a setting that is left out', async (context) => {
    const { backends } = await openHost(context);
    const before = await backends.addResting({ Count: 3, Notes: 'a\nb', Names: ['x'], Ratio: 0.25 });
    const after = await backends.edit(0, { settings: { Mode: 'fast' } });
    expect(after.settings).toEqual({ ...before.settings, Mode: 'fast' });
  });

  it('keeps a secret that comes back masked, and one that is left out', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning({ ApiKey: 'top-secret' });
    const key = async () => {
      const { address } = await backends.until(0, 'is up', ({ status }) => status === 'running');
      const environment = (await (await fetch(`${address}/env`)).json()) as Record<string, string>;
      return environment.FAKE_API_KEY;
    };
    expect(await key()).toBe('top-secret');
    const pid = (await backends.full(0)).pid;
    await backends.edit(0, { settings: { ApiKey: '\t<secret>', Count: 2 } });
    await backends.until(0, 'runs anew', (now) => now.status === 'running' && now.pid !== pid);
    expect(await key()).toBe('top-secret');
    expect(await fileOf(host)).not.toContain('<secret>');
    await backends.edit(0, { settings: { Notes: 'x' } });
    expect((await backends.one(0)).settings.ApiKey).toBe('\t<secret>');
  });

  it('changes a secret, and takes it back with an empty text', async (context) => {
    const { backends } = await openHost(context);
    await backends.addResting({ ApiKey: 'one' });
    expect((await backends.edit(0, { settings: { ApiKey: 'two' } })).settings.ApiKey).toBe('\t<secret>');
    await backends.toggle(0, true);
    const { address } = await backends.running(0);
    expect(await (await fetch(`${address}/env`)).json()).toMatchObject({ FAKE_API_KEY: 'two' });
    expect((await backends.edit(0, { settings: { ApiKey: '' } })).settings.ApiKey).toBe('');
  });

  it('never carries a stored secret to another server with an edit of the address, in no shape of the call', async (context) => {
    const { host, backends } = await openHost(context);
    const Address = 'https://one.example';
    await backends.add({ Address, AuthorizationHeader: 'top-secret' }, { type_id: 'simpleremotellm' });
    await backends.toggle(0, false);
    for (const settings of [
      { Address: 'https://two.example' },
      { Address: 'https://one.example:8443', AuthorizationHeader: '\t<secret>' },
      { Address: 'http://one.example', AuthorizationHeader: '\t<secret>' },
    ])
      for (const input of [{ settings }, { raw_inp: { settings } }, { raw_inp: settings }])
        await expectNothingChanged(host, async () => {
          expect(await host.call('EditBackend', { backend_id: 0, ...input })).toMatchObject({
            message:
              'Address now names another server. Switchyard does not send the stored Authorization header there unseen.',
          });
        });
    const stays = { Address: `${Address}/v1`, AuthorizationHeader: '\t<secret>' };
    expect((await backends.edit(0, { settings: stays })).settings).toMatchObject(stays);
    const typed = { Address: 'https://two.example', AuthorizationHeader: 'another' };
    expect((await backends.edit(0, { settings: typed })).settings.AuthorizationHeader).toBe('\t<secret>');
  });

  it('coerces: "3" is a number, "true" a boolean, lines are a list', async (context) => {
    const { backends } = await openHost(context);
    await backends.addResting();
    const settings = { Count: '3', Ratio: '0.75', AutoRestart: 'FALSE', Names: 'a\nb' };
    expect((await backends.edit(0, { settings })).settings).toMatchObject({
      Count: 3,
      Ratio: 0.75,
      AutoRestart: false,
      Names: ['a', 'b'],
    });
  });

  it('stops the worker, applies, and starts a new one where a changed setting needs it', async (context) => {
    const { backends } = await openHost(context);
    const { pid } = await backends.addRunning();
    const reply = await backends.edit(0, { settings: { Mode: 'fast' } });
    expect(reply.status).toBe('waiting');
    const after = await backends.until(0, 'runs anew', (now) => now.status === 'running' && now.pid !== pid);
    expect(after.settings.Mode).toBe('fast');
    expect(isRunning(pid as number)).toBe(false);
  });

  it.for<[string, object]>([
    ['the title alone', { title: 'New name', settings: {} }],
    ['a setting that needs no restart', { settings: { Notes: 'changed', AutoRestart: false } }],
    ['settings sent back as they are', { settings: { Count: 1, Mode: 'slow', Names: [] } }],
    ['the id alone', { settings: {}, new_id: 0 }],
  ])('keeps the live worker where %s changes', async ([_, input], context) => {
    const { backends } = await openHost(context);
    const { pid, started_at } = await backends.addRunning();
    expect(await backends.edit(0, input)).toMatchObject({ status: 'running', modcount: 1 });
    expect(await backends.full(0)).toMatchObject({ status: 'running', pid, started_at });
  });

  it('keeps the live worker where it moves to another id', async (context) => {
    const { backends } = await openHost(context);
    const { pid } = await backends.addRunning();
    await backends.edit(0, { settings: {}, new_id: 4 });
    expect(await backends.full(4)).toMatchObject({ id: 4, status: 'running', pid });
  });

  it('queues a start of an errored backend', async (context) => {
    const { host, backends } = await openHost(context);
    await host.call('AddNewBackend', { type_id: 'command', settings: { Command: '/no/such/program' } });
    await backends.errored(0);
    await backends.edit(0, {
      settings: { Command: process.execPath, Arguments: '-e "setInterval(Object,1e4)"' },
    });
    await backends.running(0);
  });

  it('queues a start of one that was not set up yet', async (context) => {
    const { host, backends } = await openHost(context);
    await host.call('AddNewBackend', { type_id: 'command' });
    await backends.unconfigured(0);
    await backends.edit(0, {
      settings: { Command: process.execPath, Arguments: '-e "setInterval(Object,1e4)"' },
    });
    await backends.running(0);
  });

  it('leaves a disabled backend disabled', async (context) => {
    const { backends } = await openHost(context);
    await backends.addResting();
    expect(await backends.edit(0, { settings: { Mode: 'fast' } })).toMatchObject({ status: 'disabled' });
    // Had it queued a start, this one, queued after it, would not be the first to run.
    await backends.addRunning();
    expect(await backends.one(0)).toMatchObject({ status: 'disabled', enabled: false });
  });

  it('moves the backend to another free id, with its log, and the old one is free', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning();
    const before = await backends.log(0);
    expect(await backends.edit(0, { settings: {}, new_id: 12 })).toMatchObject({ id: 12 });
    expect(Object.keys(await backends.list())).toEqual(['12']);
    expect((await backends.log(12)).slice(0, before.length)).toEqual(before);
    expect(await host.call('ToggleBackend', { backend_id: 0, enabled: true })).toMatchObject({
      error: 'Invalid backend ID 0',
    });
  });

  it('takes new_id 0 for an id like any other', async (context) => {
    const { backends } = await openHost(context);
    await backends.addResting();
    await backends.addResting();
    await backends.delete(0);
    expect(await backends.edit(1, { settings: {}, new_id: 0 })).toMatchObject({ id: 0 });
  });

  it('takes new_id -1, which clients of the reference send, for "keep it"', async (context) => {
    const { backends } = await openHost(context);
    await backends.addResting();
    expect(await backends.edit(0, { settings: {}, new_id: -1 })).toMatchObject({ id: 0 });
  });

  it('refuses a new_id that is taken with the message of SwarmUI, and changes nothing', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    await backends.addResting();
    await expectNothingChanged(host, async () => {
      const reply = await host.call('EditBackend', {
        backend_id: 0,
        settings: { Count: 9 },
        title: 'x',
        new_id: 1,
      });
      expect(reply).toMatchObject({ error: 'Backend ID 1 is already in use.' });
    });
  });

  it('gives an id that two want at once to one of them', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    await backends.addResting();
    const replies = await Promise.all(
      [0, 1].map((backend_id) => host.call('EditBackend', { backend_id, settings: {}, new_id: 5 })),
    );
    const errors = replies.flatMap(({ error }) => (error === undefined ? [] : [error]));
    expect(errors).toEqual(['Backend ID 5 is already in use.']);
    expect(Object.keys(await backends.list())).toHaveLength(2);
  });

  it.for<[string, object]>([
    ['nothing at all', {}],
    ['a title alone', { title: 'x' }],
    ['a new id alone', { new_id: 5 }],
    ['settings that are null', { settings: null, raw_inp: null }],
  ])('says "Missing settings." to %s, and changes nothing', async ([_, input], context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    await expectNothingChanged(host, async () => {
      const reply = await host.call('EditBackend', { backend_id: 0, ...input });
      expect(reply).toMatchObject({ error: 'Missing settings.' });
    });
  });

  it('refuses an unknown id with the message of SwarmUI', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('EditBackend', { backend_id: 99, settings: {} })).toMatchObject({
      error: 'Invalid backend ID 99',
    });
  });

  it('refuses a call without an id with the message of SwarmUI', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('EditBackend', { settings: {} })).toMatchObject({
      error: "Missing required parameter 'backend_id'",
    });
  });
});
