/** ListBackendTypes, ListBackends and AddNewBackend. */
import { describe, expect, it } from 'vitest';
import { openHost } from '../hosts/http-host.ts';

const SETTING_TYPES = ['text', 'integer', 'decimal', 'boolean', 'dropdown', 'list', 'group'];

describe.concurrent('ListBackendTypes', () => {
  it('lists the types, each with id, name, description, settings and is_standard', async (context) => {
    const { host } = await openHost(context);
    const { list } = (await host.call('ListBackendTypes')) as { list: Record<string, unknown>[] };
    expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining(['fake', 'localllama', 'command']));
    for (const type of list)
      expect(type).toMatchObject({
        id: expect.any(String),
        name: expect.any(String),
        description: expect.any(String),
        settings: expect.any(Array),
        is_standard: expect.any(Boolean),
      });
    expect(list.find(({ id }) => id === 'fake')?.is_standard).toBe(false);
    expect(list.find(({ id }) => id === 'localllama')?.is_standard).toBe(true);
  });

  it('describes each setting: name, type, description, placeholder, is_secret, values and value_names', async (context) => {
    const { host } = await openHost(context);
    const { list } = (await host.call('ListBackendTypes')) as {
      list: { settings: Record<string, unknown>[] }[];
    };
    for (const setting of list.flatMap(({ settings }) => settings)) {
      expect(setting).toMatchObject({
        name: expect.any(String),
        type: expect.any(String),
        description: expect.any(String),
        placeholder: expect.any(String),
        is_secret: expect.any(Boolean),
        required: expect.any(Boolean),
        advanced: expect.any(Boolean),
        requires_restart: expect.any(Boolean),
      });
      expect(SETTING_TYPES).toContain(setting.type);
      expect(setting).toHaveProperty('default');
      if (setting.type === 'dropdown') expect(setting.values).toContain(setting.default);
      else expect(setting).toMatchObject({ values: null, value_names: null });
    }
  });

  it('has bounds, formats, names of choices, and which settings are secret', async (context) => {
    const { host } = await openHost(context);
    const { list } = (await host.call('ListBackendTypes')) as {
      list: { id: string; settings: { name: string }[] }[];
    };
    const fake = list.find(({ id }) => id === 'fake');
    const setting = (wanted: string) => fake?.settings.find(({ name }) => name === wanted);
    expect(setting('Count')).toMatchObject({ type: 'integer', min: 1, max: 10, default: 1 });
    expect(setting('Ratio')).toMatchObject({ type: 'decimal', step: 0.1 });
    expect(setting('Mode')).toMatchObject({
      values: ['slow', 'fast', 'fastest'],
      value_names: ['Slow and sure', 'Fast', 'As fast as it goes'],
    });
    expect(setting('ApiKey')).toMatchObject({ type: 'text', is_secret: true });
    expect(setting('Folder')).toMatchObject({ format: 'path-dir' });
  });
});

describe.concurrent('ListBackends', () => {
  it('is an empty object without backends', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('ListBackends')).toEqual({});
  });

  it('is in order of id, also after one was moved', async (context) => {
    const { host, backends } = await openHost(context);
    for (let n = 0; n < 3; n++) await backends.addResting();
    await backends.edit(0, { settings: {}, new_id: 20 });
    await backends.addResting();
    expect(Object.keys(await host.call('ListBackends'))).toEqual(['1', '2', '20', '21']);
  });

  it('accepts nonreal, as boolean and as text, and adds nothing where no backend has children', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    for (const nonreal of [true, false, 'true', 'False'])
      expect(Object.keys(await host.call('ListBackends', { nonreal }))).toEqual(['0']);
  });

  it('accepts full_data as boolean and as text', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    for (const full_data of [true, 'true', 'TRUE'])
      expect((await host.call('ListBackends', { full_data }))['0']).toHaveProperty('current_model');
    for (const full_data of [false, 'false', null])
      expect((await host.call('ListBackends', { full_data }))['0']).not.toHaveProperty('current_model');
  });
});

describe.concurrent('AddNewBackend', () => {
  it("answers with a backend that has its type's defaults, is enabled and waits", async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('AddNewBackend', { type_id: 'fake' })).toMatchObject({
      type: 'fake',
      status: 'waiting',
      enabled: true,
      title: '',
      modcount: 0,
      settings: { Flags: '', Count: 1, Mode: 'slow', Names: [], ApiKey: '', AutoRestart: true },
    });
  });

  it('queues its start, so that it comes to run by itself', async (context) => {
    const { host, backends } = await openHost(context);
    await host.call('AddNewBackend', { type_id: 'fake' });
    await backends.running(0);
  });

  it('refuses an unknown type with the message of SwarmUI', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('AddNewBackend', { type_id: 'nonsense' })).toMatchObject({
      error: 'Invalid backend type: nonsense',
    });
    expect(await host.call('ListBackends')).toEqual({});
  });

  it('refuses a call without a type with the message of SwarmUI', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('AddNewBackend')).toMatchObject({
      error: "Missing required parameter 'type_id'",
    });
  });

  it('takes a title and settings of our own', async (context) => {
    const { host } = await openHost(context);
    expect(
      await host.call('AddNewBackend', { type_id: 'fake', title: 'Mine', settings: { Count: '7' } }),
    ).toMatchObject({ title: 'Mine', settings: { Count: 7, Mode: 'slow' } });
  });

  it('ignores parameters it does not know', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('AddNewBackend', { type_id: 'fake', colour: 'red' })).toMatchObject({ id: 0 });
  });
});
