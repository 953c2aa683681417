/** Tests without real processes and tests of other systems. Real trees are stopped in worker-stop.test.ts. */
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { signalGroup, stopTree } from './kill-tree.ts';
import type { ProcessRow, ProcessTable } from './process-table.ts';

test('a group that is not there cannot be signalled', () => {
  expect(signalGroup(2 ** 22 + 1, 0)).toBe(false);
});

describe('on Windows', () => {
  const row = (pid: number, ppid: number): ProcessRow => ({
    pid,
    ppid,
    pgid: 0,
    zombie: false,
    startTime: '1',
    name: 'x',
    rssBytes: 0,
    cpuMs: 0,
  });

  function setUp(politeCode: number) {
    const clock = new ManualClock();
    const commands: string[] = [];
    const alive = new Map([row(7, 4), row(8, 7), row(9, 8)].map((entry) => [entry.pid, entry]));
    let exit = () => {};
    const exited = new Promise<void>((resolve) => {
      exit = resolve;
    });
    const table: ProcessTable = {
      rows: async () => [...alive.values()],
      exists: (pid) => alive.has(pid),
      living: async (seen) => seen.filter(({ pid }) => alive.has(pid)),
      marked: async () => [],
    };
    const end = (pid: number) => {
      alive.delete(pid);
      if (pid === 7) exit();
    };
    const stop = stopTree({ pid: 7, mark: 'm', exited }, 1000, {
      platform: 'win32',
      table,
      clock,
      run: async (file, args) => {
        commands.push([file, ...args].join(' '));
        if (!args.includes('/F')) return { code: politeCode, stdout: '' };
        end(Number(args[1]));
        return { code: 0, stdout: '' };
      },
    });
    return { clock, commands, stop, end };
  }

  test('taskkill asks the tree to end, and forces what is left when the grace is over', async () => {
    const { clock, commands, stop } = setUp(0);
    await clock.advance(999);
    expect(commands).toEqual(['taskkill /PID 7 /T']);
    await clock.advance(1);
    await stop.done;
    // Then those that the walk from parents to children may not find.
    expect(commands[1]).toBe('taskkill /PID 7 /T /F');
    expect(commands.slice(2).sort()).toEqual(['taskkill /PID 8 /T /F', 'taskkill /PID 9 /T /F']);
  });

  test('a program without a window refuses, and is killed without waiting for the grace', async () => {
    const { commands, stop } = setUp(128);
    await stop.done;
    expect(commands.slice(0, 2)).toEqual(['taskkill /PID 7 /T', 'taskkill /PID 7 /T /F']);
  });

  test('a tree that obeys is not forced', async () => {
    const { clock, commands, stop, end } = setUp(0);
    await clock.advance(10);
    for (const pid of [9, 8, 7]) end(pid);
    await stop.done;
    expect(commands).toEqual(['taskkill /PID 7 /T']);
  });

  test('a shorter grace applies at once, a longer one does not', async () => {
    const { clock, commands, stop } = setUp(0);
    await clock.advance(10);
    stop.shortenGrace(100);
    stop.shortenGrace(5000);
    await clock.advance(100);
    await stop.done;
    expect(commands).toContain('taskkill /PID 7 /T /F');
  });
});
