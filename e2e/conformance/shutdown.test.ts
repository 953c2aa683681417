/** The shutdown with real workers: with a limit, hurried, and without processes left; and the question before it. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../testkit/eventually.ts';
import { workersOf } from '../testkit/processes.ts';
import { SLOW_TO_STOP } from '../testkit/wine.ts';
import { openForTest } from './hosts/contract-host.ts';
import { HttpHost } from './hosts/http-host.ts';

/** Ends only by force, with all its descendants, and may take longer than any test here waits. */
const STUBBORN = { Flags: `${SLOW_TO_STOP} --grandchildren 2 --grandchildren-ignore-term`, StopSeconds: 60 };
const open = () => openForTest(HttpHost.open, {});
const seconds = async (work: Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work;
  return (performance.now() - start) / 1000;
};

describe('the shutdown', () => {
  it('with a limit leaves no worker, however long each of them may take', async () => {
    const { host, backends } = await open();
    await backends.addRunning(STUBBORN);
    await backends.add({ Flags: '--ignore-term --load-ms 600000', StopSeconds: 60, StartSeconds: 600 });
    await backends.until(1, 'has a process', ({ pid }) => pid !== undefined);
    expect(await seconds(host.core.close({ graceMs: 300 }))).toBeLessThan(30);
    expect(workersOf(host.dataDir)).toEqual([]);
  });

  it('in progress is hurried by a second call, and so is a stop that a person started', async () => {
    const { host, backends } = await open();
    await backends.addRunning(STUBBORN);
    await backends.addRunning(STUBBORN);
    const toggled = host.core.registry.toggle(0, false);
    await backends.until(0, 'is stopping', ({ phase }) => phase === 'stopping');
    const closed = host.core.close();
    await backends.until(1, 'is stopping', ({ phase }) => phase === 'stopping');
    expect(await seconds(host.core.close({ graceMs: 0 }))).toBeLessThan(30);
    await Promise.all([toggled, closed]);
    expect(workersOf(host.dataDir)).toEqual([]);
    expect(host.faults).toEqual([]);
  });
});

describe('the question before a shutdown', () => {
  it('names the backends that load and that compute, and no others', async () => {
    const { host, backends } = await open();
    await backends.addRunning();
    await backends.addResting();
    await backends.add({ Flags: '--load-ms 600000', StartSeconds: 600 });
    await backends.until(2, 'has a process', ({ pid }) => pid !== undefined);
    await backends.addRunning({ Flags: '--busy' });
    // On a loaded machine a worker may get hardly any CPU time for a while.
    const busy = await eventually('both are found', async () => {
      const found = await host.core.busyBackends();
      return found.length > 1 && found;
    });
    expect(busy.map(({ id }) => id)).toEqual([2, 3]);
  });
});
