import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotificationBench } from '../../../e2e/testkit/desktop/notification-bench.ts';

let bench: NotificationBench;
beforeEach(async () => {
  bench = await NotificationBench.open();
});
afterEach(() => bench.dispose());

describe('what the user does', () => {
  it('is never reported: restart, edit, switching off and on, delete', async () => {
    await bench.addRunning();
    await bench.registry.restart(0);
    await bench.settle();
    await bench.becomeReady();
    await bench.registry.edit(0, { settings: { Model: 'other' } });
    await bench.settle();
    await bench.becomeReady();
    await bench.registry.toggle(0, false);
    await bench.settle();
    await bench.registry.toggle(0, true);
    await bench.settle();
    await bench.becomeReady();
    const deleting = bench.registry.delete(0);
    await bench.settle();
    await deleting;
    await bench.settle();
    expect(bench.harness.starts).toHaveLength(4);
    expect(bench.titles()).toEqual([]);
  });

  it.each([
    ['switching it off', () => bench.registry.toggle(0, false)],
    ['deleting it', () => bench.registry.delete(0)],
  ])('removes the notification about the backend: %s', async (_, act) => {
    await bench.addRunning();
    await bench.crash();
    const acting = act();
    await bench.settle();
    await acting;
    await bench.settle();
    expect([bench.titles(), bench.openTitles()]).toEqual([['Flux has crashed'], []]);
  });

  it('removes the notification of a recovery: restarting it', async () => {
    await bench.addRunning();
    await bench.crash();
    await bench.waitForRetry();
    await bench.becomeReady();
    await bench.registry.restart(0);
    await bench.settle();
    expect(bench.openTitles()).toEqual([]);
    await bench.becomeReady();
    expect(bench.titles()).toEqual(['Flux has crashed', 'Flux is ready again']);
  });

  it('counts at once: of a backend that is switched off while it still stops, nothing more is reported', async () => {
    await bench.addLoading();
    await bench.failForGood();
    bench.harness.ignoresStops = true;
    await bench.registry.restart(0);
    await bench.settle();
    const switching = bench.registry.toggle(0, false);
    await bench.settle();
    await bench.registry.toggle(0, true);
    bench.latestStart().gone();
    await bench.settle();
    await switching;
    await bench.becomeReady();
    expect(bench.registry.get(0).view().phase).toBe('running');
    expect(bench.titles()).toEqual(['Flux has failed and needs you']);
  });

  it('starting a crashed backend at once is followed by its recovery, and a later crash is reported', async () => {
    await bench.addRunning();
    await bench.crash();
    await bench.becomeReady();
    await bench.crash();
    await bench.registry.retryNow(0);
    await bench.settle();
    await bench.becomeReady();
    await bench.crash();
    expect(bench.titles()).toEqual(['Flux has crashed', 'Flux is ready again', 'Flux has crashed']);
  });

  it('quitting is not reported', async () => {
    await bench.addRunning();
    await bench.registry.get(0).quit();
    await bench.settle();
    expect(bench.titles()).toEqual([]);
  });
});

it('a click shows the backend, also long after', async () => {
  await bench.addRunning('First');
  await bench.addRunning('Second');
  await bench.crash();
  await bench.settle(500_000);
  bench.system.shown[0]?.click();
  expect(bench.actions.calls).toEqual(['show {"kind":"backend","backend_id":1}']);
});
