/** A host that has used up its file descriptors: no worker is abandoned, and no card says what is not known. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { eventually } from '../testkit/eventually.ts';
import { isRunning, workersOf } from '../testkit/processes.ts';

const PRLIMIT = '/usr/bin/prlimit';

/** Lets the process open no file from now on; its open ones stay. @returns lifts the limit again */
function starve(pid: number): () => void {
  const setLimit = (limit: number) => execFileSync(PRLIMIT, ['--pid', `${pid}`, `--nofile=${limit}:`]);
  setLimit(0);
  return () => setLimit(1024);
}

describe.runIf(process.platform === 'linux' && existsSync(PRLIMIT))(
  'a stop without a free file descriptor',
  () => {
    it.for([['obeys', ''] as const, ['ignores SIGTERM', '--ignore-term'] as const])(
      'ends a worker that %s, and no second one runs beside it',
      async ([, Flags], { hostForTest }) => {
        const { host, backends, dataDir } = await hostForTest();
        const { pid } = await backends.addRunning({ Flags, StopSeconds: 1 });
        const feed = starve(host.pid);
        await backends.restart(0);
        await eventually('the end of the worker', () => !isRunning(pid as number));
        feed();
        const next = await backends.until(0, 'runs anew', (now) => now.status === 'running');
        expect(next.pid).not.toBe(pid);
        expect(workersOf(dataDir)).toHaveLength(1);
      },
    );

    it('is not confirmed while something of the worker may be left: the card says so, and it is tried again', async ({
      hostForTest,
    }) => {
      const { host, backends, dataDir } = await hostForTest();
      const { pid } = await backends.addRunning({ Flags: '--grandchildren 1 --escape', StopSeconds: 1 });
      const [escaped] = await backends.grandchildren(0, 1);
      const feed = starve(host.pid);
      await backends.restart(0);
      const stopping = await backends.until(0, 'says why', ({ error }) => error !== undefined);
      expect(stopping).toMatchObject({
        phase: 'stopping',
        error: { code: 'stop_not_confirmed', message: expect.stringContaining('too many files open') },
      });
      expect([pid as number, escaped as number].map(isRunning)).toEqual([false, true]);
      feed();
      const next = await backends.until(0, 'runs anew', (now) => now.status === 'running');
      expect(next.error).toBeUndefined();
      expect(isRunning(escaped as number)).toBe(false);
      expect(workersOf(dataDir)).toHaveLength(2);
    });

    it('does not keep the host from ending', async ({ hostForTest }) => {
      const { host, backends, dataDir } = await hostForTest();
      await backends.addRunning({ Flags: '--grandchildren 2 --escape', StopSeconds: 1 });
      await backends.grandchildren(0, 2);
      starve(host.pid);
      expect((await host.stop()).code).toBe(0);
      await eventually('the watcher ends what is left', () => workersOf(dataDir).length === 0);
    });
  },
);

describe.runIf(process.platform === 'linux' && existsSync(PRLIMIT))('a flood of connections', () => {
  const FEW = 128;

  it('leaves half of the file descriptors to the core: workers are started and stopped as ever', async ({
    hostForTest,
    onTestFinished,
  }) => {
    const { host, backends } = await hostForTest({ launcher: [PRLIMIT, `--nofile=${FEW}:${FEW}`] });
    const { pid } = await backends.addRunning();
    const { hostname, port } = new URL(host.url);
    const sockets = Array.from({ length: 300 }, () => connect(Number(port), hostname));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    let closed = 0;
    for (const socket of sockets)
      socket
        .on('error', () => {})
        .on('close', () => closed++)
        .resume();
    await backends.toggle(0, false);
    expect(isRunning(pid as number)).toBe(false);
    expect(await backends.full(0)).toMatchObject({ status: 'disabled' });
    await eventually('those above the limit are closed', () => closed >= 300 - FEW / 2);
    const metrics = await (await host.request('/metrics')).text();
    expect(metrics).toContain(`process_max_fds ${FEW}\n`);
    expect(Number(/^process_open_fds (\d+)$/m.exec(metrics)?.[1])).toBeLessThan(FEW);
    await backends.toggle(0, true);
    await backends.running(0);
  });
});
