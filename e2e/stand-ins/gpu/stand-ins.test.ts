/** The stand-ins behave as the real programs do. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type GpuStandIn, installGpuStandIn, silentGpus } from '../../launch/stand-ins/install-gpus.ts';
import { eventually } from '../../testkit/eventually.ts';
import { isRunning } from '../../testkit/processes.ts';

async function install(...request: Parameters<typeof installGpuStandIn>) {
  const standIn = await installGpuStandIn(...request);
  onTestFinished(standIn.remove);
  const env = { ...process.env, ...standIn.environment };
  return {
    standIn,
    env,
    run: (program: string, ...args: string[]) =>
      new Promise<{ code: unknown; stdout: string }>((resolve) => {
        execFile(join(standIn.folder, program), args, { env }, (error, stdout) =>
          resolve({ code: error === null ? 0 : error.code, stdout }),
        );
      }),
  };
}

describe.skipIf(process.platform === 'win32')('the stand-in of nvidia-smi', () => {
  test('prints a header and units unless it is told not to', async () => {
    const { run } = await install({ gpus: silentGpus().map((gpu) => ({ ...gpu, totalMiB: 1024 })) });
    const query = '--query-gpu=index,memory.total,fan.speed';
    expect(await run('nvidia-smi', query, '--format=csv')).toEqual({
      code: 0,
      stdout: 'index, memory.total [MiB], fan.speed [%]\n0, 1024 MiB, [N/A]\n',
    });
    expect((await run('nvidia-smi', query, '--format=csv,noheader,nounits')).stdout).toBe('0, 1024, [N/A]\n');
  });

  test('refuses what the real one does not know', async () => {
    const { run } = await install();
    expect(await run('nvidia-smi', '--query-gpu=index,vram', '--format=csv')).toEqual({
      code: 2,
      stdout: 'Field "vram" is not a valid field to query.\n\n',
    });
    for (const args of [
      ['--query-gpu=index'],
      ['--query-gpu=index', '--query-compute-apps=pid', '--format=csv'],
      ['--query-gpu=index', '--format=csv', '--loop-ms=0'],
      ['--query-everything', '--format=csv'],
    ]) {
      expect(await run('nvidia-smi', ...args)).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/^Invalid combination/),
      });
    }
  });

  test('ends when nobody reads any more', async () => {
    const { standIn, env } = await install();
    const args = ['--query-gpu=index', '--format=csv,noheader', '--loop-ms=20'];
    const child = spawn(join(standIn.folder, 'nvidia-smi'), args, {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    await once(child, 'exit');
  });
});

describe.skipIf(process.platform === 'win32')('a stand-in whose parent was killed', () => {
  test.each([
    [
      'nvidia-smi',
      'writes nothing',
      'ok',
      ['--query-compute-apps=pid', '--format=csv,noheader', '--loop-ms=20'],
    ],
    [
      'nvidia-smi',
      'ignores SIGTERM',
      'ignore-term',
      ['--query-compute-apps=pid', '--format=csv', '--loop-ms=20'],
    ],
    ['nvidia-smi', 'hangs', 'hang', ['--query-gpu=index', '--format=csv,noheader']],
    ['rocm-smi', 'hangs', 'hang', ['--json']],
  ] as const)('%s ends, also where it %s', async (program, _what, mode, args) => {
    const { standIn, env } = await install({ mode }, [program]);
    const started = await startAndKillParent(standIn, env, 'pipe', program, ...args);
    await eventually('the end of the stand-in', () => !isRunning(started.pid));
  });

  test('nvidia-smi ends, also where it begins to hang afterwards', async () => {
    const { standIn, env } = await install();
    const args = ['--query-gpu=index', '--format=csv', '--loop-ms=20'];
    // Without a pipe it does not learn from what it writes that nobody reads any more.
    const started = await startAndKillParent(standIn, env, 'ignore', 'nvidia-smi', ...args);
    await standIn.set({ mode: 'hang' });
    await eventually('the end of the stand-in', () => !isRunning(started.pid));
  });

  /** Starts the stand-in from a process that stays, as a test run does, and kills that process. */
  async function startAndKillParent(
    standIn: GpuStandIn,
    env: NodeJS.ProcessEnv,
    stdio: 'pipe' | 'ignore',
    program: string,
    ...args: string[]
  ): Promise<{ pid: number }> {
    const script = `require('node:child_process').spawn(process.argv[1], process.argv.slice(2), { stdio: '${stdio}' })`;
    const parent = spawn(process.execPath, ['-e', script, join(standIn.folder, program), ...args], {
      env,
      stdio: 'ignore',
    });
    const started = await eventually('the start of the stand-in', async () => (await standIn.started())[0]);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    return started;
  }
});

describe.skipIf(process.platform === 'win32')('the stand-in of rocm-smi', () => {
  test('refuses what the real one does not know', async () => {
    const { run } = await install({}, ['rocm-smi']);
    expect(await run('rocm-smi', '--showeverything', '--json')).toMatchObject({ code: 2 });
  });
});
