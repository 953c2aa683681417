/** What needs no real processes, or another system; ending real trees is tested in worker-process.test.ts. */
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { endTree, signalGroup } from './kill-tree.ts';
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
    const ending = endTree({ pid: 7, mark: 'm', exited }, 1000, {
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
    return { clock, commands, ending, end };
  }

  test('taskkill asks the tree politely, and forces what is left when the grace is over', async () => {
    const { clock, commands, ending } = setUp(0);
    await clock.advance(999);
    expect(commands).toEqual(['taskkill /PID 7 /T']);
    await clock.advance(1);
    await ending.done;
    // Then what the walk from parent to parent did not find.
    expect(commands[1]).toBe('taskkill /PID 7 /T /F');
    expect(commands.slice(2).sort()).toEqual(['taskkill /PID 8 /T /F', 'taskkill /PID 9 /T /F']);
  });

  test('a program without a window refuses the polite form, so that the grace is not waited for', async () => {
    const { commands, ending } = setUp(128);
    await ending.done;
    expect(commands.slice(0, 2)).toEqual(['taskkill /PID 7 /T', 'taskkill /PID 7 /T /F']);
  });

  test('what heeds it and leaves nothing is not forced', async () => {
    const { clock, commands, ending, end } = setUp(0);
    await clock.advance(10);
    for (const pid of [9, 8, 7]) end(pid);
    await ending.done;
    expect(commands).toEqual(['taskkill /PID 7 /T']);
  });

  test('a hurried end comes sooner', async () => {
    const { clock, commands, ending } = setUp(0);
    await clock.advance(10);
    ending.hurry(100);
    ending.hurry(5000);
    await clock.advance(100);
    await ending.done;
    expect(commands).toContain('taskkill /PID 7 /T /F');
  });
});
