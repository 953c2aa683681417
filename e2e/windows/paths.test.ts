/** Paths as Windows has them: long ones, shares, the prefix of the file system, reserved names, dots and spaces at the end. */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  assertFullPath,
  checkPathKind,
  pathFromSetting,
} from '../../electron/backend-types/common/settings/path-setting.ts';
import { browseFolder } from '../../electron/core/discovery/browse-folder.ts';
import { localFileChecks } from '../../electron/core/files/file-checks.ts';
import { overwriteDurably } from '../../electron/core/storage/files/durable-file.ts';
import { setUpWorkers } from '../testkit/process/worker-processes.ts';

/** Prints the name of the computer, and is small. */
const PROGRAM = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'hostname.exe');

async function folderForTest(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-paths-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** A folder whose path has more than 260 characters. */
async function longFolder(): Promise<string> {
  const folder = join(
    await folderForTest(),
    ...Array.from({ length: 6 }, () => 'a folder with a long name of its own'),
  );
  await mkdir(folder, { recursive: true });
  expect(folder.length).toBeGreaterThan(260);
  return folder;
}

/** The same folder, as another machine sees it. */
const shareOf = (folder: string): string => folder.replace(/^([a-z]):\\/i, '\\\\localhost\\$1$\\');

/** Runs a program, and returns what it has printed. */
async function run(command: string, { args = [], cwd }: { args?: string[]; cwd?: string } = {}) {
  const { log, spawnRequest } = await setUpWorkers();
  const worker = await spawnRequest({ command, args, ...(cwd === undefined ? {} : { cwd }) });
  expect(await worker.exited).toEqual({ code: 0, signal: null });
  await worker.outputEnded;
  return log.lastLines(10).join('\n');
}

describe('a program', () => {
  test.each([
    ['whose path is longer than 260 characters', async () => join(await longFolder(), 'run.exe')],
    ['on a share of another machine', async () => shareOf(join(await folderForTest(), 'run.exe'))],
    [
      'that is named as the file system has it',
      async () => `\\\\?\\${join(await folderForTest(), 'run.exe')}`,
    ],
  ])('%s is started', async (_, place) => {
    const program = await place();
    await copyFile(PROGRAM, program);
    expect(await run(program)).toMatch(/\S/);
  });

  test.each([
    'NUL',
    'CON',
    'run.exe.',
    'run.exe ',
    'C:\\',
    '\\\\localhost\\none\\run.exe',
    'C:\\NUL\\run.exe',
  ])('named %j is refused in words', async (command) => {
    const { dir, spawnRequest } = await setUpWorkers();
    await copyFile(PROGRAM, join(dir, 'run.exe'));
    const started = spawnRequest({ command, args: [] });
    await expect(started).rejects.toMatchObject({
      code: expect.stringMatching(/^command_not_(found|executable)$/),
    });
  });
});

describe('a working directory', () => {
  const show = ['-e', 'console.log(process.cwd())'];

  test('that is named as the file system has it is that of the program', async () => {
    const folder = await folderForTest();
    expect((await run(process.execPath, { args: show, cwd: `\\\\?\\${folder}` })).trim()).toBe(folder);
  });

  test('on a share is that of the program', async () => {
    const share = shareOf(await folderForTest());
    const found = await run(process.execPath, { args: show, cwd: share });
    expect(found.trim().toLowerCase()).toBe(share.toLowerCase());
  });

  test('that is too long for Windows is refused in words', async () => {
    await expect(run(process.execPath, { args: show, cwd: await longFolder() })).rejects.toMatchObject({
      code: 'spawn_failed',
      message: expect.stringContaining('Windows starts no program in one of more than 258'),
    });
  });

  test('on a share is refused for a batch file, which would run in the folder of Windows', async () => {
    const folder = await folderForTest();
    const file = join(folder, 'run.bat');
    await writeFile(file, '@cd\r\n');
    expect((await run(file, { cwd: folder })).trim()).toBe(folder);
    await expect(run(file, { cwd: shareOf(folder) })).rejects.toThrow('Give the share a drive letter');
  });
});

describe('the path of a setting', () => {
  const where = { backend: 'Backend 0', name: 'Model' };

  test('is found on a share, beyond 260 characters, and as the file system has it', async () => {
    const long = join(await longFolder(), 'model.gguf');
    await writeFile(long, 'GGUF');
    for (const path of [long, shareOf(long), `\\\\?\\${long}`, `"${long}" `]) {
      const typed = pathFromSetting(path);
      assertFullPath(typed, where);
      expect(await checkPathKind(typed, localFileChecks), path).toBe('file');
    }
    expect(await browseFolder(shareOf(join(long, '..')), localFileChecks)).toMatchObject({
      entries: [{ name: 'model.gguf', is_folder: false, bytes: 4 }],
    });
  });

  test.each(['NUL', 'models\\a.gguf'])('%s is no full path', (path) => {
    expect(() => assertFullPath(pathFromSetting(path), where)).toThrow('is not a full path');
  });

  test('that names a device in a folder is not found', async () => {
    expect(await checkPathKind(join(await folderForTest(), 'NUL'), localFileChecks)).toBe('missing');
  });

  test('with dots at the end is not found, for the file has none; spaces at the end do not count', async () => {
    const file = join(await folderForTest(), 'model.gguf');
    await writeFile(file, 'GGUF');
    expect(await checkPathKind(pathFromSetting(`${file} `), localFileChecks)).toBe('file');
    expect(await checkPathKind(pathFromSetting(`${file}.`), localFileChecks)).toBe('missing');
  });
});

test('a data file is replaced also where its path is longer than 260 characters', async () => {
  const file = join(await longFolder(), 'backends.json');
  for (const text of ['one', 'two']) {
    await overwriteDurably(file, text);
    expect(await readFile(file, 'utf8')).toBe(text);
  }
});
