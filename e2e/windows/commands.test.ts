/** Programs that a person names on Windows: found as there, and given their arguments as they are. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { localFileChecks } from '../../electron/core/files/file-checks.ts';
import { resolveCommand } from '../../electron/core/process/resolve-command.ts';
import { eventually } from '../testkit/eventually.ts';
import { logged, setUpWorkers } from '../testkit/process/worker-processes.ts';

async function folderForTest(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard test & (1) '));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

describe('a batch file', () => {
  /** Prints the arguments that a program gets from it. */
  const SCRIPT = '@echo off\r\n"%PROGRAM%" -e "console.log(JSON.stringify(process.argv.slice(1)))" -- %*\r\n';

  test('hands its arguments on as they are, and runs nothing that stands in them', async () => {
    const file = join(await folderForTest(), 'run.cmd');
    await writeFile(file, SCRIPT);
    const { log, spawnRequest } = await setUpWorkers();
    const args = ['--model', 'a & echo HIJACKED', '^&|<>()', '!PATH!', 'C:\\models\\', 'Grüße', ''];
    const worker = await spawnRequest({ command: file, args, env: { PROGRAM: process.execPath } });
    expect(JSON.parse(await logged(log, '--model'))).toEqual(args);
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    expect(log.lastLines(50)).not.toContain('HIJACKED');
  });

  test('is refused, in words, an argument in which cmd.exe would replace something', async () => {
    const file = join(await folderForTest(), 'run.bat');
    await writeFile(file, SCRIPT);
    const { spawnRequest } = await setUpWorkers();
    await expect(spawnRequest({ command: file, args: ['%PATH%'] })).rejects.toMatchObject({
      code: 'spawn_failed',
      message: expect.stringContaining('a batch file cannot be given % unchanged'),
    });
  });
});

describe('a name of a program', () => {
  test('is completed by PATHEXT and found on the Path, whatever the case of both names', async () => {
    const folder = await folderForTest();
    await mkdir(join(folder, 'bin'));
    await writeFile(join(folder, 'bin', 'engine.cmd'), '@echo off\r\n');
    const find = (environment: Record<string, string>) =>
      resolveCommand('Engine', {
        backend: 'Backend 0',
        cwd: folder,
        environment,
        platform: process.platform,
        files: localFileChecks,
      });
    expect(await find({ Path: `C:\\none;${join(folder, 'bin')}`, PathExt: '.EXE;.CMD' })).toMatch(
      /\\bin\\engine\.cmd$/i,
    );
    await expect(find({ PATH: join(folder, 'bin'), PATHEXT: '.EXE' })).rejects.toMatchObject({
      code: 'command_not_found',
    });
  });
});

test('output that is no UTF-8 is read in the code page of the console', async () => {
  const { log, spawnRequest } = await setUpWorkers();
  // 0x81 is ü in the code pages 437 and 850, and alone it is no UTF-8.
  const script = 'process.stdout.write(Buffer.from([0x66, 0x81, 0x72, 0x0d, 0x0a])); console.log("für");';
  const worker = await spawnRequest({ command: process.execPath, args: ['-e', script] });
  await worker.exited;
  await eventually('both lines', () => log.lastLines(50).filter((line) => line === 'für').length === 2);
});
