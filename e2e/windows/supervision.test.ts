/** Supervision by the real functions of Windows: jobs, the list of processes, sockets, and the ends of processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../electron/core/clock.ts';
import { stopTree } from '../../electron/core/process/stop/kill-tree.ts';
import { sweepLeftovers } from '../../electron/core/process/stop/leftovers.ts';
import { createProcessTable, treeOf } from '../../electron/core/process/table/process-table.ts';
import { loadWin32, type Win32 } from '../../electron/core/process/windows/native/win32.ts';
import {
  createWindowsProcesses,
  type SpawnedProgram,
  windowsProcesses,
} from '../../electron/core/process/windows/windows-processes.ts';
import { eventually } from '../testkit/eventually.ts';
import { isRunning } from '../testkit/processes.ts';

const FOLDER = process.cwd();
/** Starts two detached grandchildren with a cleared environment that ignore whatever they are asked, and prints all PIDs. */
const FAMILY = `
const { spawn } = require('node:child_process');
const stay = "for (const name of ['SIGINT', 'SIGBREAK', 'SIGTERM']) process.on(name, () => {}); setInterval(() => {}, 1000);";
const child = spawn(process.execPath, ['-e', \`
  const { spawn } = require('node:child_process');
  const grandchild = spawn(process.execPath, ['-e', \${JSON.stringify(stay)}], { detached: true, stdio: 'ignore', env: { SystemRoot: process.env.SystemRoot } });
  console.log(grandchild.pid);
  \${stay}\`], { detached: true, stdio: ['ignore', 'pipe', 'ignore'], env: { SystemRoot: process.env.SystemRoot } });
child.stdout.once('data', (data) => console.log('FAMILY', process.pid, child.pid, String(data).trim()));
eval(stay);
`;

/** Asks Windows for a process outside of the job of its parent, and prints whether it got one, with its PID or the error. */
const BREAKS_AWAY = `
const kernel = require('koffi').load('kernel32.dll');
const create = kernel.func('int __stdcall CreateProcessW(str16, void *, void *, void *, int, uint32_t, void *, str16, void *, void *)');
const lastError = kernel.func('uint32_t __stdcall GetLastError()');
const line = Buffer.from('"' + process.execPath + '" -e "setInterval(() => {}, 1000)"\\0', 'utf16le');
const startup = Buffer.alloc(104);
startup.writeUInt32LE(104, 0);
const created = Buffer.alloc(24);
const CREATE_BREAKAWAY_FROM_JOB = 0x1000000;
const isCreated = create(process.execPath, line, null, null, 0, CREATE_BREAKAWAY_FROM_JOB, null, null, startup, created);
console.log('ASKED', isCreated, isCreated ? created.readUInt32LE(16) : lastError());
setInterval(() => {}, 1000);
`;

interface Started {
  program: SpawnedProgram;
  /** All that it has printed so far. */
  output: () => string;
}

async function start(script: string, args: string[] = [], win32?: Win32): Promise<Started> {
  const windows = win32 ? createWindowsProcesses(win32) : await windowsProcesses();
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const program = await windows.spawn({
    command: process.execPath,
    args: ['-e', script, '--', ...args],
    cwd: FOLDER,
    env: { ...env, SWITCHYARD_WORKER: 'd.h/7/1' },
    mark: 'd.h/7/1',
  });
  onTestFinished(async () => {
    windows.endJob(program.pid);
    await program.exited;
    windows.release(program.pid);
  });
  let printed = '';
  program.stdout.setEncoding('utf8').on('data', (data: string) => {
    printed += data;
  });
  program.stderr.resume();
  return { program, output: () => printed };
}

async function startFamily(win32?: Win32): Promise<Started & { pids: number[] }> {
  const started = await start(FAMILY, [], win32);
  const line = () => /FAMILY (\d+) (\d+) (\d+)/.exec(started.output());
  await eventually('the family', () => line() !== null);
  return { ...started, pids: (line() ?? []).slice(1, 4).map(Number) };
}

describe('supervision', () => {
  test('a program gets its arguments, variables and folder, and its output and exit code come back', async () => {
    const args = ['a "b" c\\', '%PATH% & ^ | <', '', 'é €', '\\\\server\\share\\'];
    const windows = await windowsProcesses();
    const program = await windows.spawn({
      command: process.execPath,
      args: [
        '-e',
        'console.log(JSON.stringify([process.argv.slice(1), process.env.GREETING, process.cwd()])); console.error("on stderr"); process.exitCode = 7;',
        '--',
        ...args,
      ],
      cwd: FOLDER,
      env: { GREETING: 'Grüße', NODE_SKIP_PLATFORM_CHECK: '1' },
      mark: 'd.h/1/1',
    });
    const [out, err, exit] = await Promise.all([text(program.stdout), text(program.stderr), program.exited]);
    windows.release(program.pid);
    expect(JSON.parse(out)).toEqual([args, 'Grüße', FOLDER]);
    expect(err).toContain('on stderr');
    expect(exit).toEqual({ code: 7, signal: null });
    expect(program.jobProblem).toBeNull();
  });

  test('all that a worker starts is in its job, also what is detached and has another environment', async () => {
    const { program, pids } = await startFamily();
    const windows = await windowsProcesses();
    expect(windows.members(program.pid)).toEqual(expect.arrayContaining(pids));
    const table = createProcessTable({ platform: 'win32' });
    const rows = await table.rows();
    const tree = treeOf(rows, program.pid);
    expect(tree.map(({ pid }) => pid).sort()).toEqual([...pids].sort());
    for (const row of tree) expect(row.rssBytes, row.name).toBeGreaterThan(1_000_000);
    expect((await table.marked(rows, (mark) => mark === 'd.h/7/1')).map(({ pid }) => pid).sort()).toEqual(
      [...pids].sort(),
    );
  });

  test('no process leaves its job, not even one that asks Windows for it', async () => {
    const { output } = await start(BREAKS_AWAY);
    const asked = () => /ASKED (\d+) (\d+)/.exec(output());
    await eventually('the answer of Windows', () => asked() !== null);
    const [, isCreated, pidOrError] = asked() ?? [];
    const ACCESS_DENIED = 5;
    expect([isCreated, Number(pidOrError)]).toEqual(['0', ACCESS_DENIED]);
  });

  test('a stop ends a family that ignores everything within its time-out and 200 ms', async () => {
    const { program, pids } = await startFamily();
    const bystander = await start('setInterval(() => {}, 1000)');
    const started = performance.now();
    const stop = stopTree({ pid: program.pid, mark: 'd.h/7/1', exited: program.exited }, 1000, {
      platform: 'win32',
      table: createProcessTable({ platform: 'win32' }),
      clock: systemClock,
    });
    await stop.done;
    const took = performance.now() - started;
    expect(pids.filter(isRunning)).toEqual([]);
    expect(await program.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(stop.isForced).toBe(true);
    expect(isRunning(bystander.program.pid)).toBe(true);
    expect(took).toBeLessThan(1200);
  });

  test('a job that Windows refuses is told in words, and the program runs and is ended all the same', async () => {
    const real = await loadWin32();
    const ACCESS_DENIED = 5;
    let isRefused = false;
    const refusing: Win32 = {
      ...real,
      AssignProcessToJobObject: () => {
        isRefused = true;
        return 0;
      },
      GetLastError: () => (isRefused ? ACCESS_DENIED : real.GetLastError()),
    };
    const { program, pids } = await startFamily(refusing);
    expect(program.jobProblem).toBe('access is denied (Windows error 5)');
    const windows = createWindowsProcesses(real);
    const table = createProcessTable({ platform: 'win32', windows: async () => windows });
    const stop = stopTree({ pid: program.pid, mark: 'd.h/7/1', exited: program.exited }, 0, {
      platform: 'win32',
      table,
      clock: systemClock,
      windows: async () => windows,
    });
    await stop.done;
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test('a process with a PID that was seen before, and another time of creation, is not ended', async () => {
    const { program } = await start('setInterval(() => {}, 1000)');
    const windows = await windowsProcesses();
    const row = windows.rows().find(({ pid }) => pid === program.pid);
    if (row === undefined) throw new Error('The process is not in the table.');
    expect(windows.end({ ...row, startTime: String(BigInt(row.startTime) - 1n) })).toBe('gone');
    expect(isRunning(program.pid)).toBe(true);
    expect(windows.end(row)).toBe('sent');
    await program.exited;
    expect(windows.end(row)).toBe('gone');
  });

  test('a process that may not be opened is refused, and stays', async () => {
    const real = await loadWin32();
    const { program } = await start('setInterval(() => {}, 1000)');
    const row = (await windowsProcesses()).rows().find(({ pid }) => pid === program.pid);
    if (row === undefined) throw new Error('The process is not in the table.');
    const denied = createWindowsProcesses({ ...real, OpenProcess: () => null });
    expect(denied.end(row)).toBe('refused');
    expect(denied.markOf(row)).toBeNull();
    expect(denied.adopt(program.pid, 'm')).toMatch(/Windows error|^[a-z]/);
    expect(isRunning(program.pid)).toBe(true);
  });

  test('a program that cannot be started is an error in words', async () => {
    const windows = await windowsProcesses();
    const spawning = windows.spawn({
      command: `${FOLDER}\\there-is-none.exe`,
      args: [],
      cwd: FOLDER,
      env: {},
      mark: 'm',
    });
    await expect(spawning).rejects.toThrow('there is no such file (Windows error 2)');
  });

  test('a program with a window is asked to close it, and ends by itself', async () => {
    const windows = await windowsProcesses();
    const folder = process.env.SystemRoot ?? 'C:\\Windows';
    const program = await windows.spawn({
      command: `${folder}\\System32\\winver.exe`,
      args: [],
      cwd: folder,
      env: {},
      mark: 'd.h/9/1',
    });
    onTestFinished(async () => {
      windows.endJob(program.pid);
      await program.exited;
      windows.release(program.pid);
    });
    const members = () => windows.members(program.pid) ?? [];
    await eventually('its window', () => windows.askToEnd(program.pid, members()));
    expect(await program.exited).toEqual({ code: 0, signal: null });
  });

  test('leftovers of an earlier life are found by the mark in their environment, and ended; others are not', async () => {
    const run = (mark: string): ChildProcess => {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
        detached: true,
        stdio: 'ignore',
        env: { ...process.env, SWITCHYARD_WORKER: mark },
      });
      onTestFinished(() => void child.kill());
      return child;
    };
    const [leftover, own, foreign] = [run('data.earlier/1/1'), run('data.now/1/1'), run('other.earlier/1/1')];
    const table = createProcessTable({ platform: 'win32' });
    const ended = await sweepLeftovers({
      owner: { dataDirId: 'data', hostId: 'now' },
      table,
      clock: systemClock,
    });
    expect(ended.map(({ pid }) => pid)).toEqual([leftover.pid]);
    await eventually('the end of the leftover', () => !isRunning(leftover.pid as number));
    expect([own, foreign].map(({ pid }) => isRunning(pid as number))).toEqual([true, true]);
  });

  test('the sockets of this program are in the table', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await eventually('the listener', () => server.listening);
    const { port } = server.address() as { port: number };
    const sockets = await (await windowsProcesses()).sockets('listeners');
    const own = sockets.filter((socket) => socket.port === port && socket.peer === null);
    expect(own.map(({ address }) => address)).toEqual(['127.0.0.1']);
    // Wine tells no owner of a listener.
    for (const pid of own.flatMap(({ pids }) => [...pids])) expect(pid).toBe(process.pid);
  });

  test('where the drivers account no graphics memory, that is told, and not nothing', async () => {
    const counters = await (await windowsProcesses()).gpuCounters();
    // Wine has no such counters, nor has a machine without a graphics card.
    for (const { pid, bytes } of counters ?? []) expect([pid > 0, bytes >= 0]).toEqual([true, true]);
  });
});
