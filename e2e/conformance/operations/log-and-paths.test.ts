/** GetBackendLog, ListLogRuns, ReadLog, SearchLog, BrowseFolder and CheckPath. */
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OperationOutput } from '../../../shared/operations.ts';
import type { LogLine } from '../../testkit/backends.ts';
import { eventually } from '../../testkit/eventually.ts';
import { openHost } from '../hosts/http-host.ts';

describe.concurrent('GetBackendLog', () => {
  it('holds what the worker printed and the log messages of the program, in order, each line numbered', async (context) => {
    const { host, backends } = await openHost(context);
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
    const { host, backends } = await openHost(context);
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

  it('comes in pages of at most 2 MiB, each with where the next older one begins', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning({ Flags: '--flood 0 --flood-of long --flood-lines 100' });
    const read = async (input: object) =>
      (await host.call('GetBackendLog', {
        backend_id: 0,
        limit: 5000,
        ...input,
      })) as OperationOutput<'GetBackendLog'>;
    await eventually('all is printed', async () =>
      (await read({ limit: 5 })).lines.some(({ text }) => text === 'FLOOD ENDED'),
    );
    const seqs: number[] = [];
    let before: number | null | undefined;
    let pages = 0;
    while (before !== null) {
      const page = await read(before === undefined ? {} : { before });
      expect(JSON.stringify(page).length).toBeLessThan(2.1 * 1024 * 1024);
      seqs.unshift(...page.lines.map(({ seq }) => seq));
      before = page.before;
      pages += 1;
    }
    expect(pages).toBeGreaterThan(4);
    expect(seqs.length).toBeGreaterThan(100);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect(await read({ search: '"""', limit: 1 })).toMatchObject({ lines: [{ stream: 'out' }] });
  });

  it('outlives a stop and a restart of the program', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning({ Flags: '--stderr "a word of the first life"' });
    await eventually('it is in the log', async () =>
      (await backends.log(0)).some(({ text }) => text === 'a word of the first life'),
    );
    await backends.toggle(0, false);
    const textOf = (lines: LogLine[]) => lines.map(({ stream, text }) => ({ stream, text }));
    const before = textOf(await backends.log(0));
    await host.reopen();
    expect(textOf(await backends.log(0)).slice(0, before.length)).toEqual(before);
  });

  it('refuses an unknown id with a message', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('GetBackendLog', { backend_id: 1 })).toMatchObject({
      error: 'Invalid backend ID 1',
    });
  });
});

describe.concurrent('ListLogRuns and ReadLog', () => {
  type Runs = OperationOutput<'ListLogRuns'>;
  type Page = OperationOutput<'ReadLog'>;

  it('tell of each start when it began and ended and how, and give the lines of any of them', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning({ Flags: '--stderr "a word of the first run"' });
    await backends.toggle(0, false);
    await backends.edit(0, { settings: { Flags: '--stderr "a word of the second" --exit-before-ready 3' } });
    await backends.toggle(0, true);
    const listRuns = () => host.call('ListLogRuns', { backend_id: 0 }) as Promise<Runs>;
    const { runs, first, last } = await eventually('the second run has failed', async () => {
      const reply = await listRuns();
      return reply.runs[1]?.failed === true && reply;
    });
    expect(runs[0]).toMatchObject({ live: false, failed: false, from: first });
    expect(runs[0]?.ended_at).not.toBe(null);
    expect(runs[1]).toMatchObject({
      exit: 'exit code 3',
      exit_code: 3,
      signal: null,
      diagnosis: expect.stringMatching(/ended before it was ready/),
    });
    expect(runs[1]?.from).toBe((runs[0]?.to ?? 0) + 1);
    const read = async (input: object) => (await host.call('ReadLog', { backend_id: 0, ...input })) as Page;
    const texts = (page: Page) => page.lines.map(({ text }) => text);
    expect(texts(await read({ run: runs[0]?.run }))).toContain('a word of the first run');
    const second = await read({ run: runs[1]?.run });
    expect(texts(second)).toContain('a word of the second');
    expect(texts(second)).not.toContain('a word of the first run');
    expect(second.lines[0]?.seq).toBe(runs[1]?.from);
    expect((await read({ from: first + 2, count: 3 })).lines.map(({ seq }) => seq)).toEqual([
      first + 2,
      first + 3,
      first + 4,
    ]);
    const newest = await read({ count: 1 });
    expect(newest.lines[0]?.seq).toBe(newest.last);
    expect(newest.last).toBeGreaterThanOrEqual(last);
    expect(await read({ from: newest.last + 100 })).toMatchObject({ lines: [] });
  });

  it('outlive a restart of the program', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning({});
    await backends.toggle(0, false);
    const before = (await host.call('ListLogRuns', { backend_id: 0 })) as Runs;
    await host.reopen();
    const after = (await host.call('ListLogRuns', { backend_id: 0 })) as Runs;
    expect(after.runs.map(({ run, ended_at }) => ({ run, ended_at }))).toEqual(
      before.runs.map(({ run, ended_at }) => ({ run, ended_at })),
    );
  });

  it('refuse a run of which no lines are kept, and an unknown id', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning({});
    expect(await host.call('ReadLog', { backend_id: 0, run: 5 })).toMatchObject({ code: 'log_run_gone' });
    expect(await host.call('ListLogRuns', { backend_id: 1 })).toMatchObject({ code: 'invalid_backend_id' });
  });
});

describe.concurrent('SearchLog', () => {
  type Found = OperationOutput<'SearchLog'>;

  it('finds lines of the whole log by text, expression, level, stream and run, and marks what matches', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning({
      Flags: '--flood 0 --flood-lines 30000 --stderr "RuntimeError: CUDA out of memory"',
    });
    const search = async (input: object) =>
      (await host.call('SearchLog', { backend_id: 0, ...input })) as Found;
    const seqs = ({ matches }: Found) =>
      matches.flatMap(([first, count]) => Array.from({ length: count }, (_, n) => first + n));
    await eventually(
      'all is printed',
      async () => (await search({ pattern: 'FLOOD ENDED' })).matches.length > 0,
    );
    /** A call ends when it has taken long enough; the next one goes on from there. */
    const searchAll = async (input: object): Promise<number[]> => {
      let found = await search(input);
      const all = seqs(found);
      while (found.before !== null) {
        found = await search({ ...input, before: found.before });
        all.push(...seqs(found));
      }
      return all;
    };
    const [error] = await searchAll({ pattern: 'cuda.*memory$', regex: true });
    expect(await searchAll({ level: 'error' })).toEqual([error]);
    expect(await searchAll({ stream: 'err' })).toContain(error);
    expect(await searchAll({ pattern: 'cuda', match_case: true })).toEqual([]);
    const { runs } = (await host.call('ListLogRuns', { backend_id: 0 })) as OperationOutput<'ListLogRuns'>;
    expect(await searchAll({ pattern: '^Starting', regex: true, run: runs[0]?.run })).toEqual([
      runs[0]?.from,
    ]);
    // More than one call finds, each line once.
    let flood = await search({ pattern: 'flood flood' });
    let count = seqs(flood).length;
    while (flood.before !== null) {
      flood = await search({ pattern: 'flood flood', before: flood.before });
      count += seqs(flood).length;
    }
    expect(count).toBe(30_000);
    const page = (await host.call('ReadLog', {
      backend_id: 0,
      from: error,
      count: 1,
      mark: { pattern: 'C[UD]+A', regex: true },
    })) as OperationOutput<'ReadLog'>;
    expect(page.marks).toEqual([[[14, 18]]]);
  });

  it('refuses in words what is no expression, and one that takes a time without an end, and goes on', async (context) => {
    const { host, backends } = await openHost(context);
    await backends.addRunning({ Flags: `--stderr ${'a'.repeat(60)}!` });
    await eventually('the line', async () =>
      (await backends.log(0)).some(({ text }) => text.endsWith('aaa!')),
    );
    const search = (input: object) => host.call('SearchLog', { backend_id: 0, regex: true, ...input });
    expect(await search({ pattern: '(' })).toMatchObject({ code: 'invalid_pattern' });
    const slow = search({ pattern: '(a+)+$' });
    // Others are answered meanwhile.
    expect(await host.call('ListBackends', {})).toHaveProperty('0');
    expect(await slow).toMatchObject({ code: 'search_too_slow' });
    expect(await search({ pattern: 'a+!' })).toMatchObject({ matches: [[expect.any(Number), 1]] });
  });
});

describe.concurrent('BrowseFolder and CheckPath', () => {
  it('list folders first, then files with their size; hidden ones are left out', async (context) => {
    const { host } = await openHost(context);
    const folder = join(host.dataDir, 'models');
    await mkdir(join(folder, 'zoo'), { recursive: true });
    await writeFile(join(folder, 'a.gguf'), '12345');
    await writeFile(join(folder, '.hidden'), '');
    // Windows lets only an administrator make links.
    const canLink = process.platform !== 'win32';
    if (canLink) await symlink(join(folder, 'nowhere'), join(folder, 'dangling'));
    expect(await host.call('BrowseFolder', { path: folder })).toEqual({
      path: folder,
      parent: host.dataDir,
      entries: [
        { name: 'zoo', is_folder: true, bytes: 0 },
        { name: 'a.gguf', is_folder: false, bytes: 5 },
        ...(canLink ? [{ name: 'dangling', is_folder: false, bytes: 0 }] : []),
      ],
      truncated: false,
      drives: [],
    });
    expect(await host.call('BrowseFolder', { path: folder, hidden: true })).toMatchObject({
      entries: expect.arrayContaining([{ name: '.hidden', is_folder: false, bytes: 0 }]),
    });
  });

  it('start at the home folder, and end at the root', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('BrowseFolder')).toMatchObject({ path: homedir() });
    expect(await host.call('BrowseFolder', { path: '/' })).toMatchObject({
      path: resolve(homedir(), '/'),
      parent: null,
      drives: process.platform === 'win32' ? expect.arrayContaining([resolve(homedir(), '/')]) : [],
    });
  });

  it('refuse with a message what cannot be read', async (context) => {
    const { host } = await openHost(context);
    expect(await host.call('BrowseFolder', { path: '/no/such/folder' })).toMatchObject({
      message: `Could not read the folder ${resolve(homedir(), '/no/such/folder')}: there is no such file or folder.`,
    });
    expect(await host.call('BrowseFolder', { path: process.execPath })).toMatchObject({
      error: expect.stringContaining('it is not a folder'),
    });
    for (const path of ['bad\0path', `/${'x'.repeat(3000)}`]) {
      const reply = await host.call('BrowseFolder', { path });
      expect(reply).toMatchObject({ error: expect.stringMatching(/Could not read/) });
    }
  });

  it('answer what is at a path: file, folder, missing or unreadable', async (context) => {
    const { host } = await openHost(context);
    const kindOf = async (path: string) => (await host.call('CheckPath', { path })).kind;
    expect(await kindOf(process.execPath)).toBe('file');
    expect(await kindOf(host.dataDir)).toBe('folder');
    expect(await kindOf(join(host.dataDir, 'nothing'))).toBe('missing');
    expect(await kindOf(join(process.execPath, 'below'))).toBe('missing');
    expect(await kindOf('relative/path')).toBe('missing');
    expect(await kindOf('/bad\0path')).toBe('unreadable');
    // A type that has nothing to say of the path, and one that there is not.
    for (const type_id of ['comfyui_selfstart', 'no-such-type'])
      expect(
        await host.call('CheckPath', { path: process.execPath, type_id, setting: 'StartScript' }),
      ).toEqual({ kind: 'file' });
    // Windows closes no folder by its mode, and root may enter any.
    if (process.platform !== 'win32' && process.getuid?.() !== 0) {
      await mkdir(join(host.dataDir, 'closed', 'inside'), { recursive: true });
      await chmod(join(host.dataDir, 'closed'), 0o000);
      expect(await kindOf(join(host.dataDir, 'closed', 'inside'))).toBe('unreadable');
      await chmod(join(host.dataDir, 'closed'), 0o700);
    }
  });
});
