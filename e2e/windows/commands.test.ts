/** Programs that a person names on Windows: found as there, and given their arguments as they are. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { localFileChecks } from '../../electron/core/files/file-checks.ts';
import { resolveCommand } from '../../electron/core/process/spawn/resolve-command.ts';
import { eventually } from '../testkit/eventually.ts';
import { logged, setUpWorkers } from '../testkit/process/worker-processes.ts';
import { inRepository, REPOSITORY } from '../testkit/repository.ts';

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

test('the scripts of npm that begin with exec run in cmd.exe, with their arguments and exit code', async () => {
  const { scripts } = JSON.parse(await readFile(inRepository('package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts.start).toMatch(/^exec node /);
  // As npm starts a script on Windows.
  const script = `exec node -e "console.log(process.argv[1]); process.exit(3)" -- "two words"`;
  const run = spawn('cmd.exe', ['/d', '/s', '/c', `"${script}"`], {
    cwd: REPOSITORY,
    windowsVerbatimArguments: true,
    env: { ...process.env, PATH: `${dirname(process.execPath)};${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  run.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code] = (await once(run, 'close')) as [number | null];
  expect([output.trim(), code]).toEqual(['two words', 3]);
});
