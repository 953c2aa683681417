import { spawn as spawnChild } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readLines } from '../../../e2e/testkit/core/test-logs.ts';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { grandchildren, logged, setUpWorkers } from '../../../e2e/testkit/process/worker-processes.ts';
import { isRunning } from '../../../e2e/testkit/processes.ts';
import { FAKE_WORKER } from '../../../e2e/testkit/repository.ts';
import { systemClock } from '../clock.ts';
import { localFileChecks } from '../files/file-checks.ts';
import { MARK_VARIABLE } from './spawn/worker-environment.ts';
import { createProcessTable } from './table/process-table.ts';
import { createSpawner } from './worker-process.ts';

const table = createProcessTable({ platform: process.platform });

test('the PID is the worker’s own, and its output is logged', async () => {
  const { spawn, log } = await setUpWorkers();
  const worker = await spawn(['--stderr', 'from stderr', '--ready-line']);
  await logged(log, 'READY');
  await logged(log, 'from stderr');
  expect(await worker.tree()).toEqual([worker.pid]);
  expect(isRunning(worker.pid)).toBe(true);
});

/** Makes the first file when it runs, prints its last words when the second one appears, makes the third one then, and lives on. */
const LAST_WORDS = `
const { existsSync, writeFileSync } = require('node:fs');
const [started, go, printed] = process.argv.slice(1);
process.on('SIGTERM', () => {});
writeFileSync(started, '');
const print = () => {
  console.error('last words');
  writeFileSync(printed, '');
};
const timer = setInterval(() => existsSync(go) && (clearInterval(timer), print()), 5);
setInterval(() => {}, 60_000);`;

test.runIf(process.platform !== 'win32')(
  'what lies in its pipes is logged, also where this program was held up after the exit',
  async () => {
    const { dir, log, spawnRequest } = await setUpWorkers(process.env, async ({ args }) => {
      const { pid = 0, stdout, stderr } = spawnChild(process.execPath, ['-e', LAST_WORDS, ...args]);
      // What a worker that has exited leaves behind gets SIGTERM at once, which ends a program that has just begun.
      await eventually('the program runs', () => existsSync(args[0] ?? ''));
      return { pid, stdout, stderr, exited: Promise.resolve({ code: 3, signal: null }) };
    });
    const [started, go, printed] = ['started', 'go', 'printed'].map((name) => join(dir, name)) as [
      string,
      string,
      string,
    ];
    const worker = await spawnRequest({ module: '', args: [started, go, printed] });
    // Behind all promises that are settled, so that the time for the last output has begun.
    await new Promise<void>((resolve) => process.nextTick(resolve));
    writeFileSync(go, '');
    const since = performance.now();
    const pause = new Int32Array(new SharedArrayBuffer(4));
    while (!existsSync(printed) || performance.now() - since < 500) {
      if (performance.now() - since > 20_000) throw new Error('The program has printed nothing.');
      Atomics.wait(pause, 0, 0, 5);
    }
    await worker.outputEnded;
    expect(log.lastLines(1)).toEqual(['last words']);
  },
);

test('the exit code is kept, even one that a shell would report as a signal', async () => {
  const { spawn } = await setUpWorkers();
  const worker = await spawn(['--crash-after-ms', '0', '--crash-code', '137']);
  expect(await worker.exited).toEqual({ code: 137, signal: null });
});

test('a SIGKILL from outside is reported as that signal', async () => {
  const { spawn, log } = await setUpWorkers();
  const worker = await spawn(['--ready-line']);
  await logged(log, 'READY');
  process.kill(worker.pid, 'SIGKILL');
  expect(await worker.exited).toEqual({ code: null, signal: 'SIGKILL' });
});

test('a signal that the worker sends itself is reported as that signal', async () => {
  const { spawn } = await setUpWorkers();
  const worker = await spawn(['--crash-after-ms', '0', '--crash-signal', 'SIGSEGV']);
  expect(await worker.exited).toEqual({ code: null, signal: 'SIGSEGV' });
});

describe('how a worker is started', () => {
  test('arguments reach the program unchanged: no shell reads them', async () => {
    const { spawnRequest, log, dir } = await setUpWorkers();
    const args = [
      '$(touch x)',
      '`touch x`',
      "it's",
      '"quoted"',
      'two\nlines',
      '; touch x',
      '*',
      '',
      '-c',
      '$HOME',
      'ä€😀',
    ];
    const script = 'console.log(JSON.stringify(process.argv.slice(1)))';
    const worker = await spawnRequest({ command: process.execPath, args: ['-e', script, '--', ...args] });
    await worker.exited;
    await worker.outputEnded;
    expect(JSON.parse(log.lastLines(1)[0] ?? '')).toEqual(args);
    expect(existsSync(join(dir, 'x'))).toBe(false);
  });

  test('a program whose path contains shell characters is started', async () => {
    const { spawnRequest, log, dir } = await setUpWorkers();
    const command = join(dir, "a b'$(touch x)=");
    await writeFile(command, '#!/bin/sh\necho started\n', { mode: 0o755 });
    await (await spawnRequest({ command, args: [] })).exited;
    await logged(log, 'started');
  });

  test('loader variables are not inherited, but may be given', async () => {
    const { spawnRequest, log } = await setUpWorkers({
      ...process.env,
      LD_PRELOAD: '/evil.so',
      LD_AUDIT: '/evil.so',
      DYLD_INSERT_LIBRARIES: '/evil.dylib',
      NODE_OPTIONS: '--no-warnings',
      NODE_CHANNEL_FD: '3',
      ELECTRON_RUN_AS_NODE: '1',
      PYTHONSTARTUP: '/evil.py',
      KEPT: 'yes',
    });
    const script = 'console.log(JSON.stringify(process.env))';
    const worker = await spawnRequest({
      command: process.execPath,
      args: ['-e', script],
      env: { ELECTRON_RUN_AS_NODE: 'given', 'odd.name/x': 'two words' },
    });
    await worker.exited;
    await worker.outputEnded;
    const env = JSON.parse(log.lastLines(1)[0] ?? '') as Record<string, string>;
    expect(env).toMatchObject({ KEPT: 'yes', ELECTRON_RUN_AS_NODE: 'given', 'odd.name/x': 'two words' });
    expect(env[MARK_VARIABLE]).toMatch(/^test\d+\.\w+\/0\/1$/);
    for (const name of ['LD_PRELOAD', 'LD_AUDIT', 'DYLD_INSERT_LIBRARIES', 'NODE_OPTIONS', 'NODE_CHANNEL_FD'])
      expect(env).not.toHaveProperty(name);
    expect(env).not.toHaveProperty('PYTHONSTARTUP');
  });

  test.runIf(process.platform === 'linux')(
    'it inherits its three streams and no other file of ours',
    async () => {
      const { spawnRequest, log } = await setUpWorkers();
      const worker = await spawnRequest({
        command: '/bin/sh',
        args: ['-c', 'ls -l /proc/$$/fd; cat; echo end'],
      });
      await worker.exited;
      await worker.outputEnded;
      const links = log.lastLines(100).flatMap((line) => / (\d+) -> (.*)$/.exec(line)?.slice(1) ?? []);
      // Descriptors above 9 may come from what started this test.
      expect(links.filter((_, index) => index % 2 === 0 && (links[index] ?? '').length === 1)).toEqual([
        '0',
        '1',
        '2',
      ]);
      expect(links[1]).toBe('/dev/null');
      expect(log.lastLines(1)).toEqual(['end']);
    },
  );

  test('the data directory is its working directory unless another is given', async () => {
    const { spawnRequest, log, dir } = await setUpWorkers();
    const program = { command: process.execPath, args: ['-p', 'process.cwd()'] };
    await (await spawnRequest(program)).exited;
    await logged(log, dir);
    const { root } = parse(dir);
    await (await spawnRequest({ ...program, cwd: root })).exited;
    await eventually('the folder in the log', () => log.lastLines(1)[0] === root);
  });

  test('a missing working directory is reported before anything is started', async () => {
    const { spawn } = await setUpWorkers();
    await expect(spawn([], { cwd: '/no/such/folder' })).rejects.toThrow(
      'Backend 0 "Test" cannot start: there is no folder at /no/such/folder.',
    );
  });

  test('a missing program is reported before anything is started', async () => {
    const { spawnRequest } = await setUpWorkers();
    await expect(spawnRequest({ command: 'no-such-program', args: [] })).rejects.toMatchObject({
      code: 'command_not_found',
    });
  });

  test('control messages go to their listener and not into the log', async () => {
    const { spawnRequest, log } = await setUpWorkers();
    const messages: string[] = [];
    const worker = await spawnRequest({
      command: process.execPath,
      args: ['-p', '"before\\n@ready 1\\nafter @ready 2\\n@ready 3"'],
      controlPrefix: '@ready ',
      onControl: (message) => {
        messages.push(message);
        if (message === '3') throw new Error('cannot be used');
      },
    });
    await worker.exited;
    await worker.outputEnded;
    expect(messages).toEqual(['1', '3']);
    expect(log.lastLines(10)).toEqual(['before', 'after @ready 2']);
    expect(
      (await readLines(log, { limit: 10, search: 'cannot be used' })).map(({ stream }) => stream),
    ).toEqual(['host']);
  });
});

describe('the exit of a worker', () => {
  test('is known even if a grandchild keeps the output open', async () => {
    const { spawn, log } = await setUpWorkers();
    const worker = await spawn(['--grandchildren', '1', '--grandchildren-ignore-term', '--escape']);
    const [grandchild = 0] = await grandchildren(log, 1);
    process.kill(worker.pid, 'SIGKILL');
    await worker.exited;
    expect(isRunning(grandchild)).toBe(true);
  });

  test('is followed by the last lines, before the output counts as ended', async () => {
    const { spawn, log } = await setUpWorkers();
    const worker = await spawn([
      '--flood',
      '0',
      '--flood-lines',
      '2000',
      '--stderr',
      'why',
      '--crash-after-ms',
      '50',
    ]);
    await worker.exited;
    await worker.outputEnded;
    expect(log.lastLines(5000)).toContain('why');
  });
});

describe('a recheck', () => {
  test('changes nothing while the worker runs, and nothing after its exit is known', async () => {
    const { spawn, log } = await setUpWorkers();
    const worker = await spawn(['--ready-line']);
    await logged(log, 'READY');
    await worker.recheck?.();
    expect(isRunning(worker.pid)).toBe(true);
    await worker.stop({ graceMs: 60_000 });
    await worker.recheck?.();
    expect(await worker.exited).toEqual({ code: null, signal: 'SIGTERM' });
  });

  test.runIf(process.platform === 'linux')(
    'finds an exit that was not reported, and stops what is left',
    async () => {
      const { dir, log } = await setUpWorkers();
      let isMissed = false;
      const spawner = createSpawner({
        platform: process.platform,
        dataDir: dir,
        owner: { dataDirId: `test${process.pid}`, hostId: 'missed' },
        clock: systemClock,
        files: localFileChecks,
        log: { warn: () => {} },
        table: { ...table, exists: (pid) => !isMissed && table.exists(pid) },
      });
      onTestFinished(() => spawner.close());
      const worker = await spawner.spawnWorker(
        { command: process.execPath, args: [FAKE_WORKER, '--grandchildren', '2', '--escape'] },
        { backendId: 0, generation: 1, backend: 'Backend 0', sink: log },
      );
      const pids = [worker.pid, ...(await grandchildren(log, 2))];
      isMissed = true;
      await worker.recheck?.();
      expect(await worker.exited).toEqual({ code: null, signal: null });
      await worker.stop({ graceMs: 1000 });
      expect(pids.filter(isRunning)).toEqual([]);
    },
  );
});
