/** Workers in a real host: whatever they do, the host notices it soon, goes on, and leaves no process behind. */
import { describe, expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import type { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { canSeeWorkers, isRunning, processesOf, workersOf } from '../testkit/processes.ts';
import { shortestTime } from '../testkit/shortest-time.ts';
import { killed, SLOW_TO_STOP } from '../testkit/wine.ts';

/** Prints how long something took, because the limits of the tests are generous. */
const report = (what: string, milliseconds: number): void =>
  console.log(`${what}: ${Math.round(milliseconds)} ms`);

/** Kills the worker of backend 0 and waits for the next one. */
async function crash(backends: Backends): Promise<void> {
  const { pid } = await backends.running(0);
  process.kill(pid as number, 'SIGKILL');
  await backends.until(0, 'has noticed', (now) => now.pid !== pid);
}

describe('a worker that is killed with SIGKILL', () => {
  it('shows within a second, and is started again by itself', async ({ hostForTest }) => {
    const { backends } = await hostForTest();
    await backends.addRunning();
    const milliseconds = await shortestTime(1000, async () => {
      const { pid } = await backends.running(0);
      process.kill(pid as number, 'SIGKILL');
      await backends.until(0, 'shows it', (now) => now.status !== 'running' || now.pid !== pid);
    });
    report('SIGKILL of a worker to its status', milliseconds);
    expect(milliseconds).toBeLessThan(1000);
    await backends.running(0);
  });

  it('leaves nothing: its child processes are ended before the next one starts', async ({ hostForTest }) => {
    const { backends, dataDir } = await hostForTest();
    const { pid } = await backends.addRunning({ Flags: '--grandchildren 2' });
    const orphans = await backends.grandchildren(0, 2);
    process.kill(pid as number, 'SIGKILL');
    await backends.until(0, 'runs again', (now) => now.status === 'running' && now.pid !== pid);
    expect(orphans.filter(isRunning)).toEqual([]);
    await backends.grandchildren(0, 4);
    if (canSeeWorkers) expect(workersOf(dataDir)).toHaveLength(3);
  });

  it('five times in a row is errored, with reason and last lines; one manual restart resets the count', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    await backends.addRunning({ Flags: '--stderr "these were its last words"' }, { title: 'Flux' });
    for (let n = 0; n < 5; n++) await crash(backends);
    const { error, restarts } = await backends.errored(0);
    expect(restarts).toBe(5);
    expect(error).toMatchObject({
      code: 'crash_loop',
      message: expect.stringMatching(
        new RegExp(`^Backend 0 "Flux" failed 5 times in a row.*${killed.words}`),
      ),
      hint: expect.stringContaining('press Restart'),
      last_lines: expect.arrayContaining(['these were its last words']),
    });
    expect(await host.call('RestartBackends')).toEqual({ result: 'Success.', count: 1 });
    expect(await backends.running(0)).toMatchObject({ restarts: 0 });
    await crash(backends);
    await backends.running(0);
  });
});

describe('a worker that ignores SIGTERM and has grandchildren', () => {
  const STUBBORN = `${SLOW_TO_STOP} --grandchildren 2 --grandchildren-ignore-term`;

  it.for([
    ['in its group', STUBBORN],
    ['that escaped from it', `${STUBBORN} --escape`],
  ])(
    '%s is gone with all of them within its stop time-out plus a second',
    async ([_, Flags], { hostForTest }) => {
      const { backends, dataDir } = await hostForTest();
      await backends.addRunning({ Flags, StopSeconds: 1 });
      const milliseconds = await shortestTime(2000, async (round) => {
        await backends.toggle(0, true);
        const { pid } = await backends.running(0);
        const tree = [pid as number, ...(await backends.grandchildren(0, 2 * (round + 1))).slice(-2)];
        expect(tree.filter(isRunning)).toHaveLength(3);
        const since = performance.now();
        const off = backends.toggle(0, false);
        const stopping = await backends.until(0, 'is stopping', ({ phase }) => phase === 'stopping');
        expect(stopping.next_step).toMatchObject({ kind: 'force_stop' });
        await off;
        const stopTime = performance.now() - since;
        expect(tree.filter(isRunning)).toEqual([]);
        expect(workersOf(dataDir)).toEqual([]);
        return stopTime;
      });
      report(`stop with a time-out of 1000 ms, grandchildren ${_}`, milliseconds);
      expect(milliseconds).toBeGreaterThanOrEqual(900);
      expect(milliseconds).toBeLessThan(2000);
      expect(await backends.one(0)).toMatchObject({ status: 'disabled' });
    },
  );
});

describe.skipIf(process.platform === 'win32')('a host that is killed with SIGKILL', () => {
  it('has all its workers ended, without another start: stubborn ones, grandchildren, escaped ones', async ({
    hostForTest,
  }) => {
    const { host, backends, dataDir } = await hostForTest();
    const GRACE = 1000;
    const StopSeconds = GRACE / 1000;
    await backends.addRunning({ StopSeconds });
    await backends.addRunning({
      Flags: '--ignore-term --grandchildren 2 --grandchildren-ignore-term',
      StopSeconds,
    });
    await backends.addRunning({ Flags: '--grandchildren 1 --escape', StopSeconds });
    await backends.add({ Flags: '--load-ms 60000', StopSeconds });
    await backends.until(3, 'loads', ({ pid }) => pid !== undefined);
    await backends.grandchildren(1, 2);
    await backends.grandchildren(2, 1);
    const workers = workersOf(dataDir);
    if (canSeeWorkers) expect(workers).toHaveLength(7);
    const since = performance.now();
    await host.kill();
    await eventually('all workers are gone', () => workers.filter(isRunning).length === 0);
    const milliseconds = performance.now() - since;
    report(`SIGKILL of the host to all workers gone (grace ${GRACE} ms)`, milliseconds);
    // The rest is for a busy machine: where the watcher fails, nothing ends them at all.
    expect(milliseconds).toBeLessThan(GRACE + 20_000);
    await eventually('the watcher is gone as well', () => processesOf(dataDir).length === 0);
  });
});

describe('a start in progress', () => {
  it('of a real model worker is cancelled by a deletion, and leaves no process', async ({ hostForTest }) => {
    const { host, backends, dataDir } = await hostForTest();
    for (let id = 0; id < 3; id++) {
      await host.call('AddNewBackend', { type_id: 'localllama' });
      await backends.until(id, 'loads', ({ status }) => status === 'loading');
      expect(await host.call('DeleteBackend', { backend_id: id })).toEqual({ result: 'Deleted.' });
      expect(workersOf(dataDir)).toEqual([]);
    }
    expect(await backends.list()).toEqual({});
  });
});
