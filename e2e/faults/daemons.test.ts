/**
 * Workers that start daemons: processes with another parent, a session of their own and an empty environment. Where this
 * program may make control groups they are found all the same; elsewhere the one that holds the port is named.
 */
import { mkdirSync, rmdirSync } from 'node:fs';
import { afterEach, describe, expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import type { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { isRunning, processesOf } from '../testkit/processes.ts';

const canMakeCgroups = ['/sys/fs/cgroup/unified', '/sys/fs/cgroup'].some((root) => {
  const folder = `${root}/switchyard-probe-${process.pid}`;
  try {
    mkdirSync(folder);
    rmdirSync(folder);
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
});

/** What a test expects to be left over, to be ended after it. */
const strays = new Set<number>();
afterEach(() => {
  for (const pid of strays) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  strays.clear();
});

/** PIDs of the daemons that the log of a backend names. */
async function daemons(backends: Backends, id: number, count: number): Promise<number[]> {
  const pids = await backends.grandchildren(id, count);
  for (const pid of pids) strays.add(pid);
  return pids;
}

describe.runIf(process.platform === 'linux' && canMakeCgroups)(
  'daemons, where control groups can be made',
  () => {
    it('are ended by a stop, and after a crash before the next start', async ({ hostForTest }) => {
      const { backends } = await hostForTest();
      const { pid } = await backends.addRunning({ Flags: '--daemons 2', StopSeconds: 1 });
      const first = await daemons(backends, 0, 2);
      expect(first.map(isRunning)).toEqual([true, true]);
      process.kill(pid as number, 'SIGKILL');
      await backends.until(0, 'runs again', (now) => now.status === 'running' && now.pid !== pid);
      expect(first.filter(isRunning)).toEqual([]);
      const all = await daemons(backends, 0, 4);
      await backends.toggle(0, false);
      expect(all.filter(isRunning)).toEqual([]);
    });

    it('of a starter that ends by itself are no copies of a worker: each is ended before the next attempt', async ({
      hostForTest,
    }) => {
      const { backends } = await hostForTest();
      await backends.add({ Flags: '--daemons 1 --exit-before-ready 0' });
      const { error } = await backends.errored(0);
      expect(error?.hint).toContain('background');
      const all = await daemons(backends, 0, 5);
      expect(all.filter(isRunning)).toEqual([]);
    });

    it('are ended by the watcher when the host is killed, and by the next start when the watcher is killed too', async ({
      hostForTest,
      dataDirForTest,
    }) => {
      const dataDir = await dataDirForTest();
      const { host, backends } = await hostForTest({ dataDir });
      await backends.addRunning({ Flags: '--daemons 2', StopSeconds: 1 });
      const first = await daemons(backends, 0, 2);
      await host.kill();
      await eventually('the watcher has ended them', () => first.filter(isRunning).length === 0);

      const second = await hostForTest({ dataDir });
      const { pid } = await second.backends.running(0);
      const kept = (await daemons(second.backends, 0, 4)).slice(2);
      // The watcher and the worker are ended together with the host. Nobody is left to end the daemons.
      const rest = processesOf(dataDir).filter((other) => !kept.includes(other));
      expect(rest).toContain(pid);
      process.kill(second.host.pid, 'SIGSTOP');
      // One of them may have ended with another before its turn.
      for (const other of rest) if (isRunning(other)) process.kill(other, 'SIGKILL');
      await second.host.kill();
      expect(kept.map(isRunning)).toEqual([true, true]);
      await hostForTest({ dataDir });
      expect(kept.filter(isRunning)).toEqual([]);
    });
  },
);

/** Hides the control groups from the host, as those who are not root mostly have it. */
const WITHOUT_CGROUPS = [
  'unshare',
  '-m',
  'sh',
  '-c',
  'umount -l /sys/fs/cgroup/unified || umount -l /sys/fs/cgroup; exec "$@"',
  'sh',
];

describe.runIf(process.platform === 'linux' && canMakeCgroups)(
  'daemons, where no control groups can be made',
  () => {
    it('that hold the port are named on the card, and no attempt starts a copy beside them', async ({
      hostForTest,
    }) => {
      const { backends } = await hostForTest({ launcher: WITHOUT_CGROUPS });
      await backends.add({ Flags: '--daemons 1 --daemon-port' });
      const { error } = await backends.errored(0);
      const [daemon = 0, ...copies] = await daemons(backends, 0, 1);
      expect(copies).toEqual([]);
      expect(isRunning(daemon)).toBe(true);
      expect(error?.message).toMatch(
        new RegExp(`an earlier copy of it still runs in the background\\. .*PID ${daemon}`),
      );
      expect(error?.hint).toContain(`kill ${daemon}`);
      // Nobody but a person ends it. Then the backend can be started again.
      process.kill(daemon, 'SIGKILL');
      await eventually('its end', () => !isRunning(daemon));
      await backends.restart(0);
      expect(await daemons(backends, 0, 2)).toHaveLength(2);
      await backends.toggle(0, false);
    });

    it('that stay in the session of their worker are ended with it', async ({ hostForTest }) => {
      const { backends } = await hostForTest({ launcher: WITHOUT_CGROUPS });
      await backends.addRunning({ Flags: '--daemons 2 --daemons-in-session', StopSeconds: 1 });
      const pids = await daemons(backends, 0, 2);
      expect(pids.map(isRunning)).toEqual([true, true]);
      await backends.toggle(0, false);
      expect(pids.filter(isRunning)).toEqual([]);
    });
  },
);
