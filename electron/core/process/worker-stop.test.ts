import { describe, expect, test } from 'vitest';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { grandchildren, logged, setUpWorkers } from '../../../e2e/testkit/process/worker-processes.ts';
import { isRunning } from '../../../e2e/testkit/processes.ts';
import { shortestTime } from '../../../e2e/testkit/shortest-time.ts';
import { createProcessTable } from './table/process-table.ts';

const table = createProcessTable({ platform: process.platform });

test('a worker that obeys SIGTERM is gone long before the grace is over', async () => {
  const { spawn, log } = await setUpWorkers();
  const worker = await spawn(['--ready-line']);
  await logged(log, 'READY');
  await worker.stop({ graceMs: 60_000 });
  expect(isRunning(worker.pid)).toBe(false);
  expect(await worker.exited).toEqual({ code: null, signal: 'SIGTERM' });
});

test('a worker and grandchildren that all ignore SIGTERM are gone when the grace is over', async () => {
  const took = await shortestTime(2000, async () => {
    const { spawn, log } = await setUpWorkers();
    const worker = await spawn(['--ignore-term', '--grandchildren', '3', '--grandchildren-ignore-term']);
    const pids = [worker.pid, ...(await grandchildren(log, 3))];
    expect((await worker.tree()).sort()).toEqual(pids.sort());
    const started = performance.now();
    await worker.stop({ graceMs: 300 });
    const stopTime = performance.now() - started;
    expect(pids.filter(isRunning)).toEqual([]);
    return stopTime;
  });
  expect(took).toBeGreaterThanOrEqual(299);
  expect(took).toBeLessThan(2000);
});

describe('a stop leaves nothing', () => {
  test('of the group, when the worker dies and its grandchildren survive', async () => {
    const { spawn, log } = await setUpWorkers();
    const worker = await spawn(['--grandchildren', '3', '--grandchildren-ignore-term']);
    const pids = await grandchildren(log, 3);
    process.kill(worker.pid, 'SIGKILL');
    await worker.exited;
    await eventually('the end of the grandchildren', () => !pids.some(isRunning));
  });

  test('of grandchildren in sessions of their own', async () => {
    const { spawn, log } = await setUpWorkers();
    const worker = await spawn(['--grandchildren', '3', '--grandchildren-ignore-term', '--escape']);
    const pids = [worker.pid, ...(await grandchildren(log, 3))];
    expect((await worker.tree()).sort()).toEqual(pids.sort());
    await worker.stop({ graceMs: 200 });
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test('of grandchildren in sessions of their own, when the worker dies by itself', async () => {
    const { spawn, log } = await setUpWorkers();
    const worker = await spawn(['--grandchildren', '2', '--grandchildren-ignore-term', '--escape']);
    const pids = await grandchildren(log, 2);
    process.kill(worker.pid, 'SIGKILL');
    await worker.exited;
    // The worker's exit started the stop; this waits for its end.
    await worker.stop({ graceMs: 100 });
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test('of a descendant without mark and group, as long as its parent lives', async () => {
    const { spawnRequest, log } = await setUpWorkers();
    const hide = "setsid env -i sh -c 'echo HIDDEN $$; exec sleep 1000'";
    const worker = await spawnRequest({ command: '/bin/sh', args: ['-c', `${hide} & sleep 1000`] });
    const hidden = Number((await logged(log, 'HIDDEN')).split(' ')[1]);
    await worker.stop({ graceMs: 5000 });
    expect(isRunning(hidden)).toBe(false);
  });

  test('of a worker that is stopped by SIGSTOP: it continues and ends by SIGTERM', async () => {
    const { spawn, log } = await setUpWorkers();
    const worker = await spawn(['--ready-line']);
    await logged(log, 'READY');
    process.kill(worker.pid, 'SIGSTOP');
    await worker.stop({ graceMs: 60_000 });
    expect(await worker.exited).toEqual({ code: null, signal: 'SIGTERM' });
  });

  test.runIf(process.platform === 'linux')(
    'but a zombie that nobody collects: it is not waited for',
    async () => {
      const { spawnRequest, log } = await setUpWorkers();
      // A child in the worker's group ends. Its parent has left the group, has no mark, and never waits for the child. No
      // shell runs in the parent after the child has started, for a shell collects a child that ends under it.
      const parent = 'echo HIDDEN $$; /bin/true & exec env -i setsid sleep 1000';
      const worker = await spawnRequest({
        command: '/bin/sh',
        args: ['-c', 'sh -c "$1" & wait', 'sh', parent],
      });
      const hidden = Number((await logged(log, 'HIDDEN')).split(' ')[1]);
      const zombie = await eventually('a zombie of a parent outside the group', async () => {
        const rows = await table.rows();
        const hasLeft = rows.some((row) => row.pid === hidden && row.pgid !== worker.pid);
        return rows.find((row) => hasLeft && row.ppid === hidden && row.zombie && row.pgid === worker.pid);
      });
      process.kill(worker.pid, 'SIGKILL');
      await worker.stop({ graceMs: 5000 });
      const rows = await table.rows();
      expect(rows.find(({ pid }) => pid === zombie.pid)?.zombie).toBe(true);
      process.kill(hidden, 'SIGKILL');
    },
  );

  test('of its own worker, and touches no other', async () => {
    const { spawn, log } = await setUpWorkers();
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
  test('may run twice at the same time, and the shorter grace counts', async () => {
    const { spawn, log } = await setUpWorkers();
    const worker = await spawn(['--ignore-term', '--ready-line']);
    await logged(log, 'READY');
    const patient = worker.stop({ graceMs: 600_000 });
    const hasty = worker.stop({ graceMs: 100 });
    await Promise.all([patient, hasty]);
    expect(isRunning(worker.pid)).toBe(false);
  });

  test('resolves for a worker that has ended', async () => {
    const { spawn } = await setUpWorkers();
    const worker = await spawn(['--crash-after-ms', '0']);
    await worker.exited;
    await worker.stop({ graceMs: 600_000 });
    await worker.stop({ graceMs: 600_000 });
  });

  test('kills at once without any grace', async () => {
    const { spawn, log } = await setUpWorkers();
    const worker = await spawn(['--ignore-term', '--ready-line']);
    await logged(log, 'READY');
    await worker.stop({ graceMs: 0 });
    expect(await worker.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });
});
