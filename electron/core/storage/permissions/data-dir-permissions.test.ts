import { chmod, mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldIn } from '../../../../e2e/testkit/in-language.ts';
import { closeDataDirToOthers } from './data-dir-permissions.ts';

const uid = process.getuid?.() ?? 0;
const ANOTHER_UID = uid + 1000;
let root: string;
let dataDir: string;
const modeOf = async (path: string) => (await stat(path)).mode & 0o7777;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'switchyard-permissions-')));
  dataDir = join(root, 'data');
  await mkdir(dataDir, { mode: 0o700 });
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('a data directory', () => {
  it('that nobody else can get at is left as it is', async () => {
    await writeFile(join(dataDir, 'token'), 't', { mode: 0o600 });
    expect(await closeDataDirToOthers(dataDir)).toEqual([]);
  });

  it('that others can write is closed, with the files in it, and a notice says so', async () => {
    await mkdir(join(dataDir, 'logs'));
    for (const name of ['token', 'backends.json', 'backends.json.1', 'logs/switchyard.log']) {
      await writeFile(join(dataDir, name), 'x');
      await chmod(join(dataDir, name), 0o644);
    }
    await writeFile(join(dataDir, 'note.txt'), 'not ours');
    await chmod(join(dataDir, 'note.txt'), 0o644);
    await chmod(dataDir, 0o777);
    const [notice, ...more] = await closeDataDirToOthers(dataDir);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      id: 'data-directory-was-open',
      message: expect.stringContaining(
        `could change what Switchyard keeps in ${dataDir}: the folder itself, `,
      ),
      hint: expect.stringContaining('make a new token'),
    });
    expect(notice && (await fieldIn('de', notice, 'message'))).toContain(
      `konnten ändern, was Switchyard in ${dataDir} aufbewahrt: der Ordner selbst, `,
    );
    expect(await modeOf(dataDir)).toBe(0o700);
    for (const name of ['token', 'backends.json', 'backends.json.1', 'logs/switchyard.log'])
      expect(await modeOf(join(dataDir, name))).toBe(0o600);
    expect(await modeOf(join(dataDir, 'note.txt'))).toBe(0o644);
    expect(await closeDataDirToOthers(dataDir)).toEqual([]);
  });

  it('with a token that others could read gets that mended, with a notice', async () => {
    await writeFile(join(dataDir, 'token'), 't');
    await chmod(join(dataDir, 'token'), 0o640);
    expect(await closeDataDirToOthers(dataDir)).toEqual([
      expect.objectContaining({ message: expect.stringContaining('could read what Switchyard keeps') }),
    ]);
    expect(await modeOf(join(dataDir, 'token'))).toBe(0o600);
  });

  it('is refused where others can write it and it holds files of other programs: its mode stays', async () => {
    await writeFile(join(dataDir, 'thesis.txt'), '');
    await chmod(dataDir, 0o1777);
    await expect(closeDataDirToOthers(dataDir)).rejects.toThrow(
      `The data directory ${dataDir} cannot be used: others can write it, and it has files of other programs`,
    );
    expect(await modeOf(dataDir)).toBe(0o1777);
  });

  it('is refused where every user can replace it by way of a parent, unless the sticky bit prevents that', async () => {
    await chmod(root, 0o777);
    await expect(closeDataDirToOthers(dataDir)).rejects.toThrow(`Run "chmod o-w ${root}"`);
    await symlink(dataDir, join(tmpdir(), `switchyard-link-${process.pid}`));
    await expect(
      closeDataDirToOthers(join(tmpdir(), `switchyard-link-${process.pid}`)).finally(() =>
        rm(join(tmpdir(), `switchyard-link-${process.pid}`)),
      ),
    ).rejects.toThrow(`parent ${root}`);
    await chmod(root, 0o1777);
    expect(await closeDataDirToOthers(dataDir)).toEqual([]);
  });

  it('of another user is refused, and root is told', async () => {
    if (uid !== 0)
      await expect(closeDataDirToOthers(dataDir, { uid: ANOTHER_UID })).rejects.toThrow(
        `it belongs to another user (${uid}). Who can do that`,
      );
    else {
      const { chown } = await import('node:fs/promises');
      await chown(dataDir, ANOTHER_UID, ANOTHER_UID);
      await expect(closeDataDirToOthers(dataDir, { uid: ANOTHER_UID + 1 })).rejects.toThrow(
        `it belongs to another user (${ANOTHER_UID})`,
      );
      expect(await closeDataDirToOthers(dataDir)).toEqual([
        expect.objectContaining({
          id: 'data-directory-is-open',
          message: expect.stringContaining(`it belongs to another user (${ANOTHER_UID})`),
        }),
      ]);
      await chown(dataDir, 0, 0);
      await writeFile(join(dataDir, 'token'), 'planted', { mode: 0o600 });
      await chown(join(dataDir, 'token'), ANOTHER_UID, ANOTHER_UID);
      expect(JSON.stringify(await closeDataDirToOthers(dataDir))).toContain(
        `the file token belongs to another user (${ANOTHER_UID})`,
      );
    }
  });

  it('is not looked at on Windows', async () => {
    await chmod(dataDir, 0o777);
    expect(await closeDataDirToOthers(dataDir, { platform: 'win32' })).toEqual([]);
  });
});
