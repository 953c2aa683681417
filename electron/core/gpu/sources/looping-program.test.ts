import { ChildProcess } from 'node:child_process';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import { eventually } from '../../../../e2e/testkit/eventually.ts';
import { LoopingProgram, type LoopingProgramOptions, type ProgramFailure } from './looping-program.ts';

const SILENCE = 3000;

/** Runs a Node program under a clock that stands still; its lines "data <its PID>" are data. */
function run(script: string, more: Partial<LoopingProgramOptions> = {}) {
  const clock = new ManualClock();
  const pids: number[] = [];
  const troubles: ProgramFailure[] = [];
  const program = new LoopingProgram({
    program: { command: process.execPath, args: ['-e', script], environment: {} },
    clock,
    silenceLimitMs: SILENCE,
    pauses: { shortestMs: 250, longestMs: 30_000 },
    take: (line) => {
      const pid = /^data (\d+)$/.exec(line)?.[1];
      if (pid !== undefined) pids.push(Number(pid));
      return pid !== undefined;
    },
    failed: (trouble) => {
      troubles.push(trouble);
      return 'soon';
    },
    recovered: () => recoveries.push(troubles.length),
    ...more,
  });
  const recoveries: number[] = [];
  onTestFinished(() => {
    for (const pid of pids) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
    return program.close();
  });
  return {
    clock,
    program,
    pids,
    troubles,
    recoveries,
    data: (count: number) =>
      eventually('a line of the program', () => pids.length >= count && pids[count - 1]),
    /** The one timer that is set now is due in so many milliseconds. */
    waitsFor: (ms: number) =>
      eventually(`a timer of ${ms} ms`, () => {
        const timers = clock.pendingTimers();
        return timers.length === 1 && timers[0] === ms;
      }),
  };
}

/** Whether a child of this process is there; one that was seen to end is no zombie either. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const tellOnce = `console.log('data ' + process.pid);`;
const stay = `setInterval(() => {}, 1000);`;

describe('a looping program', () => {
  test('is started again when it was killed from outside, and nobody is troubled with it', async () => {
    const { clock, pids, troubles, data, waitsFor } = run(tellOnce + stay);
    const first = await data(1);
    await clock.advance(2000);
    process.kill(first ?? 0, 'SIGKILL');
    await waitsFor(250);
    await clock.advance(250);
    expect(await data(2)).not.toBe(first);
    expect(pids).toHaveLength(2);
    expect(troubles).toEqual([]);
  });

  test('that ends each time is started ever more rarely, down to every 30 s', async () => {
    const { clock, waitsFor } = run('process.exit(9)');
    for (const pause of [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      await waitsFor(pause);
      await clock.advance(pause);
    }
  });

  test('is not started ever faster for telling one round before each end', async () => {
    const { clock, waitsFor } = run(tellOnce);
    for (const pause of [250, 500, 1000]) {
      await waitsFor(pause);
      await clock.advance(pause);
    }
  });

  test('that has worked for a while is started again soon, however often it failed before', async () => {
    const { clock, waitsFor, data } = run(tellOnce + stay);
    for (const [starts, pause] of [250, 500, 1000].entries()) {
      process.kill((await data(starts + 1)) ?? 0, 'SIGKILL');
      await waitsFor(pause);
      await clock.advance(pause);
    }
    const last = await data(4);
    await clock.advance(1000);
    process.kill(last ?? 0, 'SIGKILL');
    await waitsFor(250);
  });

  test('may ask for the longest pause at once', async () => {
    const { waitsFor } = run('process.exit(6)', { failed: () => 'slowly' });
    await waitsFor(30_000);
  });

  test('that says nothing any more is ended and started again, and its trouble is told', async () => {
    const { clock, troubles, recoveries, data, waitsFor } = run(tellOnce + stay);
    const first = (await data(1)) ?? 0;
    await clock.advance(SILENCE - 1);
    expect(troubles).toEqual([]);
    await clock.advance(1);
    expect(troubles).toEqual([{ what: 'has not answered for 3 s', lines: [] }]);
    await waitsFor(250);
    expect(isRunning(first)).toBe(false);
    await clock.advance(250);
    await data(2);
    expect(recoveries).toEqual([1]);
  });

  test('that says what is no data is as good as silent, and the last that it said is told', async () => {
    // In one write, so that all of it is there when the data is.
    const { clock, troubles, data } = run(`
      process.stdout.write(['data ' + process.pid, ...'abcdefg', ''].join('\\n'));
      ${stay}`);
    await data(1);
    await clock.advance(SILENCE);
    expect(troubles).toEqual([{ what: 'has told nothing for 3 s', lines: ['c', 'd', 'e', 'f', 'g'] }]);
  });

  test('that needs long to start gets twice the time at each start', async () => {
    const { clock, waitsFor } = run(stay);
    await waitsFor(SILENCE);
    await clock.advance(SILENCE);
    await waitsFor(250);
    await clock.advance(250);
    await waitsFor(2 * SILENCE);
  });

  test('may be silent for ever where its silence means nothing', async () => {
    const { clock } = run(stay, { silenceLimitMs: null });
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('explains its end by the last it said, on whichever stream', async () => {
    const { troubles } = run(`console.log('one'); console.error('two'); process.exit(9)`);
    const trouble = await eventually('the trouble', () => troubles[0]);
    expect(trouble.what).toBe('ended with exit code 9');
    expect([...trouble.lines].sort()).toEqual(['one', 'two']);
  });

  test('that is not there is told of in words', async () => {
    const { troubles } = run('', {
      program: { command: '/no/such/nvidia-smi', args: [], environment: {} },
    });
    expect((await eventually('the trouble', () => troubles[0])).what).toBe(
      'cannot be started (spawn /no/such/nvidia-smi ENOENT)',
    );
  });

  test('begins anew at once when it is told to while it pauses', async () => {
    const { program, clock, waitsFor } = run('process.exit(9)', { failed: () => 'slowly' });
    await waitsFor(30_000);
    program.restart();
    expect(clock.pendingTimers()).toEqual([SILENCE]);
  });

  test('begins anew when it is told to while it runs, and nobody is troubled with it', async () => {
    const { program, clock, troubles, data, waitsFor } = run(tellOnce + stay);
    const first = (await data(1)) ?? 0;
    program.restart();
    await waitsFor(250);
    expect(isRunning(first)).toBe(false);
    await clock.advance(250);
    await data(2);
    expect(troubles).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a looping program that ignores the polite signal', () => {
  const stubborn = `process.on('SIGTERM', () => {}); ${tellOnce}${stay}`;

  test('is killed when it hangs', async () => {
    const { clock, data, waitsFor } = run(stubborn);
    const first = (await data(1)) ?? 0;
    await clock.advance(SILENCE);
    expect(isRunning(first)).toBe(true);
    await clock.advance(500);
    await waitsFor(250);
    expect(isRunning(first)).toBe(false);
  });

  test('is killed when it is closed, which is over when it is gone', async () => {
    const { clock, program, data } = run(stubborn);
    const first = (await data(1)) ?? 0;
    const closed = program.close();
    await clock.advance(500);
    await closed;
    expect(isRunning(first)).toBe(false);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('and that the kernel keeps gets no second beside it, and is told of, until it is gone', async () => {
    const { clock, troubles, pids, data, waitsFor } = run(tellOnce + stay);
    const first = (await data(1)) ?? 0;
    // No program can refuse SIGKILL, so the signals are lost on the way instead.
    const kill = vi.spyOn(ChildProcess.prototype, 'kill').mockReturnValue(true);
    onTestFinished(() => kill.mockRestore());
    await clock.advance(SILENCE + 60_000);
    expect(kill.mock.calls).toEqual([['SIGTERM'], ['SIGKILL']]);
    expect(troubles.map(({ what }) => what)).toEqual([
      'has not answered for 3 s',
      'hangs in the driver and cannot be ended',
    ]);
    expect(pids).toEqual([first]);
    process.kill(first, 'SIGKILL');
    await waitsFor(250);
    await clock.advance(250);
    await data(2);
  });
});

describe('a closed program', () => {
  test('leaves no process and no timer', async () => {
    const { clock, program, data } = run(tellOnce + stay);
    const pid = (await data(1)) ?? 0;
    await program.close();
    expect(isRunning(pid)).toBe(false);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('is not started again, also where it was pausing', async () => {
    const { clock, program, waitsFor } = run('process.exit(9)');
    await waitsFor(250);
    await program.close();
    program.restart();
    expect(clock.pendingTimers()).toEqual([]);
  });
});
