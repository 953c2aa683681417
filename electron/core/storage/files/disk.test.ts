/** Both ways to the disk: what they do, and how they fail. */
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { disk, waitForDiskHere } from './disk.ts';

let dir: string;
let goBack = () => {};
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'switchyard-disk-calls-'));
});
afterEach(async () => {
  goBack();
  await rm(dir, { recursive: true, force: true });
});
const at = (name: string) => join(dir, name);

describe.each([
  ['the pool', () => () => {}],
  ['this thread', waitForDiskHere],
])('by %s', (_by, choose) => {
  beforeEach(() => {
    goBack = choose();
  });

  it('a file is written, synced, read, linked, renamed and removed', async () => {
    const file = await disk.open(at('a'), 'wx+', 0o600);
    await file.writeFile('grüße');
    await file.sync();
    const buffer = Buffer.alloc(10);
    expect(await file.read(buffer, 1, 9, 0)).toMatchObject({ bytesRead: 7 });
    expect(buffer.toString('utf8', 1, 8)).toBe('grüße');
    const { ino, size } = await file.stat({ bigint: true });
    expect(size).toBe(7n);
    await file.close();
    await disk.link(at('a'), at('b'));
    await disk.rename(at('b'), at('c'));
    expect((await disk.stat(at('c'), { bigint: true })).ino).toBe(ino);
    await disk.copyFile(at('c'), at('d'), 0);
    await disk.unlink(at('c'));
    await disk.rm(at('c'), { force: true });
    expect((await disk.stat(at('d'))).size).toBe(7);
    expect(await readFile(at('d'), 'utf8')).toBe('grüße');
    const again = await disk.open(at('d'), 'r');
    expect(await again.readFile('utf8')).toBe('grüße');
    await again.close();
  });

  it.runIf(process.platform !== 'win32')('a link is looked at itself where that is asked for', async () => {
    await writeFile(at('a'), '');
    await symlink(at('a'), at('link'));
    expect((await disk.lstat(at('link'))).isSymbolicLink()).toBe(true);
    expect((await disk.stat(at('link'))).isFile()).toBe(true);
  });

  it('what the system refuses rejects with its code, and throws nothing', async () => {
    await writeFile(at('a'), '');
    const refused: [call: () => Promise<unknown>, code: string][] = [
      [() => disk.open(at('a'), 'wx+', 0o600), 'EEXIST'],
      [() => disk.link(at('a'), at('a')), 'EEXIST'],
      [() => disk.rename(at('none'), at('a')), 'ENOENT'],
      [() => disk.stat(at('none')), 'ENOENT'],
      [() => disk.lstat(at('none')), 'ENOENT'],
      [() => disk.unlink(at('none')), 'ENOENT'],
      [() => disk.copyFile(at('none'), at('a'), 0), 'ENOENT'],
    ];
    for (const [call, code] of refused) await expect(call()).rejects.toMatchObject({ code });
    const file = await disk.open(at('a'), 'r');
    await expect(file.writeFile('x')).rejects.toMatchObject({ code: expect.stringMatching(/EBADF|EPERM/) });
    await file.close();
  });
});
