/** The backend object: its fields and their types, and which of them outlive what. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SECRET_MASK } from '../../../shared/settings.ts';
import { type ContractHost, fileOf } from '../hosts/contract-host.ts';
import { openHost } from '../hosts/http-host.ts';

const FIELDS = {
  id: 'number',
  type: 'string',
  status: 'string',
  settings: 'object',
  modcount: 'number',
  features: 'array',
  enabled: 'boolean',
  title: 'string',
  can_load_models: 'boolean',
  max_usages: 'number',
  seconds_since_used: 'number',
  time_since_used: 'string',
};

const typesOf = (object: object) =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, Array.isArray(value) ? 'array' : typeof value]),
  );

describe.concurrent('the backend object', () => {
  it('has the same fields, of the same types, from AddNewBackend, EditBackend and ListBackends', async (context) => {
    const { host, backends } = await openHost(context);
    const added = await host.call('AddNewBackend', { type_id: 'fake' });
    const edited = await host.call('EditBackend', { backend_id: 0, settings: {} });
    const listed = await backends.one(0);
    for (const object of [added, edited, listed]) expect(typesOf(object)).toEqual(FIELDS);
  });

  it('has its id as a number, and as a string for the key of the map', async (context) => {
    const { host } = await openHost(context);
    expect((await host.call('AddNewBackend', { type_id: 'fake' })).id).toBe(0);
    const list = await host.call('ListBackends');
    expect(Object.keys(list)).toEqual(['0']);
    expect(list['0']).toMatchObject({ id: 0 });
  });

  it.for<[string, object]>([
    ['EditBackend', { settings: {} }],
    ['ToggleBackend', { enabled: true }],
    ['GetBackendLog', {}],
    ['DeleteBackend', {}],
    ['RestoreBackend', {}],
  ])('%s accepts an id as a number and as a numeric string', async ([operation, input], context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    for (const backend_id of [0, '0', ' 0 ']) {
      if (operation === 'RestoreBackend') await backends.delete(0);
      const reply = await host.call(operation, { backend_id, ...input });
      expect(reply).not.toHaveProperty('error');
    }
  });

  it.for(['RestartBackends', 'FreeBackendMemory'])(
    '%s accepts an id as a number and as a numeric string',
    async (operation, context) => {
      const { host, backends } = await openHost(context);
      await backends.addRunning();
      for (const backend of [0, '0']) {
        await backends.running(0);
        expect(await host.call(operation, { backend })).toMatchObject({ count: 1 });
      }
    },
  );

  it('a new_id is accepted as a number and as a numeric string', async (context) => {
    const { backends } = await openHost(context);
    await backends.addResting();
    expect(await backends.edit(0, { settings: {}, new_id: 7 })).toMatchObject({ id: 7 });
    expect(await backends.edit(7, { settings: {}, new_id: '8' })).toMatchObject({ id: 8 });
  });

  it('ids count up from 0', async (context) => {
    const { backends } = await openHost(context);
    for (const id of [0, 1, 2]) expect(await backends.add()).toMatchObject({ id });
  });

  it('an id is never used again: not after a deletion, not after a move, not after a restart', async (context) => {
    const { host, backends } = await openHost(context);
    for (let n = 0; n < 3; n++) await backends.addResting();
    await backends.delete(2);
    expect((await backends.addResting()).id).toBe(3);
    await backends.edit(3, { settings: {}, new_id: 10 });
    expect((await backends.addResting()).id).toBe(11);
    await backends.delete(11);
    await host.reopen();
    expect((await backends.add()).id).toBe(12);
  });

  it('ids are kept across restarts', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting({}, { title: 'first' });
    await backends.addResting({}, { title: 'second' });
    await backends.delete(0);
    await host.reopen();
    expect(Object.keys(await backends.list())).toEqual(['1']);
    expect(await backends.one(1)).toMatchObject({ title: 'second' });
  });

  it('type is the id of its type, and settings are all those of the type', async (context) => {
    const { host } = await openHost(context);
    const { list } = (await host.call('ListBackendTypes')) as {
      list: { id: string; settings: { name: string; default: unknown }[] }[];
    };
    for (const { id, settings } of list) {
      const added = await host.call('AddNewBackend', { type_id: id });
      expect(added.type).toBe(id);
      expect(added.settings).toEqual(
        Object.fromEntries(settings.map((setting) => [setting.name, setting.default])),
      );
    }
  });

  it('a secret that is set is shown as TAB and <secret>, an unset one as an empty text', async (context) => {
    const { host, backends } = await openHost(context);
    expect((await backends.add()).settings.ApiKey).toBe('');
    expect((await backends.add({ ApiKey: 'top-secret' })).settings.ApiKey).toBe('\t<secret>');
    expect((await backends.edit(1, { settings: {} })).settings.ApiKey).toBe('\t<secret>');
    expect((await backends.one(1)).settings.ApiKey).toBe(SECRET_MASK);
    expect((await backends.full(1)).settings.ApiKey).toBe('\t<secret>');
    await host.reopen();
    expect((await backends.one(1)).settings.ApiKey).toBe('\t<secret>');
  });

  it('modcount is 0 when added, grows by one with each edit and by nothing else, and outlives a restart', async (context) => {
    const { host, backends } = await openHost(context);
    expect((await backends.addResting()).modcount).toBe(0);
    expect((await backends.edit(0, { settings: {}, title: 'a' })).modcount).toBe(1);
    expect((await backends.edit(0, { settings: { Count: 2 } })).modcount).toBe(2);
    await backends.toggle(0, true);
    await backends.running(0);
    await backends.restart();
    await backends.running(0);
    expect((await backends.one(0)).modcount).toBe(2);
    await host.call('EditBackend', { backend_id: 0, settings: { Count: 'many' } });
    expect((await backends.one(0)).modcount).toBe(2);
    await host.reopen();
    expect((await backends.one(0)).modcount).toBe(2);
  });

  it('features are those of the live backend', async (context) => {
    const { backends } = await openHost(context);
    expect((await backends.addRunning()).features).toEqual(['fake']);
    await backends.toggle(0, false);
    expect((await backends.one(0)).features).toEqual([]);
  });

  it('enabled is what the user wants, whatever happens, and outlives a restart', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.add({ Flags: '--exit-before-ready 3' });
    await backends.addResting();
    await backends.until(0, 'has failed', ({ restarts }) => restarts > 0);
    const wishes = async () => Object.values(await backends.list()).map(({ enabled }) => enabled);
    expect(await wishes()).toEqual([true, false]);
    await host.reopen();
    expect(await wishes()).toEqual([true, false]);
    await backends.until(0, 'is started again', ({ restarts }) => restarts > 0);
    expect(await backends.one(1)).toMatchObject({ status: 'disabled' });
  });

  it('title is empty when unset, and kept as it was given, but for characters that turn the text around', async (context) => {
    const { host, backends } = await openHost(context);
    expect((await backends.addResting()).title).toBe('');
    const title = 'Ünïcode <b>&amp;</b> and 🦙';
    const given = title.replace('and', '\u202eand');
    expect((await backends.edit(0, { settings: {}, title: given })).title).toBe(title);
    await host.reopen();
    expect((await backends.one(0)).title).toBe(title);
  });

  it('max_usages is how many requests it takes at the same time', async (context) => {
    const { backends } = await openHost(context);
    expect(await backends.addResting()).toMatchObject({ max_usages: 1, can_load_models: true });
    expect(await backends.edit(0, { settings: { Count: 4 } })).toMatchObject({ max_usages: 4 });
  });

  it('a backend that was never used says 0 seconds and "Never"', async (context) => {
    const { backends } = await openHost(context);
    expect(await backends.add()).toMatchObject({ seconds_since_used: 0, time_since_used: 'Never' });
  });

  it('current_model is there with full_data only: a text when running, else null', async (context) => {
    const { backends } = await openHost(context);
    await backends.addResting();
    expect((await backends.full(0)).current_model).toBeNull();
    await backends.toggle(0, true);
    expect((await backends.running(0)).current_model).toBe('fake-model');
    expect(await backends.one(0)).not.toHaveProperty('current_model');
  });

  it('full_data adds pid, port, address and started_at of a live worker, its GPUs and its restarts', async (context) => {
    const { backends } = await openHost(context);
    const full = await backends.addRunning({ GPU_ID: '0,2' });
    expect(full).toMatchObject({
      pid: expect.any(Number),
      port: expect.any(Number),
      address: `http://127.0.0.1:${full.port}`,
      started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      restarts: 0,
      gpu: ['0', '2'],
      phase: 'running',
    });
    expect(await (await fetch(`${full.address}/pid`)).text()).toBe(String(full.pid));
    await backends.toggle(0, false);
    const resting = await backends.full(0);
    for (const name of ['pid', 'port', 'address', 'gpu']) expect(resting).not.toHaveProperty(name);
  });

  it('tells while it loads how far it has come, by what its worker prints, and how long that usually takes', async (context) => {
    const { host, backends } = await openHost(context);
    const recording = join(import.meta.dirname, '../../recordings/progress/tqdm-4.70.1-shards.txt');
    await backends.addRunning();
    await backends.edit(0, { settings: { Flags: `--load-ms 60000 --replay ${recording}` } });
    const early = await backends.until(0, 'has a bar', ({ progress }) => (progress?.fraction ?? 0) > 0.2);
    expect(early.progress?.line).toContain('Loading checkpoint shards:');
    expect(early.progress, 'the start before had other settings').not.toHaveProperty('usual_seconds');
    await backends.until(0, 'comes further', ({ progress }) => (progress?.fraction ?? 0) > 0.5);

    await backends.edit(0, { settings: { Flags: '--load-ms 1500' } });
    const running = await backends.until(0, 'is ready', ({ status }) => status === 'running');
    expect(running).not.toHaveProperty('progress');
    await host.call('RestartBackends', { backend: '0' });
    const again = await backends.until(0, 'loads again', ({ progress }) => progress !== undefined);
    expect(again.progress?.usual_seconds).toBeGreaterThan(0);
  });

  it('full_data has what it does while loading', async (context) => {
    const { backends } = await openHost(context);
    await backends.add({ Flags: '--load-ms 60000' });
    const loading = await backends.until(0, 'says so', ({ load_status }) => load_status !== undefined);
    expect(loading).toMatchObject({ status: 'loading', load_status: 'Loading the fake model' });
  });

  it('full_data has why a backend is not set up yet: code, message and hint', async (context) => {
    const { host, backends } = await openHost(context);
    await host.call('AddNewBackend', { type_id: 'command', title: 'Flux' });
    const { error } = await backends.unconfigured(0);
    expect(error).toMatchObject({
      code: 'setting_required',
      message: 'Backend 0 "Flux" cannot start: Program is empty.',
      hint: 'Open its settings and fill in Program.',
    });
  });

  it('full_data has why a backend is errored: code, message and hint', async (context) => {
    const { host, backends } = await openHost(context);
    const Command = '/no/such/program';
    await host.call('AddNewBackend', { type_id: 'command', title: 'Flux', settings: { Command } });
    const { error } = await backends.errored(0);
    expect(error).toMatchObject({
      code: 'command_not_found',
      message: `Backend 0 "Flux" cannot start: there is no program '${Command}'.`,
      hint: expect.stringContaining('full path'),
    });
  });

  it('is on disk as it is listed, before the reply', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.add({ Count: 3, Names: ['a', 'b'] }, { title: 'kept' });
    expect(await stored(host)).toMatchObject([
      { id: 0, type: 'fake', title: 'kept', enabled: true, settings: { Count: 3, Names: ['a', 'b'] } },
    ]);
    await backends.edit(0, { settings: { Count: 4 }, new_id: 5 });
    expect(await stored(host)).toMatchObject([{ id: 5, modcount: 1, settings: { Count: 4 } }]);
    await backends.toggle(5, false);
    expect(await stored(host)).toMatchObject([{ enabled: false }]);
    await backends.delete(5);
    expect(await stored(host)).toEqual([]);
  });
});

async function stored(host: ContractHost): Promise<unknown[]> {
  return (JSON.parse(await fileOf(host)) as { backends: unknown[] }).backends;
}
