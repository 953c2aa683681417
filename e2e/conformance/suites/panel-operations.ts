/** The operations that the panel needs beyond the eight (contract, section 6, and shared/operations.ts). */
import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { coerceSetting } from '../../../shared/coerce-setting.ts';
import type { OperationOutput } from '../../../shared/operations.ts';
import type { Line } from '../../testkit/backends.ts';
import { eventually } from '../../testkit/eventually.ts';
import { type ContractHost, type OpenHost, openForTest } from '../hosts/contract-host.ts';

const preferencesOf = async (host: ContractHost) =>
  (await host.call('GetPreferences')) as OperationOutput<'GetPreferences'>;

export function describePanelOperations(openHost: OpenHost): void {
  const open = ({ onTestFinished }: TestContext) => openForTest(openHost, undefined, onTestFinished);

  describe.concurrent('RestoreBackend', () => {
    it('brings a deleted backend back under its id, with title, settings, secret and modcount', async (context) => {
      const { host, backends } = await open(context);
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
      const { host, backends } = await open(context);
      await backends.addRunning();
      await backends.toggle(0, false);
      const log = await backends.log(0);
      await backends.delete(0);
      expect(await host.call('RestoreBackend', { backend_id: '0' })).toMatchObject({ status: 'disabled' });
      expect((await backends.log(0)).slice(0, log.length)).toEqual(log);
    });

    it('works across a restart, and at once after a deletion that is still under way', async (context) => {
      const { host, backends } = await open(context);
      await backends.addResting();
      await backends.delete(0);
      await host.reopen();
      expect(await host.call('RestoreBackend', { backend_id: 0 })).toMatchObject({ id: 0 });
      await backends.addRunning({ Flags: '--ignore-term', StopSeconds: 0.5 });
      const deletion = backends.delete(1);
      await backends.until(1, 'is stopping', ({ phase }) => phase === 'stopping');
      expect(await host.call('RestoreBackend', { backend_id: 1 })).toMatchObject({ id: 1 });
      await deletion;
      await backends.running(1);
    });

    it('refuses what was not deleted, and what was brought back already, in words', async (context) => {
      const { host, backends } = await open(context);
      await backends.addResting();
      const refused = {
        error: 'Backend 0 cannot be brought back: it is not among the recently deleted ones.',
      };
      expect(await host.call('RestoreBackend', { backend_id: 0 })).toMatchObject(refused);
      await backends.delete(0);
      const replies = await Promise.all([1, 2].map(() => host.call('RestoreBackend', { backend_id: 0 })));
      expect(replies.filter((reply) => 'error' in reply)).toHaveLength(1);
    });

    it('refuses where another backend has its id by now', async (context) => {
      const { host, backends } = await open(context);
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
      const { host, backends } = await open(context);
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
      const { host, backends } = await open(context);
      await Promise.all(Array.from({ length: 22 }, () => host.call('AddNewBackend', { type_id: 'command' })));
      for (let id = 0; id < 22; id++) await backends.delete(id);
      const { list } = (await host.call('ListDeletedBackends')) as OperationOutput<'ListDeletedBackends'>;
      expect(list.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, n) => 21 - n));
    });
  });

  describe.concurrent('DiscoverBackends', () => {
    it('answers with what is not managed yet, and adds nothing, also while settings are locked', async (context) => {
      for (const locked of [false, true]) {
        const { host } = await openForTest(openHost, { locked }, context.onTestFinished);
        // These hosts look nowhere: the machine that runs the tests may have engines.
        expect(await host.call('DiscoverBackends')).toEqual({ list: [] });
        expect(await host.call('ListBackends')).toEqual({});
      }
    });
  });

  describe.concurrent('RetryBackendNow', () => {
    it('starts a backend at once that waits for its next try', async (context) => {
      const { host, backends } = await open(context);
      await backends.add({ Flags: '--exit-before-ready 1' });
      await backends.until(0, 'waits for long', (now) => now.restarts >= 3 && now.next_step !== undefined);
      expect(await host.call('RetryBackendNow', { backend_id: 0 })).toEqual({ result: 'Success.' });
      // What the user wants begins the count anew.
      await backends.until(0, 'is started', (now) => now.restarts < 3);
    });

    it('refuses where there is nothing to retry, in words', async (context) => {
      const { host, backends } = await open(context);
      await backends.addResting({}, { title: 'Flux' });
      expect(await host.call('RetryBackendNow', { backend_id: 0 })).toMatchObject({
        error: 'Backend 0 "Flux" is not waiting to be started again.',
      });
      expect(await host.call('RetryBackendNow', { backend_id: 5 })).toMatchObject({
        error: 'Invalid backend ID 5',
      });
    });
  });

  describe.concurrent('GetBackendLog', () => {
    it("holds what the worker printed and the program's own remarks, in order, each line numbered", async (context) => {
      const { host, backends } = await open(context);
      await backends.addRunning({ Flags: '--stderr "a word on stderr" --ready-line' });
      const { lines, file } = (await eventually('the log is complete', async () => {
        const reply = await host.call('GetBackendLog', { backend_id: 0 });
        return JSON.stringify(reply).includes('READY') && reply;
      })) as OperationOutput<'GetBackendLog'>;
      expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
      expect(lines).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ stream: 'host', text: 'Starting.' }),
          expect.objectContaining({ stream: 'err', text: 'a word on stderr' }),
          expect.objectContaining({ stream: 'out', text: expect.stringMatching(/^READY \d+$/) }),
        ]),
      );
      expect(dirname(file)).toBe(join(host.dataDir, 'logs'));
    });

    it('gives the latest lines by limit, older ones by before, and some by search whatever their case', async (context) => {
      const { host, backends } = await open(context);
      await backends.addRunning({ Flags: '--flood 0 --flood-lines 500' });
      await eventually('all is printed', async () =>
        (await backends.log(0)).some(({ text }) => text === 'FLOOD ENDED'),
      );
      const read = async (input: object) => {
        const reply = await host.call('GetBackendLog', { backend_id: 0, ...input });
        return (reply as OperationOutput<'GetBackendLog'>).lines;
      };
      const all = await read({});
      const last = all.at(-1)?.seq as number;
      expect(all.length).toBeGreaterThan(500);
      expect((await read({ limit: 3 })).map(({ seq }) => seq)).toEqual([last - 2, last - 1, last]);
      expect((await read({ limit: 2, before: 10 })).map(({ seq }) => seq)).toEqual([8, 9]);
      expect((await read({ search: 'flood ended' })).map(({ text }) => text)).toEqual(['FLOOD ENDED']);
      expect(await read({ search: 'no such words' })).toEqual([]);
    });

    it('outlives a stop and a restart of the program', async (context) => {
      const { host, backends } = await open(context);
      await backends.addRunning({ Flags: '--stderr "a word of the first life"' });
      await eventually('it is in the log', async () =>
        (await backends.log(0)).some(({ text }) => text === 'a word of the first life'),
      );
      await backends.toggle(0, false);
      const wordsOf = (lines: Line[]) => lines.map(({ stream, text }) => ({ stream, text }));
      const before = wordsOf(await backends.log(0));
      await host.reopen();
      expect(wordsOf(await backends.log(0)).slice(0, before.length)).toEqual(before);
    });

    it('refuses an unknown id in words', async (context) => {
      const { host } = await open(context);
      expect(await host.call('GetBackendLog', { backend_id: 1 })).toMatchObject({
        error: 'Invalid backend ID 1',
      });
    });
  });

  describe.concurrent('BrowseFolder and CheckPath', () => {
    it('list folders first, then files with their size; hidden ones are left out', async (context) => {
      const { host } = await open(context);
      const folder = join(host.dataDir, 'models');
      await mkdir(join(folder, 'zoo'), { recursive: true });
      await writeFile(join(folder, 'a.gguf'), '12345');
      await writeFile(join(folder, '.hidden'), '');
      await symlink(join(folder, 'nowhere'), join(folder, 'dangling'));
      expect(await host.call('BrowseFolder', { path: folder })).toEqual({
        path: folder,
        parent: host.dataDir,
        entries: [
          { name: 'zoo', is_folder: true, bytes: 0 },
          { name: 'a.gguf', is_folder: false, bytes: 5 },
          { name: 'dangling', is_folder: false, bytes: 0 },
        ],
        truncated: false,
      });
    });

    it('begin at the home folder, and end at the root', async (context) => {
      const { host } = await open(context);
      expect(await host.call('BrowseFolder')).toMatchObject({ path: homedir() });
      expect(await host.call('BrowseFolder', { path: '/' })).toMatchObject({ path: '/', parent: null });
    });

    it('say in words what cannot be read', async (context) => {
      const { host } = await open(context);
      expect(await host.call('BrowseFolder', { path: '/no/such/folder' })).toMatchObject({
        error: 'The folder /no/such/folder cannot be read: it does not exist.',
      });
      expect(await host.call('BrowseFolder', { path: process.execPath })).toMatchObject({
        error: expect.stringContaining('it is not a folder'),
      });
      for (const path of ['bad\0path', `/${'x'.repeat(3000)}`]) {
        const reply = await host.call('BrowseFolder', { path });
        expect(reply).toMatchObject({ error: expect.stringMatching(/cannot be read/) });
      }
    });

    it('tell what is at a path: file, folder, missing or unreadable', async (context) => {
      const { host } = await open(context);
      const kindOf = async (path: string) => (await host.call('CheckPath', { path })).kind;
      expect(await kindOf(process.execPath)).toBe('file');
      expect(await kindOf(host.dataDir)).toBe('folder');
      expect(await kindOf(join(host.dataDir, 'nothing'))).toBe('missing');
      expect(await kindOf(join(process.execPath, 'below'))).toBe('missing');
      expect(await kindOf('relative/path')).toBe('missing');
      expect(await kindOf('/bad\0path')).toBe('unreadable');
      if (process.getuid?.() !== 0) {
        await mkdir(join(host.dataDir, 'closed', 'inside'), { recursive: true });
        await chmod(join(host.dataDir, 'closed'), 0o000);
        expect(await kindOf(join(host.dataDir, 'closed', 'inside'))).toBe('unreadable');
        await chmod(join(host.dataDir, 'closed'), 0o700);
      }
    });
  });

  describe.concurrent('GetCurrentStatus', () => {
    const statusOf = (reply: Record<string, unknown>) =>
      (reply as OperationOutput<'GetCurrentStatus'>).backend_status;

    it('says in one word and one sentence how all backends are', async (context) => {
      const { host, backends } = await open(context);
      const now = async () => statusOf(await host.call('GetCurrentStatus'));
      expect(await now()).toMatchObject({ status: 'empty', class: 'warn', any_loading: false });
      await backends.add({ Flags: '--load-ms 60000' });
      expect(await now()).toMatchObject({ status: 'loading', class: 'soft', any_loading: true });
      await backends.addRunning();
      expect(await now()).toMatchObject({ status: 'some_loading', class: 'soft', any_loading: true });
      await backends.delete(0);
      expect(await now()).toEqual({ status: 'running', class: '', message: '', any_loading: false });
      await backends.toggle(1, false);
      expect(await now()).toMatchObject({ status: 'all_disabled', class: 'warn' });
      await host.call('AddNewBackend', { type_id: 'command' });
      await backends.errored(2);
      expect(await now()).toMatchObject({ status: 'errored', class: 'error' });
    });

    it('counts what waits and what loads', async (context) => {
      const { host, backends } = await open(context);
      await backends.add({ Flags: '--load-ms 60000', GPU_ID: '0' });
      await backends.until(0, 'loads', ({ status }) => status === 'loading');
      await backends.add({ GPU_ID: '0' });
      expect(await host.call('GetCurrentStatus')).toMatchObject({
        status: { waiting_gens: 0, loading_models: 1, waiting_backends: 1, live_gens: 0 },
      });
    });
  });

  describe.concurrent('GetServerResourceInfo', () => {
    it("tells the machine's processor and memory, and names no GPUs where none is found", async (context) => {
      const { host } = await open(context);
      const info = (await host.call('GetServerResourceInfo')) as OperationOutput<'GetServerResourceInfo'>;
      expect(info.cpu.usage).toBeGreaterThanOrEqual(0);
      expect(info.cpu.usage).toBeLessThanOrEqual(1);
      expect(info.cpu.cores).toBeGreaterThan(0);
      expect(info.system_ram.used + info.system_ram.free).toBe(info.system_ram.total);
      if ('gpus' in info) expect(Object.keys(info.gpus as object)).not.toHaveLength(0);
    });
  });

  describe.concurrent('GetPreferences', () => {
    it('tells each setting as a form needs it, with a value that it takes', async (context) => {
      const { host } = await open(context);
      const { settings, values, notes } = await preferencesOf(host);
      expect(settings.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['LogMegabytes', 'LogDays', 'LockSettings']),
      );
      expect(Object.keys(values).sort()).toEqual(settings.map(({ name }) => name).sort());
      for (const { name, ...info } of settings) {
        expect(info.label, name).not.toBe('');
        expect(info.description, name).not.toBe('');
        expect(coerceSetting(info, values[name]), name).toEqual({ ok: true, value: values[name] });
      }
      expect(notes).toEqual(expect.any(Array));
    });
  });

  describe.concurrent('EditPreferences', () => {
    it('changes what is sent, answers with all of it, and lasts across a restart', async (context) => {
      const { host } = await open(context);
      const before = await preferencesOf(host);
      const edited = await host.call('EditPreferences', { settings: { LogDays: '30' } });
      expect(edited).toEqual({ ...before, values: { ...before.values, LogDays: 30 } });
      expect(await preferencesOf(host)).toEqual(edited);
      await host.reopen();
      expect(await preferencesOf(host)).toEqual(edited);
    });

    it('with anything wrong in it changes nothing, in words', async (context) => {
      const { host } = await open(context);
      const before = await preferencesOf(host);
      for (const [settings, words] of [
        [{ LogDays: 30, Colour: 'green' }, "The backend type 'preferences' has no setting 'Colour'."],
        [{ LogDays: 30, LogMegabytes: 0 }, "cannot be '0': it must be a whole number from 1 to 2000."],
        [{ LogDays: 30, LockSettings: 'maybe' }, "cannot be 'maybe': it must be true or false."],
        [{ LogDays: -1 }, 'it must be a whole number from 0 to'],
      ] as const)
        expect(await host.call('EditPreferences', { settings })).toMatchObject({
          error: expect.stringContaining(words),
        });
      for (const input of [{}, { settings: 'none' }, { settings: [1] }])
        expect(await host.call('EditPreferences', input)).toMatchObject({
          error: expect.stringContaining("'settings'"),
        });
      expect(await preferencesOf(host)).toEqual(before);
    });

    it('loses none of several that come at once', async (context) => {
      const { host } = await open(context);
      await Promise.all([
        host.call('EditPreferences', { settings: { LogDays: 7 } }),
        host.call('EditPreferences', { settings: { LogMegabytes: 7 } }),
      ]);
      expect((await preferencesOf(host)).values).toMatchObject({ LogDays: 7, LogMegabytes: 7 });
    });

    it('locks settings: all is shown, memory can be freed, nothing else is changed until it unlocks them', async (context) => {
      const { host, backends } = await open(context);
      await backends.addRunning();
      await host.call('EditPreferences', { settings: { LockSettings: true } });
      for (let life = 0; life < 2; life++) {
        await backends.running(0);
        expect(await preferencesOf(host)).toMatchObject({ values: { LockSettings: true, LogDays: 0 } });
        for (const [operation, input] of [
          ['EditPreferences', { settings: { LogDays: 30 } }],
          ['EditPreferences', { settings: { LogDays: 30, LockSettings: true } }],
          ['ToggleBackend', { backend_id: 0, enabled: false }],
          ['AddNewBackend', { type_id: 'fake' }],
          ['RestartBackends', {}],
        ] as const)
          expect(await host.call(operation, input), operation).toMatchObject({
            error: 'Settings are locked.',
          });
        expect(await host.call('FreeBackendMemory', {})).toMatchObject({ result: true, count: 1 });
        if (life === 0) await host.reopen();
      }
      expect(await host.call('EditPreferences', { settings: { LockSettings: false } })).toMatchObject({
        values: { LockSettings: false },
      });
      expect(await backends.toggle(0, false)).toEqual({ result: 'Success.' });
    });

    it('opens no lock that the program was started with', async ({ onTestFinished }) => {
      const { host } = await openForTest(openHost, { locked: true }, onTestFinished);
      const before = await preferencesOf(host);
      for (const settings of [{ LockSettings: false }, { LockSettings: true }, { LogDays: 30 }])
        expect(await host.call('EditPreferences', { settings })).toMatchObject({
          error: 'Settings are locked.',
        });
      expect(await preferencesOf(host)).toEqual(before);
    });

    it('makes the logs that are there as small as it says', async (context) => {
      const { host, backends } = await open(context);
      await backends.addRunning({ Flags: '--flood 0 --flood-lines 30000' });
      await eventually('the end of the flood is in the log', async () =>
        (await backends.log(0)).some(({ text }) => text === 'FLOOD ENDED'),
      );
      const bytes = async () => {
        const { file } = (await host.call('GetBackendLog', { backend_id: 0, limit: 1 })) as { file: string };
        const names = (await readdir(dirname(file))).filter((name) => name.startsWith(basename(file)));
        const sizes = names.map(async (name) => (await stat(join(dirname(file), name))).size);
        return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      };
      const MEGABYTE = 1024 * 1024;
      await eventually('all of it is on the disk', async () => (await bytes()) > 2 * MEGABYTE);
      await host.call('EditPreferences', { settings: { LogMegabytes: 1 } });
      await eventually('it is smaller', async () => (await bytes()) <= MEGABYTE);
      expect((await backends.log(0)).map(({ text }) => text)).toContain('FLOOD ENDED');
      expect(await bytes()).toBeGreaterThan(MEGABYTE / 2);
    });
  });

  describe.concurrent('GetLicences', () => {
    it('gives the licence of the program and those of what it is made of', async (context) => {
      const { host } = await open(context);
      const { text } = (await host.call('GetLicences')) as OperationOutput<'GetLicences'>;
      expect(text).toMatch(/^Switchyard\n\nMIT License/);
      for (const name of ['zod', 'react', 'node-llama-cpp']) expect(text).toContain(`\n${name} `);
    });
  });

  describe.concurrent('DismissNotice', () => {
    it('answers "Success." also for a notice that is not there', async (context) => {
      const { host } = await open(context);
      expect(await host.call('DismissNotice', { id: 'nothing' })).toEqual({ result: 'Success.' });
    });
  });

  describe.concurrent('ReportPanelFault', () => {
    it('keeps what a panel reports for the log of the program, without secrets, also while settings are locked', async (context) => {
      const { host, backends } = await open(context);
      await backends.addResting({ ApiKey: 'top-secret' });
      await host.reopen({ locked: true });
      const report = {
        message: 'Cannot read "top-secret" of undefined \u202e',
        source: 'render',
        stack: 'TypeError: top-secret\n    at card (app://panel/assets/main.js:1:2)',
        component_stack: '\n    at BackendCard',
        address: '#/?search=test-token',
      };
      expect(await host.call('ReportPanelFault', report)).toEqual({ result: 'Success.' });
      expect(host.panelFaults).toEqual([
        {
          message: 'Cannot read "***" of undefined ⟨U+202E⟩',
          source: 'render',
          stack: 'TypeError: ***\n    at card (app://panel/assets/main.js:1:2)',
          component_stack: '\n    at BackendCard',
          address: '#/?search=***',
        },
      ]);
      expect(await host.call('ReportPanelFault', { source: 'error' })).toMatchObject({
        error: expect.stringContaining("'message'"),
      });
    });
  });
}
