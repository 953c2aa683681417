import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SwitchyardError } from '../../../shared/errors.ts';
import { boolean, integer, text } from '../../../shared/settings.ts';
import { corePreferences, Preferences } from './preferences.ts';

const shape = {
  Port: integer({ label: 'Port', description: 'A number.', default: 80, min: 1, max: 99 }),
  Hidden: boolean({ label: 'Hidden', description: 'Yes or no.', default: false }),
  Place: text({ label: 'Place', description: 'A text.' }),
  ...corePreferences,
};

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'switchyard-preferences-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const open = (more: { lockedAtStart?: boolean; facts?: { Place: string } } = {}) =>
  Preferences.open({
    dataDir,
    shape,
    lockedAtStart: false,
    wall: () => Date.UTC(2026, 0, 2, 3, 4, 5),
    ...more,
  });
const file = () => join(dataDir, 'preferences.json');
const onDisk = async (): Promise<{ schema: number; values: Record<string, unknown> }> =>
  JSON.parse(await readFile(file(), 'utf8'));
const write = (document: unknown) =>
  writeFile(file(), typeof document === 'string' ? document : JSON.stringify(document));
/** Makes every write fail, whoever runs the test, root included. */
const blockWriting = () => mkdir(join(`${file()}.writing`, 'x'), { recursive: true });

describe('the first start', () => {
  it('has the declared defaults, without a notice, and writes nothing', async () => {
    const preferences = await open();
    expect(preferences.values()).toEqual({
      Port: 80,
      Hidden: false,
      Place: '',
      MakeRoom: 'ask',
      ExcludedGpus: '',
      LogMegabytes: 20,
      LogDays: 0,
      LockSettings: false,
    });
    expect(preferences.notices).toEqual([]);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('has a view that describes the settings in order, with what the host adds', async () => {
    const preferences = await open();
    expect(preferences.view()).toMatchObject({ values: preferences.values(), notes: [] });
    expect(preferences.view().settings.map(({ name }) => name)).toEqual(Object.keys(shape));
    expect(preferences.view()).not.toHaveProperty('api');
    const notes = [{ level: 'info' as const, message: 'A word.', hint: '' }];
    const api = { url: 'http://127.0.0.1:1', token: 'token' };
    preferences.attach({ notes: () => notes, api: () => api });
    expect(preferences.view({ readsApiToken: true })).toMatchObject({ notes, api });
    expect(preferences.view()).toMatchObject({ notes, api: { ...api, token: null } });
  });
});

describe('an edit', () => {
  it('is coerced, on disk and applied when it is acknowledged, and there at the next start', async () => {
    const preferences = await open();
    await preferences.edit({ Port: '81', Hidden: 'true' });
    expect(preferences.values()).toMatchObject({ Port: 81, Hidden: true, LogMegabytes: 20 });
    expect((await onDisk()).values).toMatchObject({ Port: 81, Hidden: true });
    if (process.platform !== 'win32') expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await open()).values()).toEqual(preferences.values());
  });

  it('of an unknown preference, or to an invalid value, changes nothing', async () => {
    const preferences = await open();
    await expect(preferences.edit({ Port: 81, Nothing: 1 })).rejects.toMatchObject({
      code: 'unknown_setting',
    });
    await expect(preferences.edit({ Hidden: true, Port: 100 })).rejects.toMatchObject({
      code: 'invalid_setting',
    });
    expect(preferences.values()).toMatchObject({ Port: 80, Hidden: false });
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('that changes nothing writes nothing and calls no listener', async () => {
    const preferences = await open();
    let calls = 0;
    preferences.attach({ apply: async () => void calls++ });
    preferences.onChange(() => calls++);
    await preferences.edit({ Port: 80 });
    await preferences.edit({});
    expect(calls).toBe(0);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('is applied by the host before it is saved, and reported to listeners afterwards', async () => {
    const preferences = await open();
    const happened: unknown[] = [];
    preferences.attach({
      apply: async (next, before) => {
        happened.push(['apply', before.Port, next.Port, preferences.values().Port]);
      },
    });
    const end = preferences.onChange(() => happened.push(['changed', preferences.values().Port]));
    await preferences.edit({ Port: 81 });
    expect(happened).toEqual([
      ['apply', 80, 81, 80],
      ['changed', 81],
    ]);
    end();
    await preferences.edit({ Port: 82 });
    expect(happened).toHaveLength(3);
  });

  it('that the host refuses changes nothing, and the next edit is made', async () => {
    const preferences = await open();
    let calls = 0;
    preferences.onChange(() => calls++);
    preferences.attach({
      apply: async ({ Port }) => {
        if (Port === 81)
          throw new SwitchyardError('preference_not_applied', { name: 'Port', reason: 'it is taken' });
      },
    });
    const refused = preferences.edit({ Port: 81 });
    const next = preferences.edit({ Hidden: true });
    await expect(refused).rejects.toMatchObject({ message: 'Could not change “Port”: it is taken.' });
    await next;
    expect(preferences.values()).toMatchObject({ Port: 80, Hidden: true });
    expect((await onDisk()).values).toMatchObject({ Port: 80, Hidden: true });
    expect(calls).toBe(1);
  });

  it('that cannot be saved is undone by the host and refused with a message', async () => {
    const preferences = await open();
    await preferences.edit({ Port: 81 });
    const applied: number[] = [];
    let calls = 0;
    preferences.attach({ apply: async ({ Port }) => void applied.push(Port) });
    preferences.onChange(() => calls++);
    await blockWriting();
    await expect(preferences.edit({ Port: 82 })).rejects.toMatchObject({ code: 'store_failed' });
    expect(applied).toEqual([82, 81]);
    expect(preferences.values().Port).toBe(81);
    expect((await onDisk()).values.Port).toBe(81);
    expect(calls).toBe(0);
  });

  it('that can neither be saved nor undone reports both errors', async () => {
    const preferences = await open();
    const undoError = new Error('it cannot be undone');
    preferences.attach({
      apply: async ({ Port }) => {
        if (Port === 80) throw undoError;
      },
    });
    await blockWriting();
    const error = await preferences.edit({ Port: 81 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'store_failed' });
    expect((error as { cause: AggregateError }).cause.errors).toContain(undoError);
    expect(preferences.values().Port).toBe(80);
  });

  it('waits for the one before it, so that none of several at once is lost', async () => {
    const preferences = await open();
    const running: string[] = [];
    preferences.attach({
      apply: async (next) => {
        running.push(`begin ${next.Port} ${next.Place}`);
        await new Promise((resolve) => setImmediate(resolve));
        running.push('end');
      },
    });
    await Promise.all([
      preferences.edit({ Port: 81 }),
      preferences.edit({ Hidden: true }),
      preferences.edit({ Place: 'here' }),
    ]);
    expect(running).toEqual(['begin 81 ', 'end', 'begin 81 ', 'end', 'begin 81 here', 'end']);
    expect((await onDisk()).values).toMatchObject({ Port: 81, Hidden: true, Place: 'here' });
  });
});

describe('the file', () => {
  it.each([
    ['cut off', '{"schema": 1, "values": {'],
    ['empty', ''],
    ['of another form', '{"schema": 1, "values": []}'],
    ['of no schema', '{"values": {}}'],
  ])('that is %s is set aside with one notice, and the defaults are used', async (_, bad) => {
    await write(bad);
    const preferences = await open();
    expect(preferences.values().Port).toBe(80);
    expect(preferences.notices).toMatchObject([{ id: 'preferences-unreadable', level: 'warning' }]);
    const [aside = ''] = await readdir(dataDir);
    expect(aside).toBe('preferences.json.corrupt-2026-01-02T03-04-05-000Z');
    expect(preferences.notices[0]?.message).toContain(aside);
    expect(await readFile(join(dataDir, aside), 'utf8')).toBe(bad);
    expect((await open()).notices).toEqual([]);
    await preferences.edit({ Port: 81 });
    expect((await open()).values().Port).toBe(81);
  });

  it('with an invalid value keeps it until that preference is changed; the default is used', async () => {
    await write({ schema: 1, values: { Port: 5000, Hidden: true } });
    const preferences = await open();
    expect(preferences.values()).toMatchObject({ Port: 80, Hidden: true });
    expect(preferences.notices).toEqual([]);
    await preferences.edit({ Hidden: false });
    expect((await onDisk()).values).toMatchObject({ Port: 5000, Hidden: false });
    await preferences.edit({ Port: 81 });
    await preferences.edit({ Hidden: true });
    expect((await onDisk()).values).toMatchObject({ Port: 81, Hidden: true });
  });

  it('keeps the values of a newer version or of a host with more settings, whatever their form', async () => {
    const others = { Theme: 'dark', Bounds: { x: 1, y: [2, 3] }, Nothing: null };
    await write({ schema: 1, written_by: '9.9', values: { Port: 81, ...others } });
    const preferences = await open();
    expect(preferences.values()).not.toHaveProperty('Theme');
    await preferences.edit({ Hidden: true });
    await preferences.edit({ Port: 82 });
    expect(await onDisk()).toMatchObject({
      schema: 1,
      written_by: '9.9',
      values: { ...others, Port: 82, Hidden: true },
    });
    await expect(preferences.edit({ Theme: 'light' })).rejects.toMatchObject({ code: 'unknown_setting' });
  });

  it('of a newer schema is used as far as possible, and never written', async () => {
    const newer = { schema: 2, values: { Port: 81, Hidden: 'in a form of its own' } };
    await write(newer);
    const preferences = await open();
    expect(preferences.values()).toMatchObject({ Port: 81, Hidden: false });
    expect(preferences.notices).toMatchObject([{ id: 'preferences-newer' }]);
    await expect(preferences.edit({ Port: 82 })).rejects.toMatchObject({
      code: 'preference_not_applied',
      message: expect.stringMatching(/^Could not change “Port”: .*newer version/),
    });
    expect(await onDisk()).toEqual(newer);
    expect(await readdir(dataDir)).toEqual(['preferences.json']);
  });

  it('is overridden by the facts of the host', async () => {
    await write({ schema: 1, values: { Place: 'there', Port: 81 } });
    const preferences = await open({ facts: { Place: 'here' } });
    expect(preferences.values()).toMatchObject({ Place: 'here', Port: 81 });
    await preferences.edit({ Port: 82 });
    expect((await onDisk()).values).toMatchObject({ Place: 'here', Port: 82 });
  });
});

describe('the lock', () => {
  it('once set refuses every edit except the one that unlocks', async () => {
    const preferences = await open();
    await preferences.edit({ LockSettings: true, Port: 81 });
    expect(preferences.isLocked()).toBe(true);
    for (const sent of [{ Port: 82 }, { LockSettings: true }, {}, { Port: 82, LockSettings: true }])
      await expect(preferences.edit(sent)).rejects.toMatchObject({ code: 'settings_locked' });
    expect((await open()).isLocked()).toBe(true);
    await preferences.edit({ LockSettings: false });
    expect(preferences.isLocked()).toBe(false);
    expect(preferences.values().Port).toBe(81);
    await preferences.edit({ Port: 82 });
  });

  it('does not hide an invalid value: that is reported first, as without the lock', async () => {
    const preferences = await open({ lockedAtStart: true });
    await expect(preferences.edit({ Port: 1000 })).rejects.toMatchObject({ code: 'invalid_setting' });
  });

  it('of --lock-settings refuses every edit, and is not saved', async () => {
    const preferences = await open({ lockedAtStart: true });
    expect(preferences.isLocked()).toBe(true);
    expect(preferences.values().LockSettings).toBe(false);
    for (const sent of [{ Port: 82 }, { LockSettings: false }, { LockSettings: true }])
      await expect(preferences.edit(sent)).rejects.toMatchObject({ code: 'settings_locked' });
    expect(await readdir(dataDir)).toEqual([]);
    expect((await open()).isLocked()).toBe(false);
  });

  it('that the first of two simultaneous edits sets holds for the second', async () => {
    const preferences = await open();
    const [, second] = await Promise.allSettled([
      preferences.edit({ LockSettings: true }),
      preferences.edit({ Port: 81 }),
    ]);
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'settings_locked' } });
    expect(preferences.values().Port).toBe(80);
  });
});

describe('a new token', () => {
  it('is made by the host, and refused where the host makes none', async () => {
    const preferences = await open();
    await expect(preferences.renewApiToken()).rejects.toMatchObject({ code: 'not_available_here' });
    let made = 0;
    preferences.attach({ renewApiToken: async () => void made++ });
    await preferences.renewApiToken();
    expect(made).toBe(1);
  });
});
