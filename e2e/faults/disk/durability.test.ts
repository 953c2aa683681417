/** Acknowledged changes are kept, whatever happens: a kill of the program at any moment, or a damaged file. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it, snapshotOf } from '../../launch/headless/host-for-test.ts';
import { spawnHost, startHost, type TestHost } from '../../launch/headless/start-host.ts';
import { Backends, type LogLine } from '../../testkit/backends.ts';
import { eventually } from '../../testkit/eventually.ts';

const textOf = (lines: LogLine[]) => lines.map(({ stream, text }) => `${stream} ${text}`);

describe('a SIGKILL of the host right after the reply', () => {
  it('to any operation that changes something loses nothing of it', async ({ dataDirForTest }) => {
    const dataDir = await dataDirForTest();
    /** Starts a host, which `act` checks and changes, and kills it as soon as the change is acknowledged. */
    const withKilledHost = async (act: (host: TestHost, backends: Backends) => Promise<unknown>) => {
      const host = await startHost({ dataDir });
      try {
        await act(host, new Backends(host));
      } finally {
        await host.kill();
      }
    };
    const ok = (reply: Record<string, unknown>) => expect(reply).not.toHaveProperty('error');
    await withKilledHost(async (host) => {
      const settings = { ApiKey: 'key' };
      ok(await host.call('AddNewBackend', { type_id: 'fake', title: 'Flux', settings }));
    });
    await withKilledHost(async (host, backends) => {
      expect(await backends.one(0)).toMatchObject({ title: 'Flux', modcount: 0, enabled: true });
      ok(await host.call('EditBackend', { backend_id: 0, settings: { Notes: 'edited' } }));
    });
    await withKilledHost(async (host, backends) => {
      expect(await backends.one(0)).toMatchObject({ modcount: 1, settings: { Notes: 'edited' } });
      ok(await host.call('ToggleBackend', { backend_id: 0, enabled: false }));
    });
    await withKilledHost(async (host, backends) => {
      expect(await backends.one(0)).toMatchObject({ enabled: false, status: 'disabled' });
      ok(await host.call('EditBackend', { backend_id: 0, settings: {}, new_id: 40 }));
    });
    await withKilledHost(async (host, backends) => {
      expect(Object.keys(await backends.list())).toEqual(['40']);
      ok(await host.call('DeleteBackend', { backend_id: 40 }));
    });
    await withKilledHost(async (host, backends) => {
      expect(await backends.list()).toEqual({});
      ok(await host.call('RestoreBackend', { backend_id: 40 }));
    });
    await withKilledHost(async (host, backends) => {
      const settings = { ApiKey: '\t<secret>', Notes: 'edited' };
      expect(await backends.one(40)).toMatchObject({ title: 'Flux', modcount: 2, settings });
      ok(await host.call('ToggleBackend', { backend_id: 40, enabled: true }));
    });
    await withKilledHost(async (_, backends) => {
      expect(await backends.one(40)).toMatchObject({ enabled: true, modcount: 2 });
      expect(await backends.add()).toMatchObject({ id: 41 });
    });
  }, 300_000);

  it('amid a stream of edits loses none that was acknowledged', async ({ hostForTest, dataDirForTest }) => {
    const dataDir = await dataDirForTest();
    let acknowledged = 0;
    for (let round = 0; round < 3; round++) {
      const host = await startHost({ dataDir });
      const backends = new Backends(host);
      if (round === 0) await backends.addResting();
      const before = await backends.one(0);
      expect(before.modcount).toBeGreaterThanOrEqual(acknowledged);
      acknowledged = before.modcount;
      const enough = before.modcount + 5 + round * 7;
      const edits = Array.from({ length: 60 }, async (_, n) => {
        try {
          const edited = await backends.edit(0, { settings: { Notes: `${n}` } });
          acknowledged = Math.max(acknowledged, edited.modcount);
          if (acknowledged >= enough) host.signal('SIGKILL');
        } catch {
          // The connection broke, so this edit was not acknowledged.
        }
      });
      await Promise.all(edits);
      await host.kill();
    }
    const { backends } = await hostForTest({ dataDir });
    expect((await backends.one(0)).modcount).toBeGreaterThanOrEqual(acknowledged);
  });
});

describe('the registry file', () => {
  it('that cannot be read is set aside for its previous generation, and a notice reports it', async ({
    hostForTest,
  }) => {
    const { host, backends, dataDir } = await hostForTest();
    await backends.addResting({}, { title: 'first' });
    await backends.edit(0, { title: 'second', settings: {} });
    await host.stop();
    const damaged = '{"schema": 1, "next_id": 1, "backends": [{"id"';
    await writeFile(join(dataDir, 'backends.json'), damaged);

    const { host: next, backends: nextBackends } = await hostForTest({ dataDir });
    expect(Object.keys(await nextBackends.list())).toEqual(['0']);
    const { notices } = await snapshotOf(next);
    expect(notices).toMatchObject([
      {
        id: 'store-recovered',
        level: 'warning',
        message: expect.stringContaining('Could not read the list of backends, so its previous version'),
        hint: expect.any(String),
      },
    ]);
    const aside = (await readdir(dataDir)).filter((name) => name.startsWith('backends.json.corrupt-'));
    expect(aside).toHaveLength(1);
    expect(notices[0]?.message).toContain(aside[0]);
    expect(await readFile(join(dataDir, aside[0] as string), 'utf8')).toBe(damaged);
    // New ids continue as before.
    expect((await nextBackends.addResting()).id).toBe(1);

    await next.call('DismissNotice', { id: 'store-recovered' });
    expect((await snapshotOf(next)).notices).toEqual([]);
  });

  it('with one invalid value is not taken either', async ({ hostForTest }) => {
    const { host, backends, dataDir } = await hostForTest();
    await backends.addResting({}, { title: 'first' });
    await backends.edit(0, { title: 'second', settings: {} });
    await host.stop();
    const file = join(dataDir, 'backends.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"enabled": false', '"enabled": "no"'));
    const { host: next, backends: nextBackends } = await hostForTest({ dataDir });
    expect(Object.keys(await nextBackends.list())).toEqual(['0']);
    expect((await snapshotOf(next)).notices[0]?.message).toContain('enabled');
  });

  it('of a newer version is refused with a message, and not a byte of the directory changes', async ({
    dataDirForTest,
  }) => {
    const dataDir = await dataDirForTest();
    const newer = '{"schema": 99, "backends": "in a form that nobody knows yet"}';
    await writeFile(join(dataDir, 'backends.json'), newer);
    const host = await spawnHost({ dataDir });
    expect((await host.exited).code).toBe(1);
    expect(host.output()).toContain('was written by a newer version of Switchyard (schema 99');
    expect(host.output()).not.toMatch(/^\s+at /m);
    expect(await readFile(join(dataDir, 'backends.json'), 'utf8')).toBe(newer);
    expect((await readdir(dataDir)).filter((name) => name.startsWith('backends.json'))).toEqual([
      'backends.json',
    ]);
  });

  it('with a type that this version does not know keeps its settings, and shows none of them', async ({
    hostForTest,
  }) => {
    const { host, backends, dataDir } = await hostForTest();
    await backends.addResting({ ApiKey: 'canary' });
    await host.stop();
    const file = join(dataDir, 'backends.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"type": "fake"', '"type": "future"'));
    const { host: next, backends: nextBackends } = await hostForTest({ dataDir });
    expect(await nextBackends.one(0)).toMatchObject({ type: 'future', settings: {}, status: 'disabled' });
    await nextBackends.toggle(0, true);
    expect((await nextBackends.errored(0)).error).toMatchObject({ code: 'unknown_type_in_store' });
    expect(JSON.stringify(await next.call('ListBackends', { full_data: true }))).not.toContain('canary');
    expect(await readFile(file, 'utf8')).toContain('canary');
  });
});

describe('the log of a backend', () => {
  it.for(['a stop', 'a SIGKILL'])('outlives %s of the host', async (end, { hostForTest }) => {
    const { host, backends, dataDir } = await hostForTest();
    await backends.addRunning({ Flags: '--stderr "a word of the first life"' });
    const before = await eventually('it is in the log', async () => {
      const text = textOf(await backends.log(0));
      return text.includes('err a word of the first life') && text;
    });
    // The stop of the worker is logged after what it printed, which is being written to disk by then.
    await backends.toggle(0, false);
    await (end === 'a stop' ? host.stop() : host.kill());
    const { backends: next } = await hostForTest({ dataDir });
    expect(textOf(await next.log(0)).slice(0, before.length)).toEqual(before);
  });
});
