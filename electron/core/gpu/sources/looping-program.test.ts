import { ChildProcess } from 'node:child_process';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import { eventually } from '../../../../e2e/testkit/eventually.ts';
import { inEnglish } from '../../../../e2e/testkit/in-language.ts';
import { isRunning } from '../../../../e2e/testkit/processes.ts';
import { LoopingProgram, type LoopingProgramOptions, type ProgramFailure } from './looping-program.ts';

const SILENCE = 3000;

/** Runs a Node program with a manual clock; its lines "data <its PID>" are data. */
function run(script: string, more: Partial<LoopingProgramOptions> = {}) {
  const clock = new ManualClock();
  const pids: number[] = [];
  const failures: ProgramFailure[] = [];
  const program = new LoopingProgram({
    program: { name: 'nvidia-smi', command: process.execPath, args: ['-e', script], environment: {} },
    clock,
    silenceTimeoutMs: SILENCE,
    pauses: { minMs: 250, maxMs: 30_000 },
    onLine: (line) => {
      const pid = /^data (\d+)$/.exec(line)?.[1];
      if (pid !== undefined) pids.push(Number(pid));
      return pid !== undefined;
    },
    onFailure: (failure) => {
      failures.push(failure);
      return 'soon';
    },
    onRecovery: () => recoveries.push(failures.length),
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
    failures,
    recoveries,
    data: (count: number) =>
      eventually('a line of the program', () => pids.length >= count && pids[count - 1]),
    /** Waits until there is exactly one timer, which is due in `ms`. */
    waitsFor: (ms: number) =>
      eventually(`a timer of ${ms} ms`, () => {
        const timers = clock.pendingTimers();
        return timers.length === 1 && timers[0] === ms;
      }),
  };
}

const printOnce = `console.log('data ' + process.pid);`;
const stay = `setInterval(() => {}, 1000);`;

describe('a looping program', () => {
  test('is started again after it was killed from outside, without reporting a failure', async () => {
    const { clock, pids, failures, data, waitsFor } = run(printOnce + stay);
    const first = await data(1);
    await clock.advance(2000);
    process.kill(first ?? 0, 'SIGKILL');
    await waitsFor(250);
    await clock.advance(250);
    expect(await data(2)).not.toBe(first);
    expect(pids).toHaveLength(2);
    expect(failures).toEqual([]);
  });

  test('that always ends is started less and less often, down to every 30 s', async () => {
    const { clock, waitsFor } = run('process.exit(9)');
    for (const pause of [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      await waitsFor(pause);
      await clock.advance(pause);
    }
  });

  test('that always ends is started less often even if it prints data each time', async () => {
    const { clock, waitsFor } = run(printOnce);
    for (const pause of [250, 500, 1000]) {
      await waitsFor(pause);
      await clock.advance(pause);
    }
  });

  test('that has worked for a while is started again soon, however many times it failed before', async () => {
    const { clock, waitsFor, data } = run(printOnce + stay);
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

  test('may ask for the maximum pause at once', async () => {
    const { waitsFor } = run('process.exit(6)', { onFailure: () => 'slowly' });
    await waitsFor(30_000);
  });

  test('that no longer prints is stopped and started again, and the failure is reported', async () => {
    const { clock, failures, recoveries, data, waitsFor } = run(printOnce + stay);
    const first = (await data(1)) ?? 0;
    await clock.advance(SILENCE - 1);
    expect(failures).toEqual([]);
    await clock.advance(1);
    expect(inEnglish(failures)).toEqual([{ description: 'nvidia-smi has not answered for 3 s', lines: [] }]);
    await waitsFor(250);
    expect(isRunning(first)).toBe(false);
    await clock.advance(250);
    await data(2);
    expect(recoveries).toEqual([1]);
  });

  test('that prints no data counts as silent, and its last lines are reported', async () => {
    // In one write, so that the other lines are there together with the data.
    const { clock, failures, data } = run(`
      process.stdout.write(['data ' + process.pid, ...'abcdefg', ''].join('\\n'));
      ${stay}`);
    await data(1);
    await clock.advance(SILENCE);
    expect(inEnglish(failures)).toEqual([
      { description: 'nvidia-smi has not printed any figures for 3 s', lines: ['c', 'd', 'e', 'f', 'g'] },
    ]);
  });

  test('that is slow to start gets twice the time at the next start', async () => {
    const { clock, waitsFor } = run(stay);
    await waitsFor(SILENCE);
    await clock.advance(SILENCE);
    await waitsFor(250);
    await clock.advance(250);
    await waitsFor(2 * SILENCE);
  });

  test('may be silent forever without a timeout', async () => {
    const { clock } = run(stay, { silenceTimeoutMs: null });
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('explains its end by its last lines on both streams', async () => {
    const { failures } = run(`console.log('one'); console.error('two'); process.exit(9)`);
    const failure = await eventually('the failure', () => failures[0]);
    expect(failure.description.text).toBe('nvidia-smi ended with exit code 9');
    expect([...failure.lines].sort()).toEqual(['one', 'two']);
  });

  test('that is missing is reported', async () => {
    const { failures } = run('', {
      program: { name: 'nvidia-smi', command: '/no/such/nvidia-smi', args: [], environment: {} },
    });
    expect((await eventually('the failure', () => failures[0])).description.text).toBe(
      'nvidia-smi cannot be started (there is no such file or folder)',
    );
  });

  test('restarts at once during a pause', async () => {
    const { program, clock, waitsFor } = run('process.exit(9)', { onFailure: () => 'slowly' });
    await waitsFor(30_000);
    program.restart();
    expect(clock.pendingTimers()).toEqual([SILENCE]);
  });

  test('restarts while it runs, without reporting a failure', async () => {
    const { program, clock, failures, data, waitsFor } = run(printOnce + stay);
    const first = (await data(1)) ?? 0;
    program.restart();
    await waitsFor(250);
    expect(isRunning(first)).toBe(false);
    await clock.advance(250);
    await data(2);
    expect(failures).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a looping program that ignores SIGTERM', () => {
  const stubborn = `process.on('SIGTERM', () => {}); ${printOnce}${stay}`;

  test('is killed when it hangs', async () => {
    const { clock, data, waitsFor } = run(stubborn);
    const first = (await data(1)) ?? 0;
    await clock.advance(SILENCE);
    expect(isRunning(first)).toBe(true);
    await clock.advance(500);
    await waitsFor(250);
    expect(isRunning(first)).toBe(false);
  });

  test('is killed when it is closed, and is gone when the close resolves', async () => {
    const { clock, program, data } = run(stubborn);
    const first = (await data(1)) ?? 0;
    const closed = program.close();
    await clock.advance(500);
    await closed;
    expect(isRunning(first)).toBe(false);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('and that the kernel keeps is reported, and no second one is started until it is gone', async () => {
    const { clock, failures, pids, data, waitsFor } = run(printOnce + stay);
    const first = (await data(1)) ?? 0;
    // No program can ignore SIGKILL, so the signals are not sent at all here.
    const kill = vi.spyOn(ChildProcess.prototype, 'kill').mockReturnValue(true);
    onTestFinished(() => kill.mockRestore());
    await clock.advance(SILENCE + 60_000);
    expect(kill.mock.calls).toEqual([['SIGTERM'], ['SIGKILL']]);
    expect(failures.map(({ description }) => description.text)).toEqual([
      'nvidia-smi has not answered for 3 s',
      'nvidia-smi hangs in the driver and cannot be ended',
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
    const { clock, program, data } = run(printOnce + stay);
    const pid = (await data(1)) ?? 0;
    await program.close();
    expect(isRunning(pid)).toBe(false);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('is not started again, even from a pause', async () => {
    const { clock, program, waitsFor } = run('process.exit(9)');
    await waitsFor(250);
    await program.close();
    program.restart();
    expect(clock.pendingTimers()).toEqual([]);
  });
});
