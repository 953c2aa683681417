/** Contract, section 2: the eight operations, clause by clause. */
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { Backends } from '../../testkit/backends.ts';
import { canSeeWorkers, isRunning, workersOf } from '../../testkit/processes.ts';
import {
  type ContractHost,
  expectNothingChanged,
  fileOf,
  type OpenHost,
  openForTest,
  settled,
} from '../hosts/contract-host.ts';

const SETTING_TYPES = ['text', 'integer', 'decimal', 'boolean', 'dropdown', 'list', 'group'];

export function describeOperations(openHost: OpenHost): void {
  const open = ({ onTestFinished }: TestContext) => openForTest(openHost, undefined, onTestFinished);

  describe.concurrent('ListBackendTypes', () => {
    it('lists the types, each with id, name, description, settings and is_standard', async (context) => {
      const { host } = await open(context);
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
      const { host } = await open(context);
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

    it('tells bounds, formats, names of choices, and which settings are secret', async (context) => {
      const { host } = await open(context);
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
      const { host } = await open(context);
      expect(await host.call('ListBackends')).toEqual({});
    });

    it('is in order of id, also after one was moved', async (context) => {
      const { host, backends } = await open(context);
      for (let n = 0; n < 3; n++) await backends.addResting();
      await backends.edit(0, { settings: {}, new_id: 20 });
      await backends.addResting();
      expect(Object.keys(await host.call('ListBackends'))).toEqual(['1', '2', '20', '21']);
    });

    it('accepts nonreal, as boolean and as text, and adds nothing where no backend has children', async (context) => {
      const { host, backends } = await open(context);
      await backends.addResting();
      for (const nonreal of [true, false, 'true', 'False'])
        expect(Object.keys(await host.call('ListBackends', { nonreal }))).toEqual(['0']);
    });

    it('accepts full_data as boolean and as text', async (context) => {
      const { host, backends } = await open(context);
      await backends.addResting();
      for (const full_data of [true, 'true', 'TRUE'])
        expect((await host.call('ListBackends', { full_data }))['0']).toHaveProperty('current_model');
      for (const full_data of [false, 'false', null])
        expect((await host.call('ListBackends', { full_data }))['0']).not.toHaveProperty('current_model');
    });
  });

  describe.concurrent('AddNewBackend', () => {
    it("answers with a backend that has its type's defaults, is enabled and waits", async (context) => {
      const { host } = await open(context);
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
      const { host, backends } = await open(context);
      await host.call('AddNewBackend', { type_id: 'fake' });
      await backends.running(0);
    });

    it('refuses an unknown type in the words of the reference', async (context) => {
      const { host } = await open(context);
      expect(await host.call('AddNewBackend', { type_id: 'nonsense' })).toMatchObject({
        error: 'Invalid backend type: nonsense',
      });
      expect(await host.call('ListBackends')).toEqual({});
    });

    it('refuses a call without a type in the words of the reference', async (context) => {
      const { host } = await open(context);
      expect(await host.call('AddNewBackend')).toMatchObject({
        error: "Missing required parameter 'type_id'",
      });
    });

    it('takes a title and settings of our own', async (context) => {
      const { host } = await open(context);
      expect(
        await host.call('AddNewBackend', { type_id: 'fake', title: 'Mine', settings: { Count: '7' } }),
      ).toMatchObject({ title: 'Mine', settings: { Count: 7, Mode: 'slow' } });
    });

    it('ignores parameters it does not know', async (context) => {
      const { host } = await open(context);
      expect(await host.call('AddNewBackend', { type_id: 'fake', colour: 'red' })).toMatchObject({ id: 0 });
    });
  });

  describe.concurrent('EditBackend', () => {
    it.for<[string, object]>([
      ['settings beside backend_id', { settings: { Count: 5 } }],
      ['settings inside raw_inp', { raw_inp: { settings: { Count: 5 } } }],
      ['raw_inp as the settings themselves', { raw_inp: { Count: 5 } }],
    ])('takes %s', async ([_, input], context) => {
      const { backends } = await open(context);
      await backends.addResting({ Mode: 'fast' });
      expect(await backends.edit(0, input)).toMatchObject({ settings: { Count: 5, Mode: 'fast' } });
      expect(await backends.one(0)).toMatchObject({ settings: { Count: 5, Mode: 'fast' } });
    });

    it('keeps the value of a setting that is left out', async (context) => {
      const { backends } = await open(context);
      const before = await backends.addResting({ Count: 3, Notes: 'a\nb', Names: ['x'], Ratio: 0.25 });
      const after = await backends.edit(0, { settings: { Mode: 'fast' } });
      expect(after.settings).toEqual({ ...before.settings, Mode: 'fast' });
    });

    it('keeps a secret that comes back masked, and one that is left out', async (context) => {
      const { host, backends } = await open(context);
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
      const { backends } = await open(context);
      await backends.addResting({ ApiKey: 'one' });
      expect((await backends.edit(0, { settings: { ApiKey: 'two' } })).settings.ApiKey).toBe('\t<secret>');
      await backends.toggle(0, true);
      const { address } = await backends.running(0);
      expect(await (await fetch(`${address}/env`)).json()).toMatchObject({ FAKE_API_KEY: 'two' });
      expect((await backends.edit(0, { settings: { ApiKey: '' } })).settings.ApiKey).toBe('');
    });

    it('never carries a stored secret to another server with an edit of the address, in no shape of the call', async (context) => {
      const { host, backends } = await open(context);
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
              error:
                'Address now names another server, and the stored Authorization header must not be sent there unseen.',
            });
          });
      const stays = { Address: `${Address}/v1`, AuthorizationHeader: '\t<secret>' };
      expect((await backends.edit(0, { settings: stays })).settings).toMatchObject(stays);
      const typed = { Address: 'https://two.example', AuthorizationHeader: 'another' };
      expect((await backends.edit(0, { settings: typed })).settings.AuthorizationHeader).toBe('\t<secret>');
    });

    it('coerces: "3" is a number, "true" a boolean, lines are a list', async (context) => {
      const { backends } = await open(context);
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
      const { backends } = await open(context);
      const { pid } = await backends.addRunning();
      const reply = await backends.edit(0, { settings: { Mode: 'fast' } });
      expect(reply.status).toBe('waiting');
      const after = await backends.until(
        0,
        'runs anew',
        (now) => now.status === 'running' && now.pid !== pid,
      );
      expect(after.settings.Mode).toBe('fast');
      expect(isRunning(pid as number)).toBe(false);
    });

    it.for<[string, object]>([
      ['the title alone', { title: 'New name', settings: {} }],
      ['a setting that needs no restart', { settings: { Notes: 'changed', AutoRestart: false } }],
      ['settings sent back as they are', { settings: { Count: 1, Mode: 'slow', Names: [] } }],
      ['the id alone', { settings: {}, new_id: 0 }],
    ])('keeps the live worker where %s changes', async ([_, input], context) => {
      const { backends } = await open(context);
      const { pid, started_at } = await backends.addRunning();
      expect(await backends.edit(0, input)).toMatchObject({ status: 'running', modcount: 1 });
      expect(await backends.full(0)).toMatchObject({ status: 'running', pid, started_at });
    });

    it('keeps the live worker where it moves to another id', async (context) => {
      const { backends } = await open(context);
      const { pid } = await backends.addRunning();
      await backends.edit(0, { settings: {}, new_id: 4 });
      expect(await backends.full(4)).toMatchObject({ id: 4, status: 'running', pid });
    });

    it('queues a start of an errored backend', async (context) => {
      const { host, backends } = await open(context);
      await host.call('AddNewBackend', { type_id: 'command' });
      await backends.errored(0);
      await backends.edit(0, {
        settings: { Command: process.execPath, Arguments: '-e "setInterval(Object,1e4)"' },
      });
      await backends.running(0);
    });

    it('leaves a disabled backend disabled', async (context) => {
      const { backends } = await open(context);
      await backends.addResting();
      expect(await backends.edit(0, { settings: { Mode: 'fast' } })).toMatchObject({ status: 'disabled' });
      // Had it queued a start, this one, queued after it, would not be the first to run.
      await backends.addRunning();
      expect(await backends.one(0)).toMatchObject({ status: 'disabled', enabled: false });
    });

    it('moves the backend to another free id, with its log, and the old one is free', async (context) => {
      const { host, backends } = await open(context);
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
      const { backends } = await open(context);
      await backends.addResting();
      await backends.addResting();
      await backends.delete(0);
      expect(await backends.edit(1, { settings: {}, new_id: 0 })).toMatchObject({ id: 0 });
    });

    it('takes new_id -1, which clients of the reference send, for "keep it"', async (context) => {
      const { backends } = await open(context);
      await backends.addResting();
      expect(await backends.edit(0, { settings: {}, new_id: -1 })).toMatchObject({ id: 0 });
    });

    it('refuses a new_id that is taken in the words of the reference, and changes nothing', async (context) => {
      const { host, backends } = await open(context);
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
      const { host, backends } = await open(context);
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
      const { host, backends } = await open(context);
      await backends.addResting();
      await expectNothingChanged(host, async () => {
        const reply = await host.call('EditBackend', { backend_id: 0, ...input });
        expect(reply).toMatchObject({ error: 'Missing settings.' });
      });
    });

    it('refuses an unknown id in the words of the reference', async (context) => {
      const { host } = await open(context);
      expect(await host.call('EditBackend', { backend_id: 99, settings: {} })).toMatchObject({
        error: 'Invalid backend ID 99',
      });
    });

    it('refuses a call without an id in the words of the reference', async (context) => {
      const { host } = await open(context);
      expect(await host.call('EditBackend', { settings: {} })).toMatchObject({
        error: "Missing required parameter 'backend_id'",
      });
    });
  });

  describe.concurrent('DeleteBackend', () => {
    it('answers "Deleted." once the process is gone, and "Already didn\'t exist." afterwards', async (context) => {
      const { host, backends } = await open(context);
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
      const { host, backends } = await open(context);
      const { pid } = await backends.addRunning();
      await backends.addResting();
      await backends.delete(1);
      expect(await backends.full(0)).toMatchObject({ status: 'running', pid });
      await host.reopen();
      expect(Object.keys(await backends.list())).toEqual(['0']);
    });

    it('calls off a start that is under way, and leaves no process of it', async (context) => {
      const { host, backends } = await open(context);
      await backends.add({ Flags: '--load-ms 60000' });
      const { pid } = await backends.until(0, 'loads', (now) => now.pid !== undefined);
      expect(await backends.delete(0)).toEqual({ result: 'Deleted.' });
      expect(isRunning(pid as number)).toBe(false);
      if (canSeeWorkers) expect(workersOf(host.dataDir)).toEqual([]);
    });

    it('calls off a start in the very moment in which it begins', async (context) => {
      const { host, backends } = await open(context);
      for (let round = 0; round < 5; round++) {
        const { id } = await backends.add();
        expect(await backends.delete(id)).toEqual({ result: 'Deleted.' });
        expect(workersOf(host.dataDir)).toEqual([]);
      }
    });

    it('a second call while the first is under way joins it: both answer once the process is gone', async (context) => {
      const { backends } = await open(context);
      const { pid } = await backends.addRunning({ Flags: '--ignore-term', StopSeconds: 0.5 });
      const first = backends.delete(0);
      const second = backends.delete(0).then((reply) => ({ reply, alive: isRunning(pid as number) }));
      expect(await second).toEqual({ reply: { result: 'Deleted.' }, alive: false });
      expect(await first).toEqual({ result: 'Deleted.' });
    });
  });

  describe.concurrent('ToggleBackend', () => {
    it('off answers "Success." once the process is gone; the status is then disabled', async (context) => {
      const { host, backends } = await open(context);
      const { pid } = await backends.addRunning();
      expect(await host.call('ToggleBackend', { backend_id: 0, enabled: false })).toEqual({
        result: 'Success.',
      });
      expect(isRunning(pid as number)).toBe(false);
      expect(await backends.one(0)).toMatchObject({ status: 'disabled', enabled: false });
    });

    it('on answers "Success." and queues a start', async (context) => {
      const { host, backends } = await open(context);
      await backends.addResting();
      expect(await host.call('ToggleBackend', { backend_id: 0, enabled: 'true' })).toEqual({
        result: 'Success.',
      });
      expect(await backends.one(0)).toMatchObject({ enabled: true });
      await backends.running(0);
    });

    it('answers "No change." where it is so already, and keeps the live worker', async (context) => {
      const { host, backends } = await open(context);
      const { pid } = await backends.addRunning();
      await backends.addResting();
      for (const [backend_id, enabled] of [
        [0, true],
        [1, false],
      ])
        expect(await host.call('ToggleBackend', { backend_id, enabled })).toEqual({ result: 'No change.' });
      expect(await backends.full(0)).toMatchObject({ status: 'running', pid });
    });

    it('outlives a restart', async (context) => {
      const { host, backends } = await open(context);
      await backends.addResting();
      await host.reopen();
      expect(await backends.one(0)).toMatchObject({ enabled: false, status: 'disabled' });
      await backends.toggle(0, true);
      await host.reopen();
      await backends.running(0);
    });

    it.for(['waiting for its next try', 'loading', 'errored'])(
      'switches off one that is %s',
      async (state, context) => {
        const { host, backends } = await open(context);
        const flags = state === 'loading' ? '--load-ms 60000' : '--exit-before-ready 1';
        if (state === 'errored') await host.call('AddNewBackend', { type_id: 'command' });
        else await backends.add({ Flags: flags });
        if (state === 'errored') await backends.errored(0);
        else if (state === 'loading') await backends.until(0, 'loads', (now) => now.pid !== undefined);
        else await backends.until(0, 'waits', (now) => now.next_step?.kind === 'retry');
        expect(await backends.toggle(0, false)).toEqual({ result: 'Success.' });
        const after = await backends.full(0);
        expect(after).toMatchObject({ status: 'disabled', restarts: 0 });
        expect(after).not.toHaveProperty('error');
        expect(after).not.toHaveProperty('next_step');
      },
    );

    it('refuses an unknown id in the words of the reference', async (context) => {
      const { host } = await open(context);
      expect(await host.call('ToggleBackend', { backend_id: 3, enabled: true })).toMatchObject({
        error: 'Invalid backend ID 3',
      });
    });

    it('refuses a call without enabled in the words of the reference', async (context) => {
      const { host, backends } = await open(context);
      await backends.addResting();
      expect(await host.call('ToggleBackend', { backend_id: 0 })).toMatchObject({
        error: "Missing required parameter 'enabled'",
      });
    });
  });

  describe.concurrent('RestartBackends', () => {
    it('restarts and counts the running and the errored ones, and skips the others', async (context) => {
      const { host, backends } = await open(context);
      const first = await backends.addRunning();
      await host.call('AddNewBackend', { type_id: 'command' });
      await backends.errored(1);
      await backends.addResting();
      await backends.add({ Flags: '--load-ms 60000' });
      const loading = await backends.until(3, 'loads', (now) => now.pid !== undefined);
      await backends.add({ Flags: '--exit-before-ready 1' });
      await backends.until(4, 'waits for long', (now) => now.restarts >= 3 && now.next_step !== undefined);

      expect(await host.call('RestartBackends')).toEqual({ result: 'Success.', count: 2 });
      await backends.until(0, 'runs anew', (now) => now.status === 'running' && now.pid !== first.pid);
      expect(await backends.one(2)).toMatchObject({ status: 'disabled' });
      expect(await backends.full(3)).toMatchObject({ status: 'loading', pid: loading.pid });
    });

    it('restarts one alone', async (context) => {
      const { host, backends } = await open(context);
      const [first, second] = [await backends.addRunning(), await backends.addRunning()];
      expect(await host.call('RestartBackends', { backend: 1 })).toEqual({ result: 'Success.', count: 1 });
      await backends.until(1, 'runs anew', (now) => now.status === 'running' && now.pid !== second.pid);
      expect(await backends.full(0)).toMatchObject({ status: 'running', pid: first.pid });
    });

    it('counts 0 where there is nothing to restart', async (context) => {
      const { host, backends } = await open(context);
      expect(await host.call('RestartBackends', { backend: 'all' })).toEqual({
        result: 'Success.',
        count: 0,
      });
      await backends.addResting();
      expect(await host.call('RestartBackends', { backend: 0 })).toEqual({ result: 'Success.', count: 0 });
    });

    it('refuses an unknown id in words', async (context) => {
      const { host } = await open(context);
      expect(await host.call('RestartBackends', { backend: 8 })).toMatchObject({
        error: 'Invalid backend ID 8',
      });
    });
  });

  describe.concurrent('FreeBackendMemory', () => {
    it('answers false and 0 where none is running', async (context) => {
      const { host, backends } = await open(context);
      expect(await host.call('FreeBackendMemory')).toMatchObject({ result: false, count: 0 });
      await backends.addResting();
      expect(await host.call('FreeBackendMemory', { backend: 0 })).toMatchObject({ result: false, count: 0 });
    });

    it('asks the running ones, and counts those that did free memory', async (context) => {
      const { host, backends } = await open(context);
      await backends.addRunning();
      await backends.addRunning();
      await backends.addResting();
      await host.call('AddNewBackend', {
        type_id: 'command',
        settings: { Command: process.execPath, Arguments: '-e "setInterval(Object,1e4)"' },
      });
      await backends.running(3);
      expect(await host.call('FreeBackendMemory', { system_ram: true })).toMatchObject({
        result: true,
        count: 2,
        freed: [
          { id: 0, ok: true },
          { id: 1, ok: true },
          { id: 3, ok: false, message: expect.any(String) },
        ],
      });
      expect(await host.call('FreeBackendMemory', { system_ram: 'true', backend: '1' })).toMatchObject({
        result: true,
        count: 1,
      });
    });

    it('keeps the live worker', async (context) => {
      const { host, backends } = await open(context);
      const { pid } = await backends.addRunning();
      await host.call('FreeBackendMemory');
      expect(await backends.full(0)).toMatchObject({ status: 'running', pid });
    });

    it('refuses an unknown id in words', async (context) => {
      const { host } = await open(context);
      expect(await host.call('FreeBackendMemory', { backend: 8 })).toMatchObject({
        error: 'Invalid backend ID 8',
      });
    });
  });

  describe('locked settings', () => {
    let host: ContractHost;
    let backends: Backends;
    beforeAll(async () => {
      host = await openHost();
      backends = new Backends(host);
      for (let n = 0; n < 3; n++) await backends.addResting();
      await backends.toggle(0, true);
      await backends.delete(2);
      await host.reopen({ locked: true });
      await settled(host);
    });
    afterAll(async () => {
      await host.close();
      await host.dispose();
    });

    it.each([
      ['AddNewBackend', { type_id: 'fake' }],
      ['EditBackend', { backend_id: 0, title: 'x', settings: { Count: 2 } }],
      ['EditBackend', { backend_id: 1, settings: {}, new_id: 9 }],
      ['DeleteBackend', { backend_id: 0 }],
      ['ToggleBackend', { backend_id: 0, enabled: false }],
      ['ToggleBackend', { backend_id: 1, enabled: true }],
      ['RestartBackends', {}],
      ['RestartBackends', { backend: 0 }],
      ['RestoreBackend', { backend_id: 2 }],
      ['RetryBackendNow', { backend_id: 1 }],
    ])('%s %j is refused in the words of the reference, and nothing is changed', async (operation, input) => {
      await expectNothingChanged(host, async () => {
        expect(await host.call(operation, input)).toMatchObject({ error: 'Settings are locked.' });
      });
    });

    it.each([
      'ListBackendTypes',
      'ListBackends',
      'FreeBackendMemory',
      'GetCurrentStatus',
      'GetServerResourceInfo',
      'ListDeletedBackends',
      'BrowseFolder',
    ])('%s still answers', async (operation) => {
      expect(await host.call(operation)).not.toHaveProperty('error');
    });

    it('backends that are enabled run, and their logs can be read', async () => {
      expect(await backends.one(0)).toMatchObject({ status: 'running' });
      expect(await backends.log(0)).not.toHaveLength(0);
    });
  });
}
