/** The launcher under the supervision of the core, with real processes that have the peculiarities of utility processes. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fakeUtilityProcess } from '../../../e2e/testkit/desktop/fake-utility-process.ts';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { grandchildren, logged, setUpWorkers } from '../../../e2e/testkit/process/worker-processes.ts';
import { isRunning } from '../../../e2e/testkit/processes.ts';
import { FAKE_WORKER } from '../../../e2e/testkit/repository.ts';
import { MARK_VARIABLE } from '../../core/process/spawn/worker-environment.ts';
import { createProcessTable } from '../../core/process/table/process-table.ts';
import { createUtilityProcessLauncher } from './utility-process-launcher.ts';

const table = createProcessTable({ platform: process.platform });

async function setUpLauncher(environment: NodeJS.ProcessEnv = process.env) {
  const bench = await setUpWorkers(environment, createUtilityProcessLauncher(fakeUtilityProcess));
  const launch = (flags: string[]) => bench.spawnRequest({ module: FAKE_WORKER, args: flags });
  return { ...bench, launch };
}

const groupOf = async (pid: number) => (await table.rows()).find((row) => row.pid === pid)?.pgid;

test('the PID is the worker’s own, and its output is logged', async () => {
  const { launch, log } = await setUpLauncher();
  const worker = await launch(['--stderr', 'from stderr', '--ready-line']);
  await logged(log, 'READY');
  await logged(log, 'from stderr');
  expect(await worker.tree()).toEqual([worker.pid]);
  expect(isRunning(worker.pid)).toBe(true);
});

test('control messages go to their listener and not into the log', async () => {
  const { spawnRequest, log } = await setUpLauncher();
  const messages: string[] = [];
  const worker = await spawnRequest({
    module: FAKE_WORKER,
    args: ['--ready-line', '--stderr', 'from stderr'],
    controlPrefix: 'REA',
    onControl: (message) => messages.push(message),
  });
  await eventually('a message', () => messages.length > 0);
  await worker.stop({ graceMs: 60_000 });
  expect(messages).toEqual(['DY']);
  expect(log.lastLines(10)).toEqual(['from stderr']);
});

test('the worker gets its environment, its arguments and its folder', async () => {
  const { spawnRequest } = await setUpLauncher({ NODE_OPTIONS: '--no-warnings', KEPT: 'yes' });
  const port = 20_000 + (process.pid % 10_000);
  await spawnRequest({
    module: FAKE_WORKER,
    args: ['--port', String(port)],
    env: { GIVEN_TOO: 'two words' },
  });
  const environment = await eventually('its environment', async () => {
    const reply = await fetch(`http://127.0.0.1:${port}/env`).catch(() => undefined);
    return (await reply?.json()) as Record<string, string> | undefined;
  });
  expect(environment).toMatchObject({ KEPT: 'yes', GIVEN_TOO: 'two words' });
  expect(environment[MARK_VARIABLE]).toMatch(/^test\d+\.\w+\/0\/1$/);
  expect(environment).not.toHaveProperty('NODE_OPTIONS');
});

test('a failure to spawn is reported with its reason', async () => {
  const broken = createUtilityProcessLauncher({
    fork: () => {
      throw new Error('utilityProcess cannot be used before app is ready');
    },
  });
  const { spawnRequest } = await setUpWorkers(process.env, broken);
  await expect(spawnRequest({ module: FAKE_WORKER, args: [] })).rejects.toMatchObject({
    code: 'spawn_failed',
    message: expect.stringContaining('cannot be used before app is ready'),
  });
});

describe('its end', () => {
  test('by itself is reported with the exit code and the last lines, and is complete when the process is gone', async () => {
    const { dir, spawnRequest, log } = await setUpLauncher();
    const module = join(dir, 'talkative.mjs');
    await writeFile(module, "process.stdout.write('line\\n'.repeat(4000) + 'why', () => process.exit(3));");
    const worker = await spawnRequest({ module, args: [] });
    expect(await worker.exited).toEqual({ code: 3, signal: null });
    // The exit is reported while the process is still ending.
    await worker.stop({ graceMs: 60_000 });
    expect(isRunning(worker.pid)).toBe(false);
    expect(log.lastLines(5000)).toHaveLength(4001);
    expect(log.lastLines(1)).toEqual(['why']);
  });

  test.each(['SIGKILL', 'SIGSEGV', 'SIGABRT'] as const)(
    'by %s is reported as that signal',
    async (signal) => {
      const { launch, log } = await setUpLauncher();
      const worker = await launch(['--ready-line']);
      await logged(log, 'READY');
      process.kill(worker.pid, signal);
      expect(await worker.exited).toEqual({ code: null, signal });
    },
  );

  test('by a core dump is reported as its signal, and an exit code that waitpid has shifted as that code', async () => {
    const exitOf = async (code: number, platform: NodeJS.Platform) => {
      const child = fakeUtilityProcess.fork(FAKE_WORKER, [], { stdio: 'pipe' });
      const launch = createUtilityProcessLauncher({ fork: () => child }, platform);
      const launched = await launch({
        module: FAKE_WORKER,
        args: [],
        cwd: '/',
        env: {},
        name: 'test',
        logMessage: () => undefined,
      });
      const { pid } = launched;
      child.emit('exit', code);
      process.kill(pid, 'SIGKILL');
      return await launched.exited;
    };
    expect(await exitOf(0x80 | 11, 'linux')).toEqual({ code: null, signal: 'SIGSEGV' });
    expect(await exitOf(3 << 8, 'linux')).toEqual({ code: 3, signal: null });
    expect(await exitOf(13, 'linux')).toEqual({ code: 13, signal: null });
    expect(await exitOf(0xc0000005, 'win32')).toEqual({ code: 0xc0000005, signal: null });
  });
});

describe('stop', () => {
  test('ends an obedient worker long before the grace period is over', async () => {
    const { launch, log } = await setUpLauncher();
    const worker = await launch(['--ready-line']);
    await logged(log, 'READY');
    await worker.stop({ graceMs: 600_000 });
    expect(isRunning(worker.pid)).toBe(false);
    expect(await worker.exited).toEqual({ code: null, signal: 'SIGTERM' });
  });

  test('gives a stubborn worker the whole grace period, and then kills it', async () => {
    const { launch, log } = await setUpLauncher();
    const worker = await launch(['--ignore-term', '--ready-line']);
    await logged(log, 'READY');
    const started = performance.now();
    await worker.stop({ graceMs: 300 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(299);
    expect(isRunning(worker.pid)).toBe(false);
    expect(await worker.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(log.lastLines(10)).toContain('SIGTERM ignored');
  });

  test('wakes a worker that was paused by SIGSTOP, which then ends by SIGTERM', async () => {
    const { launch, log } = await setUpLauncher();
    const worker = await launch(['--ready-line']);
    await logged(log, 'READY');
    process.kill(worker.pid, 'SIGSTOP');
    await worker.stop({ graceMs: 600_000 });
    expect(await worker.exited).toEqual({ code: null, signal: 'SIGTERM' });
  });

  test('signals no other process of the host’s group, to which the worker belongs', async () => {
    const { launch, log } = await setUpLauncher();
    const bystander = spawn('sleep', ['1000'], { stdio: 'ignore' });
    onTestFinished(() => void bystander.kill('SIGKILL'));
    const worker = await launch(['--ignore-term', '--grandchildren', '1', '--ready-line']);
    await grandchildren(log, 1);
    expect(await groupOf(worker.pid)).toBe(await groupOf(process.pid));
    expect(await groupOf(bystander.pid as number)).toBe(await groupOf(process.pid));
    await worker.stop({ graceMs: 200 });
    expect(isRunning(worker.pid)).toBe(false);
    expect(isRunning(bystander.pid as number)).toBe(true);
  });
});

describe('nothing is left', () => {
  test.each([
    ['its own group', []],
    ['sessions of their own', ['--escape']],
  ])('of what it started in %s, at a stop', async (_, flags) => {
    const { launch, log } = await setUpLauncher();
    const worker = await launch(['--grandchildren', '3', '--grandchildren-ignore-term', ...flags]);
    const pids = [worker.pid, ...(await grandchildren(log, 3))];
    expect((await worker.tree()).sort()).toEqual(pids.sort());
    await worker.stop({ graceMs: 200 });
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('of what it started, when it dies itself', async () => {
    const { launch, log } = await setUpLauncher();
    const worker = await launch(['--grandchildren', '2', '--grandchildren-ignore-term']);
    const pids = await grandchildren(log, 2);
    process.kill(worker.pid, 'SIGKILL');
    await worker.exited;
    // The sweep started by itself; this waits for its end.
    await worker.stop({ graceMs: 100 });
    expect(pids.filter(isRunning)).toEqual([]);
  });
});
