/** GetPreferences and EditPreferences. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OperationOutput } from '../../../shared/operations.ts';
import { coerceSetting } from '../../../shared/settings/coerce.ts';
import { eventually } from '../../testkit/eventually.ts';
import type { ContractHost } from '../hosts/contract-host.ts';
import { openHost } from '../hosts/http-host.ts';

const preferencesOf = async (host: ContractHost) =>
  (await host.call('GetPreferences')) as OperationOutput<'GetPreferences'>;

describe.concurrent('GetPreferences', () => {
  it('has each setting as a form needs it, with a valid value', async (context) => {
    const { host } = await openHost(context);
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
    const { host } = await openHost(context);
    const before = await preferencesOf(host);
    const edited = await host.call('EditPreferences', { settings: { LogDays: '30' } });
    expect(edited).toEqual({ ...before, values: { ...before.values, LogDays: 30 } });
    expect(await preferencesOf(host)).toEqual(edited);
    await host.reopen();
    expect(await preferencesOf(host)).toEqual(edited);
  });

  it('with anything wrong in it changes nothing, with a message', async (context) => {
    const { host } = await openHost(context);
    const before = await preferencesOf(host);
    for (const [settings, message] of [
      [{ LogDays: 30, Colour: 'green' }, "The backend type 'preferences' has no setting 'Colour'."],
      [{ LogDays: 30, LogMegabytes: 0 }, "cannot be '0': it must be a whole number from 1 to 2000."],
      [{ LogDays: 30, LockSettings: 'maybe' }, "cannot be 'maybe': it must be true or false."],
      [{ LogDays: -1 }, 'it must be a whole number from 0 to'],
    ] as const)
      expect(await host.call('EditPreferences', { settings })).toMatchObject({
        error: expect.stringContaining(message),
      });
    for (const input of [{}, { settings: 'none' }, { settings: [1] }])
      expect(await host.call('EditPreferences', input)).toMatchObject({
        error: expect.stringContaining("'settings'"),
      });
    expect(await preferencesOf(host)).toEqual(before);
  });

  it('loses none of several that come at once', async (context) => {
    const { host } = await openHost(context);
    await Promise.all([
      host.call('EditPreferences', { settings: { LogDays: 7 } }),
      host.call('EditPreferences', { settings: { LogMegabytes: 7 } }),
    ]);
    expect((await preferencesOf(host)).values).toMatchObject({ LogDays: 7, LogMegabytes: 7 });
  });

  it('locks settings: all is shown and memory can be freed, but nothing else is changed until it unlocks them', async (context) => {
    const { host, backends } = await openHost(context);
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

  it('opens no lock that the program was started with', async (context) => {
    const { host } = await openHost(context, { locked: true });
    const before = await preferencesOf(host);
    for (const settings of [{ LockSettings: false }, { LockSettings: true }, { LogDays: 30 }])
      expect(await host.call('EditPreferences', { settings })).toMatchObject({
        error: 'Settings are locked.',
      });
    expect(await preferencesOf(host)).toEqual(before);
  });

  it('makes the logs that are there as small as it says', async (context) => {
    const { host, backends } = await openHost(context);
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
