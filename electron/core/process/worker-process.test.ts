import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  eventually,
  grandchildren,
  isRunning,
  logged,
  setUp,
} from '../../../e2e/testkit/process/worker-processes.ts';
import { FAKE_WORKER } from '../../../e2e/testkit/repository.ts';
import { systemClock } from '../clock.ts';
import { createProcessTable } from './process-table.ts';
import { MARK_VARIABLE } from './worker-environment.ts';
import { createSpawner } from './worker-process.ts';

const table = createProcessTable({ platform: process.platform });

test('the PID is the worker’s own, and its output is logged', async () => {
  const { spawn, log } = await setUp();
  const worker = await spawn(['--stderr', 'from stderr', '--ready-line']);
  await logged(log, 'READY');
  await logged(log, 'from stderr');
  expect(await worker.tree()).toEqual([worker.pid]);
  expect(isRunning(worker.pid)).toBe(true);
});

test('the exit code is kept, also where a shell would have made it a signal', async () => {
  const { spawn } = await setUp();
  const worker = await spawn(['--crash-after-ms', '0', '--crash-code', '137']);
  expect(await worker.exited).toEqual({ code: 137, signal: null });
});

test('a death by SIGKILL from outside is told as that signal', async () => {
  const { spawn, log } = await setUp();
  const worker = await spawn(['--ready-line']);
  await logged(log, 'READY');
  process.kill(worker.pid, 'SIGKILL');
  expect(await worker.exited).toEqual({ code: null, signal: 'SIGKILL' });
});

test('a death by a signal of its own is told as that signal', async () => {
  const { spawn } = await setUp();
  const worker = await spawn(['--crash-after-ms', '0', '--crash-signal', 'SIGSEGV']);
  expect(await worker.exited).toEqual({ code: null, signal: 'SIGSEGV' });
});

test('a polite stop ends a worker that heeds it long before the grace is over', async () => {
  const { spawn, log } = await setUp();
  const worker = await spawn(['--ready-line']);
  await logged(log, 'READY');
  await worker.stop({ graceMs: 60_000 });
  expect(isRunning(worker.pid)).toBe(false);
  expect(await worker.exited).toEqual({ code: null, signal: 'SIGTERM' });
});

test('a worker and grandchildren that all ignore SIGTERM are gone when the grace is over', async () => {
  const { spawn, log } = await setUp();
  const worker = await spawn(['--ignore-term', '--grandchildren', '3', '--grandchildren-ignore-term']);
  const pids = [worker.pid, ...(await grandchildren(log, 3))];
  expect((await worker.tree()).sort()).toEqual(pids.sort());
  const started = performance.now();
  await worker.stop({ graceMs: 300 });
  const took = performance.now() - started;
  expect(pids.filter(isRunning)).toEqual([]);
  expect(took).toBeGreaterThanOrEqual(299);
  expect(took).toBeLessThan(2000);
});

describe('how a worker is started', () => {
  test('arguments reach the program as they are: no shell reads them', async () => {
    const { spawnRequest, log, dir } = await setUp();
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

  test('a program in a folder with odd letters in its name is started', async () => {
    const { spawnRequest, log, dir } = await setUp();
    const command = join(dir, "a b'$(touch x)=");
    await writeFile(command, '#!/bin/sh\necho started\n', { mode: 0o755 });
    await (await spawnRequest({ command, args: [] })).exited;
    await logged(log, 'started');
  });

  test('loader variables are not inherited, but may be given', async () => {
    const { spawnRequest, log } = await setUp({
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
    'it inherits its three streams and nothing else of ours',
    async () => {
      const { spawnRequest, log } = await setUp();
      const worker = await spawnRequest({
        command: '/bin/sh',
        args: ['-c', 'ls -l /proc/$$/fd; cat; echo end'],
      });
      await worker.exited;
      await worker.outputEnded;
      const links = log.lastLines(100).flatMap((line) => / (\d+) -> (.*)$/.exec(line)?.slice(1) ?? []);
      // Above 9 there may be what this test itself was started with.
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
    const { spawnRequest, log, dir } = await setUp();
    await (await spawnRequest({ command: 'pwd', args: [] })).exited;
    await logged(log, dir);
    await (await spawnRequest({ command: 'pwd', args: [], cwd: '/' })).exited;
    await eventually(() => log.lastLines(1)[0] === '/');
  });

  test('a working directory that is not there is told before anything is started', async () => {
    const { spawn } = await setUp();
    await expect(spawn([], { cwd: '/no/such/folder' })).rejects.toThrow(
      'Backend 0 "Test" cannot start: there is no folder at /no/such/folder.',
    );
  });

  test('a program that is not there is told before anything is started', async () => {
    const { spawnRequest } = await setUp();
    await expect(spawnRequest({ command: 'no-such-program', args: [] })).rejects.toMatchObject({
      code: 'command_not_found',
    });
  });

  test('words for us go to their listener and not into the log', async () => {
    const { spawnRequest, log } = await setUp();
    const words: string[] = [];
    const worker = await spawnRequest({
      command: 'printf',
      args: ['%s\\n', 'before', '@ready 1', 'after @ready 2', '@ready 3'],
      controlPrefix: '@ready ',
      onControl: (message) => {
        words.push(message);
        if (message === '3') throw new Error('cannot be used');
      },
    });
    await worker.exited;
    await worker.outputEnded;
    expect(words).toEqual(['1', '3']);
    expect(log.lastLines(10)).toEqual(['before', 'after @ready 2']);
    expect((await log.read({ limit: 10, search: 'cannot be used' })).map(({ stream }) => stream)).toEqual([
      'host',
    ]);
  });
});

describe('its exit', () => {
  test('is known although a grandchild holds its output open', async () => {
    const { spawn, log } = await setUp();
    const worker = await spawn(['--grandchildren', '1', '--grandchildren-ignore-term', '--escape']);
    const [grandchild = 0] = await grandchildren(log, 1);
    process.kill(worker.pid, 'SIGKILL');
    await worker.exited;
    expect(isRunning(grandchild)).toBe(true);
  });

  test('comes with its last lines, once the output has ended', async () => {
    const { spawn, log } = await setUp();
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

describe('nothing is left', () => {
  test('of the group, when the worker dies and its grandchildren live on', async () => {
    const { spawn, log } = await setUp();
    const worker = await spawn(['--grandchildren', '3', '--grandchildren-ignore-term']);
    const pids = await grandchildren(log, 3);
    process.kill(worker.pid, 'SIGKILL');
    await worker.exited;
    await eventually(() => !pids.some(isRunning));
  });

  test('of those that escaped into sessions of their own, at a stop', async () => {
    const { spawn, log } = await setUp();
    const worker = await spawn(['--grandchildren', '3', '--grandchildren-ignore-term', '--escape']);
    const pids = [worker.pid, ...(await grandchildren(log, 3))];
    expect((await worker.tree()).sort()).toEqual(pids.sort());
    await worker.stop({ graceMs: 200 });
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test('of those that escaped, when the worker dies by itself', async () => {
    const { spawn, log } = await setUp();
    const worker = await spawn(['--grandchildren', '2', '--grandchildren-ignore-term', '--escape']);
    const pids = await grandchildren(log, 2);
    process.kill(worker.pid, 'SIGKILL');
    await worker.exited;
    // The sweep began by itself; this waits for its end.
    await worker.stop({ graceMs: 100 });
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test('of a descendant that hid its mark and left the group, as long as its parent lives', async () => {
    const { spawnRequest, log } = await setUp();
    const hide = "setsid env -i sh -c 'echo HIDDEN $$; exec sleep 1000'";
    const worker = await spawnRequest({ command: '/bin/sh', args: ['-c', `${hide} & sleep 1000`] });
    const hidden = Number((await logged(log, 'HIDDEN')).split(' ')[1]);
    await worker.stop({ graceMs: 5000 });
    expect(isRunning(hidden)).toBe(false);
  });

  test('of a worker that is held by SIGSTOP: it is woken and ends politely', async () => {
    const { spawn, log } = await setUp();
    const worker = await spawn(['--ready-line']);
    await logged(log, 'READY');
    process.kill(worker.pid, 'SIGSTOP');
    await worker.stop({ graceMs: 60_000 });
    expect(await worker.exited).toEqual({ code: null, signal: 'SIGTERM' });
  });

  test.runIf(process.platform === 'linux')(
    'but a zombie that nobody collects, which is not waited for',
    async () => {
      const { spawnRequest, log } = await setUp();
      // In the worker's group a child ends whose parent has left the group, hides, and never asks for it.
      const parent = "/bin/true & exec setsid env -i sh -c 'echo HIDDEN $$; exec sleep 1000'";
      const worker = await spawnRequest({
        command: '/bin/sh',
        args: ['-c', 'sh -c "$1" & wait', 'sh', parent],
      });
      const hidden = Number((await logged(log, 'HIDDEN')).split(' ')[1]);
      const zombie = await eventually(async () =>
        (await table.rows()).find((row) => row.ppid === hidden && row.zombie && row.pgid === worker.pid),
      );
      process.kill(worker.pid, 'SIGKILL');
      await worker.stop({ graceMs: 5000 });
      const rows = await table.rows();
      expect(rows.find(({ pid }) => pid === zombie.pid)?.zombie).toBe(true);
      process.kill(hidden, 'SIGKILL');
    },
  );

  test('and others are spared: a stop ends its own worker alone', async () => {
    const { spawn, log } = await setUp();
    const flags = ['--grandchildren', '1', '--escape', '--ready-line'];
    const first = await spawn(flags);
    const second = await spawn(flags);
    const pids = await grandchildren(log, 2);
    const others = await second.tree();
    await first.stop({ graceMs: 5000 });
    expect([...pids, first.pid, second.pid].filter(isRunning).sort()).toEqual(others.sort());
  });
});

describe('stop', () => {
  test('may be called twice at once, and the shorter grace counts', async () => {
    const { spawn, log } = await setUp();
    const worker = await spawn(['--ignore-term', '--ready-line']);
    await logged(log, 'READY');
    const patient = worker.stop({ graceMs: 600_000 });
    const hasty = worker.stop({ graceMs: 100 });
    await Promise.all([patient, hasty]);
    expect(isRunning(worker.pid)).toBe(false);
  });

  test('of a worker that has ended resolves', async () => {
    const { spawn } = await setUp();
    const worker = await spawn(['--crash-after-ms', '0']);
    await worker.exited;
    await worker.stop({ graceMs: 600_000 });
    await worker.stop({ graceMs: 600_000 });
  });

  test('without any grace kills at once', async () => {
    const { spawn, log } = await setUp();
    const worker = await spawn(['--ignore-term', '--ready-line']);
    await logged(log, 'READY');
    await worker.stop({ graceMs: 0 });
    expect(await worker.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });
});

describe('on Windows', () => {
  test('a worker is spawned without a gate and ended by taskkill', async () => {
    const { dir, log } = await setUp();
    // A backslash is a letter like any other here, so the whole Windows path is the name of one file.
    const command = 'C:\\tools\\engine.exe';
    await writeFile(join(dir, command), '#!/bin/sh\necho "$1"\nexec sleep 1000\n', { mode: 0o755 });
    await mkdir(join(dir, 'C:\\data'));
    const before = process.cwd();
    process.chdir(dir);
    onTestFinished(() => process.chdir(before));
    const commands: string[] = [];
    const spawner = createSpawner({
      platform: 'win32',
      dataDir: 'C:\\data',
      owner: { dataDirId: 'd', life: 'l' },
      clock: systemClock,
      log: { warn: () => {} },
      environment: { PATH: `${dir}:/usr/bin:/bin` },
      run: async (file, args) => {
        commands.push([file, ...args].join(' '));
        if (args.includes('/F')) process.kill(Number(args[1]), 'SIGKILL');
        return { code: file === 'taskkill' && !args.includes('/F') ? 128 : 0, stdout: '[]' };
      },
    });
    const worker = await spawner.spawnWorker(
      { command, args: ['a "b" %PATH%'] },
      { backendId: 0, generation: 1, backend: 'Backend 0', sink: log },
    );
    await logged(log, 'a "b" %PATH%');
    await worker.stop({ graceMs: 60_000 });
    expect(isRunning(worker.pid)).toBe(false);
    expect(commands.filter((line) => line.startsWith('taskkill'))).toEqual([
      `taskkill /PID ${worker.pid} /T`,
      `taskkill /PID ${worker.pid} /T /F`,
    ]);
    spawner.close();
  });
});

describe('a look whether it is still there', () => {
  test('changes nothing for a worker that lives, and nothing for one whose end is known', async () => {
    const { spawn, log } = await setUp();
    const worker = await spawn(['--ready-line']);
    await logged(log, 'READY');
    await worker.recheck?.();
    expect(isRunning(worker.pid)).toBe(true);
    await worker.stop({ graceMs: 60_000 });
    await worker.recheck?.();
    expect(await worker.exited).toEqual({ code: null, signal: 'SIGTERM' });
  });

  test.runIf(process.platform === 'linux')(
    'finds an end of which no word came, and ends what is left',
    async () => {
      const { dir, log } = await setUp();
      let isMissed = false;
      const spawner = createSpawner({
        platform: process.platform,
        dataDir: dir,
        owner: { dataDirId: `test${process.pid}`, life: 'missed' },
        clock: systemClock,
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
