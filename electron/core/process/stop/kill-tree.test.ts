/** Tests without real processes and tests of other systems. Real trees are stopped in worker-stop.test.ts. */
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import type { ProcessRow, ProcessTable } from '../table/process-row.ts';
import { shareReadings } from '../table/shared-reading.ts';
import { stopTree } from './kill-tree.ts';
import { signalGroup } from './signals.ts';

test('a group that is not there cannot be signalled', () => {
  expect(signalGroup(2 ** 22 + 1, 0)).toBe(false);
});

const PROCESS = { pgid: 0, zombie: false, startTime: '1', name: 'x', rssBytes: 0, cpuMs: 0 };

describe('on POSIX', () => {
  const failure = (code: string) => Object.assign(new Error(`${code}: not now`), { code });

  /** Workers that lead a group each; a signal ends one, unless `refused` has its PID. */
  function setUp(pids: number[], { refused = new Set<number>(), obeys = true } = {}) {
    const clock = new ManualClock();
    const alive = new Map<number, ProcessRow>();
    const signals: string[] = [];
    const delays: string[] = [];
    const machine = { readings: 0, readError: null as Error | null };
    const read = <T>(result: () => T): T => {
      if (machine.readError) throw machine.readError;
      return result();
    };
    const table: ProcessTable = {
      rows: shareReadings(async () => {
        machine.readings += 1;
        return read(() => [...alive.values()]);
      }),
      exists: (pid) => alive.has(pid),
      living: async (seen) => read(() => seen.filter(({ pid }) => alive.has(pid))),
      marked: async () => read(() => []),
    };
    const exits = new Map<number, () => void>();
    const end = (pid: number) => {
      if (alive.delete(pid)) exits.get(pid)?.();
    };
    const kill = (target: number, signal: NodeJS.Signals | 0) => {
      const pid = Math.abs(target);
      if (!alive.has(pid)) throw failure('ESRCH');
      if (refused.has(pid)) throw failure('EPERM');
      if (signal === 0) return;
      signals.push(`${signal} ${target}`);
      if (signal === 'SIGKILL' || (signal === 'SIGTERM' && obeys)) end(pid);
    };
    const stops = pids.map((pid) => {
      alive.set(pid, { ...PROCESS, pid, ppid: 1, pgid: pid });
      const exited = new Promise<void>((resolve) => void exits.set(pid, resolve));
      return { pid, mark: `m${pid}`, exited };
    });
    const start = (graceMs: number) => {
      let ended = 0;
      for (const target of stops)
        void stopTree(target, graceMs, {
          platform: 'linux',
          table,
          clock,
          kill,
          onDelay: ({ text }) => delays.push(text),
        }).done.then(() => {
          ended += 1;
        });
      return () => ended;
    };
    return { clock, signals, delays, machine, start, end };
  }

  test('100 workers that end at once are found gone with a handful of readings', async () => {
    const { clock, machine, start } = setUp(Array.from({ length: 100 }, (_, index) => 100 + index));
    const ended = start(1000);
    await clock.advance(500);
    expect(ended()).toBe(100);
    expect(machine.readings).toBeLessThanOrEqual(5);
  });

  test('one that has crashed with nothing left is gone after one reading, for which its restart waits', async () => {
    const { clock, machine, signals, start, end } = setUp([7, 8]);
    end(7);
    end(8);
    await clock.advance(0);
    const ended = start(1000);
    await clock.advance(0);
    expect(ended()).toBe(2);
    expect(machine.readings).toBe(1);
    expect(signals).toEqual([]);
  });

  test('a process that may not be signalled is named with the reason, and is gone only when it is gone', async () => {
    const { clock, delays, start, end } = setUp([7], { refused: new Set([7]) });
    const ended = start(1000);
    await clock.advance(900);
    expect(delays).toEqual([]);
    await clock.advance(1000);
    expect(delays).toEqual([expect.stringMatching(/another user.*\(EPERM\): PID 7\.$/)]);
    await clock.advance(60_000);
    expect(delays).toHaveLength(1);
    expect(ended()).toBe(0);
    end(7);
    await clock.advance(5000);
    expect(ended()).toBe(1);
  });

  test('where no process can be read, the signals are sent, and the end is confirmed later', async () => {
    const { clock, delays, machine, signals, start } = setUp([7], { obeys: false });
    machine.readError = failure('EMFILE');
    const ended = start(1000);
    await clock.advance(500);
    expect(signals).toEqual(['SIGTERM -7', 'SIGCONT -7']);
    await clock.advance(1500);
    expect(signals[2]).toBe('SIGKILL -7');
    await clock.advance(60_000);
    expect(delays).toEqual([
      'Switchyard cannot tell whether it has ended: this program has too many files open. Switchyard tries again.',
    ]);
    expect(ended()).toBe(0);
    // About one try a second.
    expect(machine.readings).toBeLessThan(80);
    machine.readError = null;
    await clock.advance(2000);
    expect(ended()).toBe(1);
  });
});
