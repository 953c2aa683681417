import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { localFileChecks } from '../../files/file-checks.ts';
import { assertFolder, type CommandContext, resolveCommand } from './resolve-command.ts';

async function setUp(more: Partial<CommandContext> = {}) {
  const cwd = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const context: CommandContext = {
    backend: 'Backend 3 "Flux"',
    cwd,
    environment: { PATH: join(cwd, 'bin') },
    platform: 'linux',
    files: localFileChecks,
    ...more,
  };
  const program = async (path: string, text = '#!/bin/sh\n', mode = 0o755) => {
    const full = join(cwd, path);
    await mkdir(join(full, '..'), { recursive: true });
    await writeFile(full, text);
    await chmod(full, mode);
    return full;
  };
  return { cwd, program, resolve: (command: string) => resolveCommand(command, context) };
}

describe('a command', () => {
  test('with a folder is found from the working directory, without one on the PATH', async () => {
    const { program, resolve } = await setUp();
    const here = await program('run');
    const onPath = await program('bin/run');
    expect(await resolve(here)).toBe(here);
    expect(await resolve('./run')).toBe(here);
    expect(await resolve('run')).toBe(onPath);
  });

  test('is found on the worker’s own PATH, past files that may not be run', async () => {
    const { cwd, program, resolve } = await setUp({
      environment: { PATH: 'first:second' },
    });
    await program('first/run', '#!/bin/sh\n', 0o644);
    await program('second/run');
    expect(await resolve('run')).toBe(join(cwd, 'second/run'));
  });

  test('may be a link', async () => {
    const { cwd, program, resolve } = await setUp();
    await symlink(await program('real'), join(cwd, 'link'));
    expect(await resolve('./link')).toBe(join(cwd, 'link'));
  });

  test.each(['run', './run', '/no/such/run', '', 'a\0b'])(
    '%j that is not there is refused',
    async (command) => {
      const { resolve } = await setUp();
      await expect(resolve(command)).rejects.toMatchObject({ code: 'command_not_found' });
    },
  );

  test.each([
    ['without the right to run it', '#!/bin/sh\n', 0o644, /\(permission is denied\)/],
    [
      'that is a script without a first line',
      'echo hello\n',
      0o755,
      /first line does not name its interpreter/,
    ],
    [
      'whose interpreter is gone',
      '#!/old/venv/bin/python\n',
      0o755,
      /its interpreter \/old\/venv\/bin\/python is not there/,
    ],
    ['that is empty', '', 0o755, /\(it is empty\)/],
  ])('%s is refused with the reason', async (_, text, mode, reason) => {
    const { program, resolve } = await setUp();
    const path = await program('run', text, mode);
    await expect(resolve(path)).rejects.toMatchObject({
      code: 'command_not_executable',
      message: expect.stringMatching(reason),
    });
  });

  test('that is a folder is refused with the reason', async () => {
    const { cwd, resolve } = await setUp();
    await expect(resolve(cwd)).rejects.toThrow(
      `Backend 3 "Flux" cannot start: ${cwd} may not be run as a program (it is a folder).`,
    );
  });
});

describe('on Windows', () => {
  // On this system a backslash is an ordinary character, so the whole Windows path is the name of one file.
  const inFolderOf = async (names: string[]) => {
    const { cwd, program } = await setUp();
    const before = process.cwd();
    process.chdir(cwd);
    onTestFinished(() => process.chdir(before));
    for (const name of names) await program(name);
    return (command: string) =>
      resolveCommand(command, {
        backend: 'Backend 3',
        cwd: 'C:\\data',
        environment: { Path: 'C:\\tools;C:\\more', pathext: '.COM;.EXE;.BAT' },
        platform: 'win32',
        files: localFileChecks,
      });
  };

  test('the extensions of PATHEXT are tried in each folder of the PATH', async () => {
    const resolve = await inFolderOf(['C:\\more\\engine.EXE']);
    expect(await resolve('engine')).toBe('C:\\more\\engine.EXE');
    await expect(resolve('other')).rejects.toMatchObject({ code: 'command_not_found' });
  });

  test('a given extension is not added again', async () => {
    const resolve = await inFolderOf(['C:\\tools\\engine.exe']);
    expect(await resolve('engine.exe')).toBe('C:\\tools\\engine.exe');
    expect(await resolve('C:\\tools\\engine.exe')).toBe('C:\\tools\\engine.exe');
  });

  test('a batch file is a program, and any other script is refused', async () => {
    const resolve = await inFolderOf(['C:\\tools\\run.BAT', 'C:\\tools\\run.ps1']);
    expect(await resolve('run')).toBe('C:\\tools\\run.BAT');
    await expect(resolve('C:\\tools\\run.ps1')).rejects.toMatchObject({
      code: 'command_not_executable',
      message: expect.stringContaining('it is not a program'),
    });
  });
});

describe('a working directory', () => {
  test('that is a file is refused', async () => {
    const { program } = await setUp();
    const file = await program('file');
    await expect(assertFolder(file, 'Backend 3', localFileChecks)).rejects.toThrow(
      `Backend 3 cannot start: ${file} is not a folder.`,
    );
  });

  test('that is not there is refused with the setting to correct', async () => {
    await expect(assertFolder('/no/such', 'Backend 3', localFileChecks)).rejects.toMatchObject({
      code: 'path_not_found',
      hint: expect.stringContaining('Working directory'),
    });
  });
});
