/** Hosts on the Windows build of Node: their workers start, crash, and end with all that they have started. */
import { createServer } from 'node:net';
import { describe, expect } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import { startHost, type TestHost } from '../launch/headless/start-host.ts';
import { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { isRunning } from '../testkit/processes.ts';
import { shortestTime } from '../testkit/shortest-time.ts';

/** How often the host is killed. */
const KILLS = process.env.SWITCHYARD_FAULTS === 'long' ? 100 : 2;
/** Ignores a polite request to end, and has started a process that left it and ignores it too. */
const STUBBORN = '--ignore-term --grandchildren 1 --grandchildren-ignore-term --escape';
/** Milliseconds after the stop time-out within which a tree is gone. */
const STOP_MARGIN = 200;

describe('a worker', () => {
  it('starts, is started again after a crash with nothing of it left, and stops', async ({ hostForTest }) => {
    const { backends } = await hostForTest();
    const { pid } = await backends.addRunning({ Flags: '--grandchildren 1 --escape' });
    const [orphan] = await backends.grandchildren(0, 1);
    process.kill(pid as number, 'SIGKILL');
    const next = await backends.until(0, 'runs again', (now) => now.status === 'running' && now.pid !== pid);
    expect(isRunning(orphan as number)).toBe(false);
    const grandchildren = await backends.grandchildren(0, 2);
    await backends.toggle(0, false);
    expect([next.pid as number, ...grandchildren].filter(isRunning)).toEqual([]);
    expect(await backends.one(0)).toMatchObject({ status: 'disabled' });
  });

  it('that ignores everything is gone with its detached grandchild when its time-out is over', async ({
    hostForTest,
  }) => {
    const { backends } = await hostForTest();
    await backends.addRunning({ Flags: STUBBORN, StopSeconds: 1 });
    const milliseconds = await shortestTime(1000 + STOP_MARGIN, async (round) => {
      await backends.toggle(0, true);
      const { pid } = await backends.running(0);
      const tree = [pid as number, ...(await backends.grandchildren(0, round + 1)).slice(-1)];
      expect(tree.filter(isRunning)).toHaveLength(2);
      const since = performance.now();
      await backends.toggle(0, false);
      const stopTime = performance.now() - since;
      expect(tree.filter(isRunning)).toEqual([]);
      return stopTime;
    });
    console.log(`stop of a stubborn tree with a time-out of 1000 ms: ${Math.round(milliseconds)} ms`);
    expect(milliseconds).toBeLessThan(1000 + STOP_MARGIN);
  });

  it('whose port another program has is not started beside it, and the card says so', async ({
    hostForTest,
    onTestFinished,
  }) => {
    const { host, backends } = await hostForTest();
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    onTestFinished(() => void other.close());
    const settings = { Command: process.execPath, Arguments: '-e 0 {PORT}', Port: port };
    const { id } = (await host.call('AddNewBackend', { type_id: 'command', settings })) as { id: number };
    const { error } = await backends.errored(id);
    expect(error?.message).toContain(`port ${port} is already in use`);
  });
});

describe('a host that is killed', () => {
  it(`${KILLS} times leaves no worker and no detached grandchild, and loses no acknowledged edit`, async ({
    dataDirForTest,
    onTestFinished,
  }) => {
    const dataDir = await dataDirForTest();
    let host: TestHost | null = null;
    onTestFinished(async () => void (await host?.kill()));
    let edits = 0;
    for (let round = 0; round < KILLS; round++) {
      host = await startHost({ dataDir });
      const backends = new Backends(host);
      if (round === 0) for (let n = 0; n < 3; n++) await backends.add({ Flags: STUBBORN, StopSeconds: 1 });
      const list = Object.values(await backends.list());
      expect(list).toHaveLength(3);
      expect(list[0]).toMatchObject({ settings: { Notes: round === 0 ? '' : `edit ${edits}` } });
      const pids: number[] = [];
      for (const { id } of list) {
        pids.push((await backends.running(id)).pid as number);
        pids.push(...(await backends.grandchildren(id, 1)).slice(-1));
      }
      expect(pids.filter(isRunning)).toHaveLength(6);
      edits += 1;
      await backends.edit(0, { settings: { Notes: `edit ${edits}` } });
      await host.kill();
      await eventually(
        'none of them is left',
        () => pids.filter(isRunning).length === 0,
        () => pids,
      );
    }
  }, 3_600_000);
});
