/** GetActivity: what happened, and who or what caused it. */
import { describe, expect, it } from 'vitest';
import type { ActivityEntry } from '../../../shared/activity.ts';
import { type HttpHost, openHost } from '../hosts/http-host.ts';

interface Page {
  entries: ActivityEntry[];
  before: number | null;
}
const read = async (host: HttpHost, input: object = {}) =>
  (await host.call('GetActivity', input)) as unknown as Page;
/** `kind by`, the oldest first. */
const told = async (host: HttpHost, input: object = {}) =>
  (await read(host, input)).entries
    .map(({ kind, by }) => (by === undefined ? kind : `${kind} ${by.kind}`))
    .reverse();

describe.concurrent('GetActivity', () => {
  it('tells the life of a backend from start to stop, also after a restart of the program', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning();
    await host.call('ToggleBackend', { backend_id: 0, enabled: false });
    const life = ['added token', 'starting token', 'ready', 'switched_off token', 'stopped token'];
    expect(await told(host, { backend_id: 0 })).toEqual(life);
    await host.reopen();
    expect(await told(host, { backend_id: 0 })).toEqual(life);
    expect(await told(host)).toEqual(['program_started', ...life, 'program_stopped', 'program_started']);
    const [, , ready] = (await read(host, { backend_id: 0 })).entries;
    expect(ready).toMatchObject({
      kind: 'ready',
      message: expect.stringMatching(/^Ready after \d+\.\d s\.$/),
      seconds: expect.any(Number),
      backend: { id: 0, deleted: false },
    });
  });

  it('tells of a crash how the process ended, and that nobody asked for it', async (context) => {
    const { host, backends } = await openHost(context);
    const { address } = await backends.addRunning({ Flags: '--crash-code 7', AutoRestart: false });
    await fetch(`${address}/crash`).catch(() => undefined);
    await backends.errored(0);
    const { entries } = await read(host, { backend_id: 0, categories: ['failures'] });
    expect(entries.map(({ kind }) => kind)).toEqual(['gave_up', 'crashed']);
    expect(entries[1]).toMatchObject({ error: { code: 'crashed', exit_code: 7 } });
    expect(entries[1]).not.toHaveProperty('by');
  });

  it('tells the name of the API key, and a browser from a program', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    const keys = host.hostAccess.apiKeys;
    const { key } = (await keys?.add('Grafana', 'operate')) ?? { key: '' };
    const toggle = async (headers: Record<string, string>, enabled: boolean) => {
      const session_id = await host.session();
      const reply = await host.post('/API/ToggleBackend', { session_id, backend_id: 0, enabled }, headers);
      expect(await reply.json()).toEqual({ result: 'Success.' });
    };
    await toggle({ Authorization: `Bearer ${key}` }, true);
    await toggle({ Origin: host.url }, false);
    const { entries } = await read(host, { backend_id: 0 });
    expect(entries.find(({ kind }) => kind === 'switched_on')?.by).toEqual({
      kind: 'api_key',
      name: 'Grafana',
    });
    expect(entries.find(({ kind }) => kind === 'switched_off')?.by).toEqual({ kind: 'browser' });
  });

  it('has the values before and after an edit, but no secret; and says what can be undone', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting({ ApiKey: 'canary-7f3a9c' });
    await backends.edit(0, { settings: { Count: 5, ApiKey: 'canary-7f3a9d' }, title: 'Flux' });
    await backends.edit(0, { settings: { ApiKey: 'canary-7f3a9e' } });
    const [secret, edit] = (await read(host, { categories: ['changes'] })).entries;
    expect(edit).toMatchObject({
      kind: 'edited',
      undo: 'edit',
      changes: expect.arrayContaining([
        {
          field: 'title',
          name: 'title',
          label: 'Title',
          phrases: { label: { key: 'happened.label_title' } },
          from: '',
          to: 'Flux',
        },
        expect.objectContaining({ name: 'Count', to: 5 }),
        expect.objectContaining({ name: 'ApiKey', hidden: 'secret' }),
      ]),
    });
    expect(secret).not.toHaveProperty('undo');
    await backends.delete(0);
    const [deleted, ...others] = (await read(host)).entries;
    expect(deleted).toMatchObject({
      kind: 'deleted',
      undo: 'restore',
      backend: { name: 'Flux', deleted: true },
    });
    expect(others.filter(({ undo }) => undo !== undefined)).toEqual([]);
    expect(JSON.stringify(await read(host))).not.toContain('canary');
    await host.call('RestoreBackend', { backend_id: 0 });
    expect((await read(host)).entries.find(({ kind }) => kind === 'deleted')).not.toHaveProperty('undo');
  });

  it('a backend keeps its history when it gets another id', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    await backends.edit(0, { settings: {}, new_id: 7 });
    const { entries } = await read(host, { backend_id: 7 });
    expect(entries.map(({ kind }) => kind)).toContain('added');
    expect(new Set(entries.map(({ backend }) => backend?.id))).toEqual(new Set([7]));
  });

  it('has changed preferences and revoked keys too', async (context) => {
    const { host } = await openHost(context);
    await host.call('EditPreferences', { settings: { LogDays: 12 } });
    await host.call('EditPreferences', { settings: { LogDays: 12 } });
    const { entries } = await read(host, { categories: ['changes'] });
    expect(entries).toMatchObject([
      { kind: 'preferences_edited', by: { kind: 'token' }, changes: [{ name: 'LogDays', from: 0, to: 12 }] },
    ]);
  });

  it('is read in pages without a gap, and from a number on', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addResting();
    for (let count = 1; count <= 6; count++) await backends.edit(0, { settings: { Count: count } });
    const all = (await read(host)).entries.map(({ seq }) => seq);
    const first = await read(host, { limit: 4 });
    const rest = await read(host, { limit: 500, before: first.before });
    expect([...first.entries, ...rest.entries].map(({ seq }) => seq)).toEqual(all);
    expect(rest.before).toBeNull();
    expect((await read(host, { after: all[2] })).entries.map(({ seq }) => seq)).toEqual(all.slice(0, 2));
  });

  it('refuses an unknown backend and an unknown category in words', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('GetActivity', { backend_id: 9 })).toMatchObject({
      error: 'Invalid backend ID 9',
    });
    expect(await host.call('GetActivity', { categories: ['gossip'] })).toMatchObject({
      error: expect.stringContaining("parameter 'categories'"),
    });
  });
});
