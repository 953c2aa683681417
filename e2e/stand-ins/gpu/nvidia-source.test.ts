/** The real source of NVIDIA's GPUs, and the monitor above it, on the stand-in of nvidia-smi. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type Clock, systemClock } from '../../../electron/core/clock.ts';
import { createGpuMonitor } from '../../../electron/core/gpu/gpu-monitor.ts';
import { eightGpus, migGpus, silentGpus, twoGpus } from '../../launch/stand-ins/install-gpus.ts';
import { eventually } from '../../testkit/eventually.ts';
import { canSeeWorkers, isRunning } from '../../testkit/processes.ts';
import { shortestTime } from '../../testkit/shortest-time.ts';
import { MARK, runningStandIns, test } from './watch-gpu-source.ts';

const MIB = 1_048_576;
/** Lets the monitor sleep after a tenth of its time. */
const hurriedClock: Clock = {
  ...systemClock,
  setTimer: (delayMs, ...rest) => systemClock.setTimer(delayMs / 10, ...rest),
};
/** The tests wait most of the time. */
const CONCURRENT = { concurrent: true, skip: process.platform === 'win32' };

describe('NVIDIA’s GPUs', CONCURRENT, () => {
  test('are shown with all that the driver reports', async ({ nvidia }) => {
    const { watched } = await nvidia();
    expect((await watched.nextSample()).gpus).toEqual([
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
    expect(watched.errors).toEqual([]);
  });

  test('are reported once per round, all eight of them', async ({ install, watch }) => {
    const standIn = await install({ gpus: eightGpus() });
    const watched = await watch(standIn, { intervalMs: 1000 });
    await watched.nextSample();
    await watched.nextSample();
    await watched.nextSample();
    expect(watched.samples.map(({ gpus }) => gpus.map(({ index }) => index))).toEqual(
      Array.from({ length: 3 }, () => [0, 1, 2, 3, 4, 5, 6, 7]),
    );
  });

  test('in MIG mode report what they can', async ({ nvidia }) => {
    const { watched } = await nvidia({ gpus: migGpus() });
    const [gpu] = (await watched.nextSample()).gpus;
    expect(gpu).toMatchObject({ name: 'NVIDIA A100-SXM4-80GB', totalBytes: 81_920 * MIB, temperature: 41 });
    expect(gpu).not.toHaveProperty('utilizationPercent');
    expect(gpu).not.toHaveProperty('usedBytes');
  });

  test('in MIG mode are shown whole, should their slices be listed with them', async ({ nvidia }) => {
    const [card] = migGpus();
    const { watched } = await nvidia({
      gpus: [...migGpus(), ...migGpus().map((gpu) => ({ ...gpu, uuid: 'MIG-1' }))],
    });
    expect((await watched.nextSample()).gpus.map(({ uuid }) => uuid)).toEqual([card?.uuid]);
  });

  test('of which nothing is known have a name alone', async ({ nvidia }) => {
    const { watched } = await nvidia({ gpus: silentGpus() });
    const [gpu] = (await watched.nextSample()).gpus;
    expect(Object.keys(gpu ?? {}).sort()).toEqual(['index', 'name', 'uuid', 'vendor']);
  });

  test('change as the driver reports, and one that it no longer reports is gone', async ({ nvidia }) => {
    const { standIn, watched } = await nvidia();
    await watched.nextSample();
    const [first] = twoGpus();
    await standIn.set({ gpus: first === undefined ? [] : [{ ...first, usedMiB: 20_000 }] });
    await watched.nextSample((gpus) => gpus.length === 2 && gpus[0]?.usedBytes === 20_000 * MIB);
    await watched.nextSample((gpus) => gpus.length === 1);
    expect(watched.errors).toEqual([]);
  });

  test('that are none are no error', async ({ nvidia }) => {
    const { standIn, watched } = await nvidia({ mode: 'no-devices' });
    expect(await watched.nextSample()).toEqual({ gpus: [], processes: [] });
    expect(watched.errors.filter((reason) => reason !== null)).toEqual([]);
    await eventually('nothing runs', async () => (await runningStandIns(standIn)).length === 0);
  });
});

describe('the processes on NVIDIA’s GPUs', CONCURRENT, () => {
  const uuid = twoGpus()[0]?.uuid ?? '';

  test('are in the first sample, some without their memory', async ({ nvidia }) => {
    const { watched } = await nvidia({
      processes: [
        { uuid, pid: 4711, usedMiB: 6144 },
        { uuid, pid: 4712, usedMiB: null },
      ],
    });
    expect((await watched.nextSample()).processes).toEqual([
      { gpuUuid: uuid, pid: 4711, bytes: 6144 * MIB },
      { gpuUuid: uuid, pid: 4712, bytes: null },
    ]);
  });

  test('are shown as long as they live, and what they hold is used', async ({ nvidia }) => {
    const { standIn, watched } = await nvidia();
    await watched.nextSample((_, processes) => processes.length === 0);
    const file = join(standIn.registry, String(process.pid));
    await writeFile(`${standIn.registry}.new`, JSON.stringify({ uuid, mib: 2048 }));
    await rename(`${standIn.registry}.new`, file);
    await watched.nextSample(
      (gpus, processes) => processes[0]?.pid === process.pid && gpus[0]?.usedBytes === 3072 * MIB,
    );
    await rm(file);
    await watched.nextSample(
      (gpus, processes) => processes.length === 0 && gpus[0]?.usedBytes === 1024 * MIB,
    );
  });

  test('are unknown where the driver does not report them, which is no error', async ({ nvidia }) => {
    const { watched } = await nvidia({ processes: null });
    expect((await watched.nextSample()).gpus).toHaveLength(2);
    expect((await watched.nextSample()).processes).toEqual([]);
    expect(watched.errors).toEqual([]);
  });

  test('are read by a program that is left alone while it has nothing to report', async ({ nvidia }) => {
    const { standIn, watched } = await nvidia();
    await watched.nextSample();
    const [before] = await runningStandIns(standIn, '--query-compute-apps');
    // Longer than the program that reports GPUs may be silent.
    const since = performance.now();
    await watched.nextSample(() => performance.now() - since > 4000);
    expect(await runningStandIns(standIn, '--query-compute-apps')).toEqual([before]);
  });
});

describe('when nvidia-smi', CONCURRENT, () => {
  test('is killed from outside, samples are back within 5 s and no error is reported', async ({
    install,
    watch,
  }) => {
    const standIn = await install();
    const watched = await watch(standIn, { intervalMs: 2000 });
    await watched.nextSample();
    const milliseconds = await shortestTime(5000, async (round) => {
      const pids = await eventually('both run', async () => {
        const found = await runningStandIns(standIn);
        return found.length === 2 ? found : undefined;
      });
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      const usedMiB = 5 + round;
      await standIn.set({ gpus: twoGpus().map((gpu) => ({ ...gpu, usedMiB })) });
      await watched.nextSample(
        (gpus) => gpus.length === 2 && gpus.every(({ usedBytes }) => usedBytes === usedMiB * MIB),
      );
    });
    expect(milliseconds).toBeLessThan(5000);
    expect(watched.errors).toEqual([]);
  });

  test('hangs, it is ended and reported, and samples come back with the driver', async ({ nvidia }) => {
    const { standIn, watched } = await nvidia();
    await watched.nextSample();
    const hanging = await runningStandIns(standIn);
    await standIn.set({ mode: 'hang' });
    expect(await watched.error()).toBe('nvidia-smi has not answered for 3 s');
    await standIn.set({ mode: 'ok' });
    await watched.nextSample((gpus) => gpus.length === 2);
    expect(watched.errors.at(-1)).toBeNull();
    await eventually('what hung is gone', () => hanging.every((pid) => !isRunning(pid)));
    await eventually('one of each runs', async () => (await runningStandIns(standIn)).length === 2);
  });

  test('prints what nobody understands, that is reported, and samples come back when it is understood', async ({
    nvidia,
  }) => {
    const { standIn, watched } = await nvidia();
    await watched.nextSample();
    await standIn.set({ mode: 'garbage' });
    expect(await watched.error()).toMatch(
      /^nvidia-smi has not printed any figures for 3 s; it said “.*\[Unknown”$/,
    );
    await standIn.set({ mode: 'ok' });
    await watched.nextSample((gpus) => gpus.length === 2);
    expect(watched.errors.at(-1)).toBeNull();
  });

  test('ends each time, it is started more and more rarely', async ({ nvidia }) => {
    const startedAt = performance.now();
    const { standIn, watched } = await nvidia({ mode: 'exit' });
    expect(await watched.error()).toBe('nvidia-smi ended with exit code 1');
    await eventually('it is started for the fourth time', async () => {
      const starts = await standIn.started();
      return starts.filter(({ args }) => args.includes('--query-gpu')).length >= 4;
    });
    expect(performance.now() - startedAt).toBeGreaterThan(250 + 500 + 1000);
  });

  test('cannot reach the driver, that is reported with what to do, until it can', async ({ nvidia }) => {
    const { standIn, watched } = await nvidia({ mode: 'driver-error' });
    expect(await watched.error()).toBe(
      'the NVIDIA driver does not answer. Restart the computer; if that does not help, install the driver again',
    );
    const [first] = twoGpus();
    await standIn.set({ mode: 'ok', processes: [{ uuid: first?.uuid ?? '', pid: 4711, usedMiB: 1 }] });
    await watched.nextSample((gpus, processes) => gpus.length === 2 && processes.length === 1);
    expect(watched.errors.at(-1)).toBeNull();
  });
});

describe('a single sample', CONCURRENT, () => {
  const uuid = twoGpus()[0]?.uuid ?? '';
  const usedOf = (gpus: readonly { usedBytes?: number }[] = []) => gpus.map(({ usedBytes }) => usedBytes);

  test('has what is true now, long before the next round, and leaves no program behind', async ({
    install,
    watch,
  }) => {
    const standIn = await install();
    const watched = await watch(standIn, { intervalMs: 600_000 });
    await watched.nextSample();
    await standIn.set({
      gpus: twoGpus().map((gpu) => ({ ...gpu, usedMiB: 77 })),
      processes: [{ uuid, pid: 4711, usedMiB: 6144 }],
    });
    const sample = await watched.sampleNow();
    expect(usedOf(sample?.gpus)).toEqual([77 * MIB, 77 * MIB]);
    expect(sample?.processes).toEqual([{ gpuUuid: uuid, pid: 4711, bytes: 6144 * MIB }]);
    await standIn.set({ gpus: twoGpus().slice(1), processes: null });
    expect(await watched.sampleNow()).toMatchObject({ gpus: [{ index: 1 }], processes: [] });
    expect((await runningStandIns(standIn)).length).toBe(2);
    expect(watched.errors).toEqual([]);
  });

  test('is none where the driver hangs, and what hung is ended with the source', async ({
    install,
    watch,
  }) => {
    const standIn = await install();
    const watched = await watch(standIn, { intervalMs: 600_000 });
    await watched.nextSample();
    await standIn.set({ mode: 'hang' });
    const sample = watched.sampleNow();
    await eventually('it hangs', async () => (await runningStandIns(standIn)).length === 4);
    await watched.close();
    expect(await sample).toBeNull();
    expect(await runningStandIns(standIn)).toEqual([]);
    expect(await watched.sampleNow()).toBeNull();
  });
});

describe('closing', CONCURRENT, () => {
  test.for(['ok', 'hang', 'ignore-term'] as const)(
    'leaves no program behind (%s)',
    async (mode, { nvidia }) => {
      const { standIn, watched } = await nvidia();
      await watched.nextSample();
      const pids = await runningStandIns(standIn);
      expect(pids).toHaveLength(2);
      await standIn.set({ mode });
      await watched.close();
      expect(pids.filter(isRunning)).toEqual([]);
      const known = watched.samples.length;
      expect(await runningStandIns(standIn)).toEqual([]);
      expect(watched.samples).toHaveLength(known);
    },
  );

  test.runIf(canSeeWorkers)(
    'can be done after a crash as well: what is left carries the mark',
    async ({ nvidia }) => {
      const { standIn, watched } = await nvidia();
      await watched.nextSample();
      for (const pid of await runningStandIns(standIn)) {
        const environment = (await readFile(`/proc/${pid}/environ`, 'latin1')).split('\0');
        expect(environment).toContain(`SWITCHYARD_WORKER=${MARK}`);
        expect(environment).toContain('LC_ALL=C');
      }
    },
  );
});

describe('the monitor', CONCURRENT, () => {
  test('gets a fresh sample while it sleeps, and leaves nothing running', async ({
    install,
    findSources,
    onTestFinished,
  }) => {
    const standIn = await install({ gpus: eightGpus() });
    const monitor = createGpuMonitor({
      sources: await findSources(standIn),
      clock: hurriedClock,
      onFault: (error) => expect.unreachable(String(error)),
    });
    onTestFinished(() => monitor.close());
    expect(await monitor.sampleFresh(600_000)).toBe(true);
    expect(monitor.gpus().map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await eventually('it sleeps again', async () => (await runningStandIns(standIn)).length === 0);
  });
});
