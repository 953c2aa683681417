/** The real sources on the stand-ins of the drivers' programs, each a process of its own. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../electron/core/clock.ts';
import { createGpuMonitor } from '../../../electron/core/gpu/gpu-monitor.ts';
import type { GpuSample, ProcessVram } from '../../../electron/core/gpu/gpu-sample.ts';
import { findGpuSources } from '../../../electron/core/gpu/sources/find-gpu-sources.ts';
import { amdGpu, type FileTree, makeFileTree } from '../../testkit/core/fake-sysfs.ts';
import { ManualClock } from '../../testkit/core/manual-clock.ts';
import { eventually } from '../../testkit/eventually.ts';
import { canSeeWorkers, isRunning } from '../../testkit/processes.ts';
import { shortestTime } from '../../testkit/shortest-time.ts';
import {
  eightGpus,
  type GpuStandIn,
  type GpuState,
  installGpuStandIn,
  migGpus,
  silentGpus,
  twoGpus,
} from '../install-gpu-stand-in.ts';

const MIB = 1_048_576;
const MARK = 'test.life/gpu/0';
/** Milliseconds; as short as makes sense, so that tests need not wait. */
const INTERVAL = 200;

async function install(...request: Parameters<typeof installGpuStandIn>): Promise<GpuStandIn> {
  const standIn = await installGpuStandIn(...request);
  onTestFinished(standIn.remove);
  return standIn;
}

/** The sources on a system that has nothing but the stand-ins on its PATH and, at most, a card in its files. */
const sourcesOf = async ({ environment, folder }: GpuStandIn, clock = systemClock, tree?: FileTree) =>
  findGpuSources({
    platform: process.platform,
    architecture: 'x64',
    environment: { ...environment, PATH: folder },
    root: (tree ?? (await makeFileTree())).root,
    mark: MARK,
    clock,
  });

interface Watched {
  readings: { gpus: readonly GpuSample[]; processes: readonly ProcessVram[] }[];
  /** Reasons, and null where one was taken back. */
  troubles: (string | null)[];
  /** Resolves with the next reading that fits. */
  reading(fits?: (gpus: readonly GpuSample[], processes: readonly ProcessVram[]) => boolean): Promise<{
    gpus: readonly GpuSample[];
    processes: readonly ProcessVram[];
  }>;
  trouble(): Promise<string>;
  close(): Promise<void>;
}

async function watch(
  standIn: GpuStandIn,
  {
    intervalMs = INTERVAL,
    clock = systemClock,
    tree,
  }: { intervalMs?: number; clock?: typeof systemClock; tree?: FileTree } = {},
): Promise<Watched> {
  const [source] = await sourcesOf(standIn, clock, tree);
  if (source === undefined) throw new Error('No source was found.');
  const readings: Watched['readings'] = [];
  const troubles: Watched['troubles'] = [];
  const opened = source.open(intervalMs, {
    onSample: (gpus, processes) => readings.push({ gpus, processes }),
    onError: (reason) => troubles.push(reason),
  });
  onTestFinished(() => opened.close());
  return {
    readings,
    troubles,
    reading: (fits = () => true) => {
      const known = readings.length;
      return eventually(
        'the cards are read',
        () => readings.slice(known).find(({ gpus, processes }) => fits(gpus, processes)),
        () => ({ last: readings.at(-1), troubles }),
      );
    },
    trouble: () => eventually('trouble is told', () => troubles.find((reason) => reason !== null)),
    close: () => opened.close(),
  };
}

const nvidia = async (first: Partial<GpuState> = {}) => {
  const standIn = await install(first);
  return { standIn, watched: await watch(standIn) };
};

/** PIDs of the stand-ins that run. */
const running = async (standIn: GpuStandIn, args = ''): Promise<number[]> =>
  (await standIn.started())
    .filter((start) => start.args.includes(args) && isRunning(start.pid))
    .map(({ pid }) => pid);

describe.skipIf(process.platform === 'win32')('NVIDIA’s cards', () => {
  test('are shown with all that the driver tells', async () => {
    const { watched } = await nvidia();
    expect((await watched.reading()).gpus).toEqual([
      {
        index: 0,
        uuid: twoGpus()[0]?.uuid,
        name: 'NVIDIA GeForce RTX 4090',
        vendor: 'nvidia',
        temperature: 41,
        utilizationPercent: 7,
        usedBytes: 1024 * MIB,
        totalBytes: 24_564 * MIB,
        powerWatts: 63.25,
        fanPercent: 30,
      },
      expect.objectContaining({ index: 1, name: 'NVIDIA GeForce RTX 3060', fanPercent: 0 }),
    ]);
    expect(watched.troubles).toEqual([]);
  });

  test('are told once per round, all eight of them', async () => {
    const standIn = await install({ gpus: eightGpus() });
    const watched = await watch(standIn, { intervalMs: 1000 });
    await watched.reading();
    await watched.reading();
    await watched.reading();
    expect(watched.readings.map(({ gpus }) => gpus.map(({ index }) => index))).toEqual(
      Array.from({ length: 3 }, () => [0, 1, 2, 3, 4, 5, 6, 7]),
    );
  });

  test('in MIG mode tell what they can', async () => {
    const { watched } = await nvidia({ gpus: migGpus() });
    const [gpu] = (await watched.reading()).gpus;
    expect(gpu).toMatchObject({ name: 'NVIDIA A100-SXM4-80GB', totalBytes: 81_920 * MIB, temperature: 41 });
    expect(gpu).not.toHaveProperty('utilizationPercent');
    expect(gpu).not.toHaveProperty('usedBytes');
  });

  test('in MIG mode are shown whole, should their slices be listed with them', async () => {
    const [card] = migGpus();
    const { watched } = await nvidia({
      gpus: [...migGpus(), ...migGpus().map((gpu) => ({ ...gpu, uuid: 'MIG-1' }))],
    });
    expect((await watched.reading()).gpus.map(({ uuid }) => uuid)).toEqual([card?.uuid]);
  });

  test('of which nothing is known have a name alone', async () => {
    const { watched } = await nvidia({ gpus: silentGpus() });
    const [gpu] = (await watched.reading()).gpus;
    expect(Object.keys(gpu ?? {}).sort()).toEqual(['index', 'name', 'uuid', 'vendor']);
  });

  test('change as the driver tells, and one that it tells no more of is gone', async () => {
    const { standIn, watched } = await nvidia();
    await watched.reading();
    const [first] = twoGpus();
    await standIn.set({ gpus: first === undefined ? [] : [{ ...first, usedMiB: 20_000 }] });
    await watched.reading((gpus) => gpus.length === 2 && gpus[0]?.usedBytes === 20_000 * MIB);
    await watched.reading((gpus) => gpus.length === 1);
    expect(watched.troubles).toEqual([]);
  });

  test('that are none are no trouble', async () => {
    const { standIn, watched } = await nvidia({ mode: 'no-devices' });
    expect(await watched.reading()).toEqual({ gpus: [], processes: [] });
    expect(watched.troubles.filter((reason) => reason !== null)).toEqual([]);
    await eventually('nothing runs', async () => (await running(standIn)).length === 0);
  });
});

describe.skipIf(process.platform === 'win32')('the processes on NVIDIA’s cards', () => {
  const uuid = twoGpus()[0]?.uuid ?? '';

  test('are there with the first reading, some without their memory', async () => {
    const { watched } = await nvidia({
      processes: [
        { uuid, pid: 4711, usedMiB: 6144 },
        { uuid, pid: 4712, usedMiB: null },
      ],
    });
    expect((await watched.reading()).processes).toEqual([
      { gpuUuid: uuid, pid: 4711, bytes: 6144 * MIB },
      { gpuUuid: uuid, pid: 4712, bytes: null },
    ]);
  });

  test('are shown as long as they live, and what they hold is used', async () => {
    const { standIn, watched } = await nvidia();
    await watched.reading((_, processes) => processes.length === 0);
    const file = join(standIn.registry, String(process.pid));
    await writeFile(`${standIn.registry}.new`, JSON.stringify({ uuid, mib: 2048 }));
    await rename(`${standIn.registry}.new`, file);
    await watched.reading(
      (gpus, processes) => processes[0]?.pid === process.pid && gpus[0]?.usedBytes === 3072 * MIB,
    );
    await rm(file);
    await watched.reading((gpus, processes) => processes.length === 0 && gpus[0]?.usedBytes === 1024 * MIB);
  });

  test('are not known where the driver does not tell of them, which is no trouble', async () => {
    const { watched } = await nvidia({ processes: null });
    expect((await watched.reading()).gpus).toHaveLength(2);
    expect((await watched.reading()).processes).toEqual([]);
    expect(watched.troubles).toEqual([]);
  });

  test('are asked for by a program that is left alone while it has nothing to say', async () => {
    const { standIn, watched } = await nvidia();
    await watched.reading();
    const [before] = await running(standIn, '--query-compute-apps');
    // Longer than a program that tells of cards may be silent.
    const since = performance.now();
    await watched.reading(() => performance.now() - since > 4000);
    expect(await running(standIn, '--query-compute-apps')).toEqual([before]);
  });
});

describe.skipIf(process.platform === 'win32')('when nvidia-smi', () => {
  test('is killed from outside, figures are back within 5 s and nobody is troubled', async () => {
    const standIn = await install();
    const watched = await watch(standIn, { intervalMs: 2000 });
    await watched.reading();
    const took = await shortestTime(5000, async (round) => {
      const pids = await eventually('both run', async () => {
        const found = await running(standIn);
        return found.length === 2 ? found : undefined;
      });
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      const usedMiB = 5 + round;
      await standIn.set({ gpus: twoGpus().map((gpu) => ({ ...gpu, usedMiB })) });
      await watched.reading(
        (gpus) => gpus.length === 2 && gpus.every(({ usedBytes }) => usedBytes === usedMiB * MIB),
      );
    });
    expect(took).toBeLessThan(5000);
    expect(watched.troubles).toEqual([]);
  });

  test('hangs, it is ended and told of, and figures come back with the driver', async () => {
    const { standIn, watched } = await nvidia();
    await watched.reading();
    const hanging = await running(standIn);
    await standIn.set({ mode: 'hang' });
    expect(await watched.trouble()).toBe('nvidia-smi has not answered for 3 s');
    await standIn.set({ mode: 'ok' });
    await watched.reading((gpus) => gpus.length === 2);
    expect(watched.troubles.at(-1)).toBeNull();
    await eventually('what hung is gone', () => hanging.every((pid) => !isRunning(pid)));
    await eventually('one of each runs', async () => (await running(standIn)).length === 2);
  });

  test('says what nobody understands, that is told, and figures come back when it is understood', async () => {
    const { standIn, watched } = await nvidia();
    await watched.reading();
    await standIn.set({ mode: 'garbage' });
    expect(await watched.trouble()).toMatch(/^nvidia-smi has told nothing for 3 s; it said ".*\[Unknown"$/);
    await standIn.set({ mode: 'ok' });
    await watched.reading((gpus) => gpus.length === 2);
    expect(watched.troubles.at(-1)).toBeNull();
  });

  test('ends each time, it is started ever more rarely', async () => {
    const startedAt = performance.now();
    const { standIn, watched } = await nvidia({ mode: 'exit' });
    expect(await watched.trouble()).toBe('nvidia-smi ended with exit code 1');
    await eventually('it is started for the fourth time', async () => {
      const starts = await standIn.started();
      return starts.filter(({ args }) => args.includes('--query-gpu')).length >= 4;
    });
    expect(performance.now() - startedAt).toBeGreaterThan(250 + 500 + 1000);
  });

  test('cannot reach the driver, that is said with what to do, until it can', async () => {
    const { standIn, watched } = await nvidia({ mode: 'driver-error' });
    expect(await watched.trouble()).toBe(
      'the NVIDIA driver does not answer. Restart the computer; if that does not help, install the driver again',
    );
    const [first] = twoGpus();
    await standIn.set({ mode: 'ok', processes: [{ uuid: first?.uuid ?? '', pid: 4711, usedMiB: 1 }] });
    await watched.reading((gpus, processes) => gpus.length === 2 && processes.length === 1);
    expect(watched.troubles.at(-1)).toBeNull();
  });
});

describe.skipIf(process.platform === 'win32')('closing', () => {
  test.each(['ok', 'hang', 'ignore-term'] as const)('leaves no program behind (%s)', async (mode) => {
    const { standIn, watched } = await nvidia();
    await watched.reading();
    const pids = await running(standIn);
    expect(pids).toHaveLength(2);
    await standIn.set({ mode });
    await watched.close();
    expect(pids.filter(isRunning)).toEqual([]);
    const known = watched.readings.length;
    expect(await running(standIn)).toEqual([]);
    expect(watched.readings).toHaveLength(known);
  });

  test.runIf(canSeeWorkers)(
    'is not all there is: what a crash leaves carries the mark for the sweep',
    async () => {
      const { standIn, watched } = await nvidia();
      await watched.reading();
      for (const pid of await running(standIn)) {
        const environment = (await readFile(`/proc/${pid}/environ`, 'latin1')).split('\0');
        expect(environment).toContain(`SWITCHYARD_WORKER=${MARK}`);
        expect(environment).toContain('LC_ALL=C');
      }
    },
  );
});

describe.skipIf(process.platform === 'win32')('the monitor', () => {
  test('gets a fresh reading while it sleeps, and leaves nothing running', async () => {
    const standIn = await install({ gpus: eightGpus() });
    const monitor = createGpuMonitor({
      sources: await sourcesOf(standIn),
      clock: systemClock,
      onFault: (error) => expect.unreachable(String(error)),
    });
    onTestFinished(() => monitor.close());
    expect(await monitor.sampleFresh(60_000)).toBe(true);
    expect(monitor.gpus().map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await eventually('it sleeps again', async () => (await running(standIn)).length === 0);
  });
});

describe.skipIf(process.platform !== 'linux')('AMD’s cards', () => {
  const amd: GpuState['amd'] = twoGpus().map((gpu, index) => ({
    ...gpu,
    uuid: `GPU-c3d9f2a1b4e5070${index}`,
    name: 'Radeon RX 7900 XTX',
    address: `0000:0${3 + index}:00.0`,
  }));

  test('are asked of rocm-smi where the kernel does not tell their memory', async () => {
    const watched = await watch(await install({ amd }, ['rocm-smi']));
    expect((await watched.reading()).gpus).toEqual([
      {
        index: 0,
        uuid: 'GPU-c3d9f2a1b4e50700',
        name: 'Radeon RX 7900 XTX',
        vendor: 'amd',
        temperature: 41,
        utilizationPercent: 7,
        usedBytes: 1024 * MIB,
        totalBytes: 24_564 * MIB,
        powerWatts: 63.3,
        fanPercent: 30,
      },
      expect.objectContaining({ index: 1, uuid: 'GPU-c3d9f2a1b4e50701' }),
    ]);
  });

  test('that the kernel tells of get their names from it, once', async () => {
    const standIn = await install({ amd }, ['rocm-smi']);
    const tree = await makeFileTree(amdGpu('card0', '0000:04:00.0'));
    const watched = await watch(standIn, { tree });
    await watched.reading((gpus) => gpus.length === 1 && gpus[0]?.name === 'Radeon RX 7900 XTX');
    await watched.reading();
    expect(await standIn.started()).toMatchObject([{ args: '--showproductname --showbus --json' }]);
  });

  test('are asked for every 10 s at most, one run at a time', async () => {
    const clock = new ManualClock();
    const standIn = await install({ amd }, ['rocm-smi']);
    const watched = await watch(standIn, { clock });
    await watched.reading();
    expect(clock.pendingTimers()).toEqual([10_000]);
  });

  test.each([{ amd: [] }, { mode: 'driver-error' as const }])(
    'that are none (%j) are no trouble, and are asked for every minute',
    async (state) => {
      const clock = new ManualClock();
      const watched = await watch(await install(state, ['rocm-smi']), { clock });
      expect(await watched.reading()).toEqual({ gpus: [], processes: [] });
      expect(watched.troubles.filter((reason) => reason !== null)).toEqual([]);
      expect(clock.pendingTimers()).toEqual([60_000]);
    },
  );

  test('are in trouble where rocm-smi does not answer, which is ended then', async () => {
    const clock = new ManualClock();
    const standIn = await install({ amd, mode: 'hang' }, ['rocm-smi']);
    const watched = await watch(standIn, { clock });
    const [{ pid } = { pid: 0 }] = await eventually('it is started', async () => {
      const starts = await standIn.started();
      return starts.length > 0 && starts;
    });
    await clock.advance(10_500);
    expect(await watched.trouble()).toBe('rocm-smi did not answer within 10 s');
    expect(isRunning(pid)).toBe(false);
  });

  test('are in trouble where rocm-smi says what nobody understands', async () => {
    const watched = await watch(await install({ amd, mode: 'garbage' }, ['rocm-smi']));
    expect(await watched.trouble()).toBe('rocm-smi ended with exit code 0; it said "{"card0": {"GPU use"');
  });

  test('are let go of by closing, also while they are asked for', async () => {
    const standIn = await install({ amd, mode: 'hang' }, ['rocm-smi']);
    const watched = await watch(standIn);
    await eventually('it is started', async () => (await standIn.started()).length > 0);
    await watched.close();
    expect(await running(standIn)).toEqual([]);
  });
});
