/** When a worker on Windows is asked to end, when it is forced, and what is said. Real jobs: e2e/windows/supervision.test.ts. */
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import { stopTree } from '../stop/kill-tree.ts';
import type { ProcessRow, ProcessTable } from '../table/process-row.ts';
import type { EndResult, WindowsProcesses } from './windows-processes.ts';

const WORKER = 7;
const row = (pid: number, ppid: number): ProcessRow => ({
  pid,
  ppid,
  pgid: 0,
  zombie: false,
  startTime: String(pid),
  name: `${pid}.exe`,
  rssBytes: 0,
  cpuMs: 0,
});

/** A worker with a child and a grandchild. */
function setUp({ canAsk = true, hasJob = true, endResult = 'sent' as EndResult } = {}) {
  const clock = new ManualClock();
  const calls: string[] = [];
  const delays: string[] = [];
  const alive = new Map(
    [row(WORKER, 4), row(8, WORKER), row(9, 8), row(50, 4)].map((each) => [each.pid, each]),
  );
  const machine = { error: null as Error | null };
  let exit = () => {};
  const exited = new Promise<void>((resolve) => {
    exit = resolve;
  });
  const end = (...pids: number[]) => {
    for (const pid of pids) alive.delete(pid);
    if (pids.includes(WORKER)) exit();
  };
  const tree = () => [WORKER, 8, 9].filter((pid) => alive.has(pid));
  const windows = {
    members: () => {
      if (machine.error) throw machine.error;
      return hasJob ? tree() : null;
    },
    askToEnd: (worker: number, members: readonly number[]) => {
      calls.push(`ask ${worker}: ${members.join(' ')}`);
      return canAsk;
    },
    endJob: (worker: number) => {
      if (!hasJob) return false;
      calls.push(`end the job of ${worker}`);
      end(...tree());
      return true;
    },
    end: ({ pid }: ProcessRow) => {
      calls.push(`end ${pid}`);
      if (endResult === 'sent') end(pid);
      return endResult;
    },
  } satisfies Partial<WindowsProcesses> as unknown as WindowsProcesses;
  const table: ProcessTable = {
    rows: async () => [...alive.values()],
    exists: (pid) => alive.has(pid),
    living: async (seen) => seen.filter(({ pid }) => alive.has(pid)),
    marked: async () => [],
  };
  const stop = stopTree({ pid: WORKER, mark: 'm', exited }, 1000, {
    platform: 'win32',
    table,
    clock,
    windows: async () => windows,
    onDelay: ({ text }) => delays.push(text),
  });
  return { alive, calls, clock, delays, end, machine, stop };
}

describe('the processes of a worker on Windows', () => {
  test('are asked to end, and forced when the grace is over', async () => {
    const { alive, calls, clock, stop } = setUp();
    await clock.advance(999);
    expect(calls).toEqual(['ask 7: 7 8 9']);
    expect(stop.isForced).toBe(false);
    await clock.advance(1);
    await stop.done;
    expect(calls).toEqual(['ask 7: 7 8 9', 'end the job of 7']);
    expect(stop.isForced).toBe(true);
    expect([...alive.keys()]).toEqual([50]);
  });

  test('are forced at once where none of them can be asked', async () => {
    const { calls, stop } = setUp({ canAsk: false });
    await stop.done;
    expect(calls).toEqual(['ask 7: 7 8 9', 'end the job of 7']);
  });

  test('are not forced where they obey, also when some need longer than the worker', async () => {
    const { calls, clock, end, stop } = setUp();
    await clock.advance(10);
    end(WORKER);
    await clock.advance(500);
    end(8, 9);
    await clock.advance(100);
    await stop.done;
    expect(calls).toEqual(['ask 7: 7 8 9']);
    expect(stop.isForced).toBe(false);
  });

  test('are forced where they outlive the worker, of which that is not said', async () => {
    const { calls, clock, end, stop } = setUp();
    await clock.advance(10);
    end(WORKER);
    await clock.advance(990);
    await stop.done;
    expect(calls).toEqual(['ask 7: 7 8 9', 'end the job of 7']);
    expect(stop.isForced).toBe(false);
  });

  test('a shorter grace applies at once, a longer one does not', async () => {
    const { calls, clock, stop } = setUp();
    await clock.advance(10);
    stop.shortenGrace(100);
    stop.shortenGrace(5000);
    await clock.advance(100);
    await stop.done;
    expect(calls).toContain('end the job of 7');
  });

  test('without a job they are ended one by one, and nobody else is', async () => {
    const { alive, calls, clock, stop } = setUp({ hasJob: false });
    await clock.advance(1000);
    await stop.done;
    expect(calls.slice(1).sort()).toEqual(['end 7', 'end 8', 'end 9']);
    expect([...alive.keys()]).toEqual([50]);
  });

  test('which Windows does not let us end are named with what to do, and tried again', async () => {
    const { clock, delays, end, stop } = setUp({ hasJob: false, endResult: 'refused' });
    await clock.advance(1000);
    await clock.advance(1000);
    expect(delays).toEqual([
      'It runs as another user or as administrator, so Windows does not let Switchyard end it: PID 7, 8 and 9. End it in Task Manager.',
    ]);
    end(WORKER, 8, 9);
    await clock.advance(2000);
    await stop.done;
  });

  test('that cannot be read are reported, and waited for', async () => {
    const { clock, delays, end, machine, stop } = setUp();
    await clock.advance(10);
    machine.error = new Error('access is denied (Windows error 5)');
    end(WORKER);
    for (let second = 0; second < 5; second += 1) await clock.advance(1000);
    expect(delays).toEqual([
      'Switchyard cannot tell whether it has ended: access is denied (Windows error 5). Switchyard tries again.',
    ]);
    machine.error = null;
    end(8, 9);
    await clock.advance(2000);
    await stop.done;
  });
});
