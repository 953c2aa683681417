import { describe, expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { createGpuMonitor } from './gpu-monitor.ts';
import type { GpuReading, GpuSource, GpuSourceListener } from './gpu-reading.ts';

const gpu = (vendor: GpuReading['vendor'], index: number, more: Partial<GpuReading> = {}): GpuReading => ({
  index,
  uuid: `${vendor}-${index}`,
  name: `A card of ${vendor}`,
  vendor,
  ...more,
});

/** A source that reads when the test says so. */
class TestSource implements GpuSource {
  readonly vendor: GpuReading['vendor'];
  /** Of each opening that is not closed. */
  readonly intervals: number[] = [];
  openings = 0;
  /** Closing takes until {@link endClosing}. */
  holdsClosing = false;
  #goOn = () => {};
  #listener: GpuSourceListener | null = null;

  constructor(vendor: GpuReading['vendor'] = 'nvidia') {
    this.vendor = vendor;
  }

  open(intervalMs: number, listener: GpuSourceListener) {
    this.intervals.push(intervalMs);
    this.openings += 1;
    this.#listener = listener;
    return {
      close: async () => {
        this.#listener = null;
        if (this.holdsClosing) await new Promise<void>((resolve) => (this.#goOn = resolve));
        this.intervals.splice(this.intervals.indexOf(intervalMs), 1);
      },
    };
  }

  endClosing(): void {
    this.holdsClosing = false;
    this.#goOn();
  }

  read(...gpus: GpuReading[]): void {
    this.#listener?.read(gpus, [{ pid: 4711, gpuUuid: `${this.vendor}-0`, bytes: 1024 }]);
  }

  trouble(reason: string | null): void {
    this.#listener?.trouble(reason);
  }
}

function watch(...sources: TestSource[]) {
  const clock = new ManualClock();
  const faults: unknown[] = [];
  const monitor = createGpuMonitor({ sources, clock, onFault: (error) => faults.push(error) });
  onTestFinished(async () => {
    for (const source of sources) source.endClosing();
    await monitor.close();
  });
  return { clock, monitor, faults };
}

/** Whether a promise has settled, and with what. */
async function stateOf<T>(promise: Promise<T>, clock: ManualClock): Promise<T | 'waiting'> {
  await clock.advance(0);
  return Promise.race([promise, Promise.resolve<'waiting'>('waiting')]);
}

describe('the cards', () => {
  test('are numbered maker by maker', () => {
    const [nvidia, amd, apple] = [new TestSource(), new TestSource('amd'), new TestSource('apple')];
    const { monitor } = watch(nvidia, amd, apple);
    monitor.setPace('watched');
    apple.read(gpu('apple', 0));
    amd.read(gpu('amd', 0), gpu('amd', 1));
    nvidia.read(gpu('nvidia', 0), gpu('nvidia', 1));
    expect(monitor.gpus().map(({ id, uuid }) => [id, uuid])).toEqual([
      [0, 'nvidia-0'],
      [1, 'nvidia-1'],
      [2, 'amd-0'],
      [3, 'amd-1'],
      [4, 'apple-0'],
    ]);
  });

  test('keep the numbers that the driver gives them when one in between is lost', () => {
    const [nvidia, amd] = [new TestSource(), new TestSource('amd')];
    const { monitor } = watch(nvidia, amd);
    monitor.setPace('watched');
    nvidia.read(gpu('nvidia', 0), gpu('nvidia', 2));
    amd.read(gpu('amd', 0));
    expect(monitor.gpus().map(({ id }) => id)).toEqual([0, 2, 3]);
  });

  test('are not numbered before it is known how many come before them', () => {
    const [nvidia, amd] = [new TestSource(), new TestSource('amd')];
    const { monitor } = watch(nvidia, amd);
    monitor.setPace('watched');
    amd.read(gpu('amd', 0));
    expect(monitor.gpus()).toEqual([]);
    nvidia.trouble('the driver is gone');
    expect(monitor.gpus()).toMatchObject([{ id: 0, uuid: 'amd-0' }]);
  });

  test('and their processes are told to whoever listens, as long as they listen', () => {
    const nvidia = new TestSource();
    const { monitor } = watch(nvidia);
    let told = 0;
    const end = monitor.onReading(() => (told += 1));
    monitor.setPace('watched');
    nvidia.read(gpu('nvidia', 0));
    expect(told).toBe(1);
    expect(monitor.processes()).toEqual([{ pid: 4711, gpuUuid: 'nvidia-0', bytes: 1024 }]);
    end();
    nvidia.read(gpu('nvidia', 0));
    expect(told).toBe(1);
  });

  test('are told to everybody, also when one who listens fails', () => {
    const nvidia = new TestSource();
    const { monitor, faults } = watch(nvidia);
    const fault = new Error('The listener broke.');
    let told = 0;
    monitor.onReading(() => {
      throw fault;
    });
    monitor.onReading(() => (told += 1));
    monitor.setPace('watched');
    nvidia.read();
    expect(told).toBe(1);
    expect(faults).toEqual([fault]);
  });
});

describe('trouble', () => {
  test('is told in a whole sentence, and is over with the next reading', () => {
    const nvidia = new TestSource();
    const { monitor } = watch(nvidia);
    let told = 0;
    monitor.onReading(() => (told += 1));
    monitor.setPace('watched');
    expect(monitor.trouble()).toBeNull();
    nvidia.trouble('the driver does not answer. Restart the computer');
    nvidia.trouble('the driver does not answer. Restart the computer');
    expect(monitor.trouble()).toBe(
      'The graphics cards cannot be read: the driver does not answer. Restart the computer.',
    );
    expect(told).toBe(1);
    nvidia.read(gpu('nvidia', 0));
    expect(monitor.trouble()).toBeNull();
  });

  test('leaves the last known figures, and says that they are old', () => {
    const nvidia = new TestSource();
    const { monitor } = watch(nvidia);
    monitor.setPace('watched');
    nvidia.read(gpu('nvidia', 0, { temperature: 40 }));
    nvidia.trouble('the driver does not answer');
    expect(monitor.gpus()).toMatchObject([{ temperature: 40 }]);
    expect(monitor.trouble()).toBe(
      'The graphics cards cannot be read: the driver does not answer. The figures shown are the last that were read.',
    );
  });
});

describe('the pace', () => {
  test('is asleep at first: nothing is open', () => {
    const nvidia = new TestSource();
    const { monitor, clock } = watch(nvidia);
    expect(nvidia.openings).toBe(0);
    expect(monitor.mayHaveGpus).toBe(true);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('is every 2 s while somebody watches and every 30 s for the tray', async () => {
    const nvidia = new TestSource();
    const { monitor, clock } = watch(nvidia);
    monitor.setPace('watched');
    expect(nvidia.intervals).toEqual([2000]);
    monitor.setPace('tray');
    await clock.advance(0);
    expect(nvidia.intervals).toEqual([30_000]);
    monitor.setPace('asleep');
    await clock.advance(0);
    expect(nvidia.intervals).toEqual([]);
  });

  test('that is set once more changes nothing', async () => {
    const nvidia = new TestSource();
    const { monitor, clock } = watch(nvidia);
    monitor.setPace('watched');
    monitor.setPace('watched');
    await clock.advance(0);
    expect(nvidia.openings).toBe(1);
  });

  test('that changes to and fro never has a source open twice', async () => {
    const nvidia = new TestSource();
    const { monitor, clock } = watch(nvidia);
    nvidia.holdsClosing = true;
    monitor.setPace('watched');
    monitor.setPace('tray');
    monitor.setPace('watched');
    monitor.setPace('tray');
    await clock.advance(60_000);
    expect(nvidia.intervals).toEqual([2000]);
    expect(nvidia.openings).toBe(1);
    nvidia.endClosing();
    await clock.advance(0);
    expect(nvidia.intervals).toEqual([30_000]);
    expect(nvidia.openings).toBe(2);
  });

  test('of one source does not wait for another that does not close', async () => {
    const [nvidia, amd] = [new TestSource(), new TestSource('amd')];
    const { monitor, clock } = watch(nvidia, amd);
    nvidia.holdsClosing = true;
    monitor.setPace('watched');
    monitor.setPace('tray');
    await clock.advance(0);
    expect(amd.intervals).toEqual([30_000]);
  });
});

describe('a fresh reading', () => {
  test('is the first of a source that was asleep, which sleeps again afterwards', async () => {
    const nvidia = new TestSource();
    const { monitor, clock } = watch(nvidia);
    const fresh = monitor.fresh();
    expect(nvidia.intervals).toEqual([2000]);
    expect(await stateOf(fresh, clock)).toBe('waiting');
    nvidia.read(gpu('nvidia', 0));
    expect(await stateOf(fresh, clock)).toBe(true);
    expect(nvidia.intervals, 'for whoever asks next').toEqual([2000]);
    await clock.advance(15_000);
    expect(nvidia.intervals).toEqual([]);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('is made at the quick pace for the tray too, which is slow again afterwards', async () => {
    const nvidia = new TestSource();
    const { monitor, clock } = watch(nvidia);
    monitor.setPace('tray');
    nvidia.read(gpu('nvidia', 0));
    const fresh = monitor.fresh();
    expect(await stateOf(fresh, clock)).toBe('waiting');
    expect(nvidia.intervals).toEqual([2000]);
    nvidia.read(gpu('nvidia', 0));
    expect(await stateOf(fresh, clock)).toBe(true);
    await clock.advance(15_000);
    expect(nvidia.intervals).toEqual([30_000]);
  });

  test('is not one of a source that is read already that comes at once: it may have begun before', async () => {
    const nvidia = new TestSource();
    const { monitor, clock } = watch(nvidia);
    monitor.setPace('watched');
    const fresh = monitor.fresh();
    nvidia.read(gpu('nvidia', 0));
    expect(await stateOf(fresh, clock)).toBe('waiting');
    await clock.advance(400);
    nvidia.read(gpu('nvidia', 0));
    expect(await stateOf(fresh, clock)).toBe(true);
    expect(nvidia.openings).toBe(1);
  });

  test('is shared by all who wait, each for one that began after the call', async () => {
    const nvidia = new TestSource();
    const { monitor, clock } = watch(nvidia);
    const early = monitor.fresh();
    const late = monitor.fresh();
    nvidia.read(gpu('nvidia', 0));
    expect(await stateOf(early, clock)).toBe(true);
    expect(await stateOf(late, clock)).toBe('waiting');
    await clock.advance(400);
    nvidia.read(gpu('nvidia', 0));
    expect(await stateOf(late, clock)).toBe(true);
    expect(nvidia.openings).toBe(1);
  });

  test('is one of every source but those in trouble', async () => {
    const [nvidia, amd] = [new TestSource(), new TestSource('amd')];
    const { monitor, clock } = watch(nvidia, amd);
    const fresh = monitor.fresh();
    amd.read(gpu('amd', 0));
    expect(await stateOf(fresh, clock)).toBe('waiting');
    nvidia.trouble('the driver does not answer');
    expect(await stateOf(fresh, clock)).toBe(true);
  });

  test('that does not come is given up after the limit', async () => {
    const nvidia = new TestSource();
    const { monitor, clock } = watch(nvidia);
    const [short, usual] = [monitor.fresh(1000), monitor.fresh()];
    nvidia.trouble('the driver does not answer');
    await clock.advance(1000);
    expect(await stateOf(short, clock)).toBe(false);
    expect(await stateOf(usual, clock)).toBe('waiting');
    await clock.advance(5000);
    expect(await stateOf(usual, clock)).toBe(false);
    await clock.advance(15_000);
    expect(nvidia.intervals).toEqual([]);
  });
});

describe('without a source', () => {
  test('there are no cards, no trouble, no fresh reading, and never a timer', async () => {
    const { monitor, clock } = watch();
    monitor.setPace('watched');
    expect(await monitor.fresh()).toBe(false);
    expect(monitor.mayHaveGpus).toBe(false);
    expect(monitor.gpus()).toEqual([]);
    expect(monitor.processes()).toEqual([]);
    expect(monitor.trouble()).toBeNull();
    expect(clock.pendingTimers()).toEqual([]);
    await monitor.close();
  });
});

describe('a closed monitor', () => {
  test('has closed its sources, lets nobody wait, and opens nothing any more', async () => {
    const nvidia = new TestSource();
    const { monitor, clock } = watch(nvidia);
    monitor.setPace('watched');
    const fresh = monitor.fresh();
    await monitor.close();
    expect(await fresh).toBe(false);
    expect(nvidia.intervals).toEqual([]);
    monitor.setPace('tray');
    expect(await monitor.fresh()).toBe(false);
    expect(nvidia.openings).toBe(1);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('does not wait for ever for a program that the kernel keeps', async () => {
    const nvidia = new TestSource();
    const { monitor, clock } = watch(nvidia);
    nvidia.holdsClosing = true;
    monitor.setPace('watched');
    const closed = monitor.close().then(() => 'closed');
    await clock.advance(2999);
    expect(await stateOf(closed, clock)).toBe('waiting');
    await clock.advance(1);
    expect(await stateOf(closed, clock)).toBe('closed');
  });
});
