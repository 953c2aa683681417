import { describe, expect, onTestFinished, test } from 'vitest';
import { FakeSource, gpu } from '../../../e2e/testkit/core/fake-gpu-source.ts';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { inEnglish } from '../../../e2e/testkit/in-language.ts';
import { createGpuMonitor } from './gpu-monitor.ts';

function createMonitor(...sources: FakeSource[]) {
  const clock = new ManualClock();
  const faults: unknown[] = [];
  const monitor = createGpuMonitor({ sources, clock, onFault: (error) => faults.push(error) });
  onTestFinished(async () => {
    for (const source of sources) source.finishClosing();
    await monitor.close();
  });
  return { clock, monitor, faults };
}

/** Whether a promise has settled, and with what. */
async function stateOf<T>(promise: Promise<T>, clock: ManualClock): Promise<T | 'waiting'> {
  await clock.advance(0);
  return Promise.race([promise, Promise.resolve<'waiting'>('waiting')]);
}

describe('GPUs', () => {
  test('are numbered by maker', () => {
    const [nvidia, amd, apple] = [new FakeSource(), new FakeSource('amd'), new FakeSource('apple')];
    const { monitor } = createMonitor(nvidia, amd, apple);
    monitor.setPace('watched');
    apple.report(gpu('apple', 0));
    amd.report(gpu('amd', 0), gpu('amd', 1));
    nvidia.report(gpu('nvidia', 0), gpu('nvidia', 1));
    expect(monitor.gpus().map(({ id, uuid }) => [id, uuid])).toEqual([
      [0, 'nvidia-0'],
      [1, 'nvidia-1'],
      [2, 'amd-0'],
      [3, 'amd-1'],
      [4, 'apple-0'],
    ]);
  });

  test('keep the numbers of the driver when one in between is lost', () => {
    const [nvidia, amd] = [new FakeSource(), new FakeSource('amd')];
    const { monitor } = createMonitor(nvidia, amd);
    monitor.setPace('watched');
    nvidia.report(gpu('nvidia', 0), gpu('nvidia', 2));
    amd.report(gpu('amd', 0));
    expect(monitor.gpus().map(({ id }) => id)).toEqual([0, 2, 3]);
  });

  test('are left out until the number of those before them is known', () => {
    const [nvidia, amd] = [new FakeSource(), new FakeSource('amd')];
    const { monitor } = createMonitor(nvidia, amd);
    monitor.setPace('watched');
    amd.report(gpu('amd', 0));
    expect(monitor.gpus()).toEqual([]);
    nvidia.fail('the driver is gone');
    expect(monitor.gpus()).toMatchObject([{ id: 0, uuid: 'amd-0' }]);
  });

  test('and their processes are reported to a listener until it unsubscribes', () => {
    const nvidia = new FakeSource();
    const { monitor } = createMonitor(nvidia);
    let calls = 0;
    const end = monitor.onSample(() => (calls += 1));
    monitor.setPace('watched');
    nvidia.report(gpu('nvidia', 0));
    expect(calls).toBe(1);
    expect(monitor.processes()).toEqual([{ pid: 4711, gpuUuid: 'nvidia-0', bytes: 1024 }]);
    end();
    nvidia.report(gpu('nvidia', 0));
    expect(calls).toBe(1);
  });

  test('are reported to every listener, even when one throws', () => {
    const nvidia = new FakeSource();
    const { monitor, faults } = createMonitor(nvidia);
    const fault = new Error('The listener broke.');
    let calls = 0;
    monitor.onSample(() => {
      throw fault;
    });
    monitor.onSample(() => (calls += 1));
    monitor.setPace('watched');
    nvidia.report();
    expect(calls).toBe(1);
    expect(faults).toEqual([fault]);
  });
});

describe('an error', () => {
  test('is a whole sentence, and is over with the next sample', () => {
    const nvidia = new FakeSource();
    const { monitor } = createMonitor(nvidia);
    let calls = 0;
    monitor.onSample(() => (calls += 1));
    monitor.setPace('watched');
    expect(monitor.error()).toBeNull();
    nvidia.fail('the driver does not answer. Restart the computer');
    nvidia.fail('the driver does not answer. Restart the computer');
    expect(inEnglish(monitor.error())).toBe(
      'Could not read the GPUs: the driver does not answer. Restart the computer.',
    );
    expect(calls).toBe(1);
    nvidia.report(gpu('nvidia', 0));
    expect(monitor.error()).toBeNull();
  });

  test('keeps the last sample, and says that it is old', () => {
    const nvidia = new FakeSource();
    const { monitor } = createMonitor(nvidia);
    monitor.setPace('watched');
    nvidia.report(gpu('nvidia', 0, { temperature: 40 }));
    nvidia.fail('the driver does not answer');
    expect(monitor.gpus()).toMatchObject([{ temperature: 40 }]);
    expect(inEnglish(monitor.error())).toBe(
      'Could not read the GPUs: the driver does not answer. The figures shown are the last that were read.',
    );
  });
});

describe('the pace', () => {
  test('is asleep at first: no source is open', () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    expect(nvidia.openings).toBe(0);
    expect(monitor.mayHaveGpus).toBe(true);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('is every 2 s while somebody watches and every 30 s for the tray', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    monitor.setPace('watched');
    expect(nvidia.intervals).toEqual([2000]);
    monitor.setPace('tray');
    await clock.advance(0);
    expect(nvidia.intervals).toEqual([30_000]);
    monitor.setPace('asleep');
    await clock.advance(0);
    expect(nvidia.intervals).toEqual([]);
  });

  test('changes nothing when it is set to the same value', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    monitor.setPace('watched');
    monitor.setPace('watched');
    await clock.advance(0);
    expect(nvidia.openings).toBe(1);
  });

  test('never has a source open twice, however often it changes', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    nvidia.delaysClosing = true;
    monitor.setPace('watched');
    monitor.setPace('tray');
    monitor.setPace('watched');
    monitor.setPace('tray');
    await clock.advance(60_000);
    expect(nvidia.intervals).toEqual([2000]);
    expect(nvidia.openings).toBe(1);
    nvidia.finishClosing();
    await clock.advance(0);
    expect(nvidia.intervals).toEqual([30_000]);
    expect(nvidia.openings).toBe(2);
  });

  test('changes for each source without waiting for the others to close', async () => {
    const [nvidia, amd] = [new FakeSource(), new FakeSource('amd')];
    const { monitor, clock } = createMonitor(nvidia, amd);
    nvidia.delaysClosing = true;
    monitor.setPace('watched');
    monitor.setPace('tray');
    await clock.advance(0);
    expect(amd.intervals).toEqual([30_000]);
  });
});

describe('a fresh sample', () => {
  test('is the first one of a closed source, which is closed again later', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    const fresh = monitor.sampleFresh();
    expect(nvidia.intervals).toEqual([2000]);
    expect(await stateOf(fresh, clock)).toBe('waiting');
    nvidia.report(gpu('nvidia', 0));
    expect(await stateOf(fresh, clock)).toBe(true);
    expect(nvidia.intervals, 'for the next caller').toEqual([2000]);
    await clock.advance(15_000);
    expect(nvidia.intervals).toEqual([]);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('is taken at once even at the slow pace of the tray, which stays as it is', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    monitor.setPace('tray');
    nvidia.report(gpu('nvidia', 0));
    const fresh = monitor.sampleFresh();
    expect(await stateOf(fresh, clock)).toBe('waiting');
    expect(nvidia.singleSamples).toBe(1);
    nvidia.answer(gpu('nvidia', 0, { usedBytes: 7 }));
    expect(await stateOf(fresh, clock)).toBe(true);
    expect(monitor.gpus()).toMatchObject([{ usedBytes: 7 }]);
    expect([nvidia.intervals, nvidia.openings]).toEqual([[30_000], 1]);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('is taken for all who call while another one is taken, and not twice at the same time', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    monitor.setPace('watched');
    const [first, second, third] = [monitor.sampleFresh(), monitor.sampleFresh(), monitor.sampleFresh()];
    expect(nvidia.singleSamples).toBe(1);
    nvidia.answer(gpu('nvidia', 0));
    expect(await stateOf(first, clock)).toBe(true);
    expect(await stateOf(second, clock)).toBe('waiting');
    expect(nvidia.singleSamples).toBe(2);
    nvidia.answer(gpu('nvidia', 0));
    expect(await Promise.all([stateOf(second, clock), stateOf(third, clock)])).toEqual([true, true]);
    expect(nvidia.singleSamples).toBe(2);
  });

  test('that fails is followed by the one of the next call', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    monitor.setPace('watched');
    const first = monitor.sampleFresh();
    nvidia.answer();
    expect(await stateOf(first, clock)).toBe('waiting');
    const second = monitor.sampleFresh();
    nvidia.answer(gpu('nvidia', 0));
    expect(await stateOf(second, clock)).toBe(true);
    expect(await stateOf(first, clock)).toBe(true);
  });

  test('is not the next one of an open source, which may have been started before the call', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    monitor.setPace('watched');
    const fresh = monitor.sampleFresh();
    nvidia.report(gpu('nvidia', 0));
    expect(await stateOf(fresh, clock)).toBe('waiting');
    await clock.advance(400);
    nvidia.report(gpu('nvidia', 0));
    expect(await stateOf(fresh, clock)).toBe(true);
    expect(nvidia.openings).toBe(1);
  });

  test('is shared by all callers, each waiting for one that was started after its call', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    const early = monitor.sampleFresh();
    const late = monitor.sampleFresh();
    nvidia.report(gpu('nvidia', 0));
    expect(await stateOf(early, clock)).toBe(true);
    expect(await stateOf(late, clock)).toBe('waiting');
    await clock.advance(400);
    nvidia.report(gpu('nvidia', 0));
    expect(await stateOf(late, clock)).toBe(true);
    expect(nvidia.openings).toBe(1);
  });

  test('is awaited from every source without an error', async () => {
    const [nvidia, amd] = [new FakeSource(), new FakeSource('amd')];
    const { monitor, clock } = createMonitor(nvidia, amd);
    const fresh = monitor.sampleFresh();
    amd.report(gpu('amd', 0));
    expect(await stateOf(fresh, clock)).toBe('waiting');
    nvidia.fail('the driver does not answer');
    expect(await stateOf(fresh, clock)).toBe(true);
  });

  test('is not awaited for longer than the limit', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    const [short, usual] = [monitor.sampleFresh(1000), monitor.sampleFresh()];
    nvidia.fail('the driver does not answer');
    await clock.advance(1000);
    expect(await stateOf(short, clock)).toBe(false);
    expect(await stateOf(usual, clock)).toBe('waiting');
    await clock.advance(5000);
    expect(await stateOf(usual, clock)).toBe(false);
    await clock.advance(15_000);
    expect(nvidia.intervals).toEqual([]);
  });
});

describe('close watching', () => {
  test('samples fast even for the tray, until the last who watches has ended it', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    monitor.setPace('tray');
    const [one, other] = [monitor.watchClosely(), monitor.watchClosely()];
    await clock.advance(0);
    expect(nvidia.intervals).toEqual([2000]);
    one();
    one();
    await clock.advance(0);
    expect(nvidia.intervals).toEqual([2000]);
    other();
    await clock.advance(0);
    expect(nvidia.intervals).toEqual([30_000]);
  });
});

describe('without a source', () => {
  test('there are no GPUs, no error, no fresh sample, and no timer', async () => {
    const { monitor, clock } = createMonitor();
    monitor.setPace('watched');
    expect(await monitor.sampleFresh()).toBe(false);
    expect(monitor.mayHaveGpus).toBe(false);
    expect(monitor.gpus()).toEqual([]);
    expect(monitor.processes()).toEqual([]);
    expect(monitor.error()).toBeNull();
    expect(clock.pendingTimers()).toEqual([]);
    await monitor.close();
  });
});

describe('a closed monitor', () => {
  test('has closed its sources, ends all waits, and opens nothing again', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    monitor.setPace('watched');
    const fresh = monitor.sampleFresh();
    await monitor.close();
    expect(await fresh).toBe(false);
    expect(nvidia.intervals).toEqual([]);
    monitor.setPace('tray');
    expect(await monitor.sampleFresh()).toBe(false);
    expect(nvidia.openings).toBe(1);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('does not wait forever for a program that the kernel keeps', async () => {
    const nvidia = new FakeSource();
    const { monitor, clock } = createMonitor(nvidia);
    nvidia.delaysClosing = true;
    monitor.setPace('watched');
    const closed = monitor.close().then(() => 'closed');
    await clock.advance(2999);
    expect(await stateOf(closed, clock)).toBe('waiting');
    await clock.advance(1);
    expect(await stateOf(closed, clock)).toBe('closed');
  });
});
