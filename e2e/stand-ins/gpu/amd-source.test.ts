/** The real source of AMD's GPUs on the stand-in of rocm-smi. */
import { describe, expect } from 'vitest';
import { type GpuState, twoGpus } from '../../launch/stand-ins/install-gpus.ts';
import { amdGpu } from '../../testkit/core/fake-sysfs.ts';
import { ManualClock } from '../../testkit/core/manual-clock.ts';
import { eventually } from '../../testkit/eventually.ts';
import { isRunning } from '../../testkit/processes.ts';
import { runningStandIns, test } from './watch-gpu-source.ts';

const MIB = 1_048_576;
/** The tests wait most of the time. */
const CONCURRENT = { concurrent: true, skip: process.platform !== 'linux' };

describe('AMD’s GPUs', CONCURRENT, () => {
  const amd: GpuState['amd'] = twoGpus().map((gpu, index) => ({
    ...gpu,
    uuid: `GPU-c3d9f2a1b4e5070${index}`,
    name: 'Radeon RX 7900 XTX',
    address: `0000:0${3 + index}:00.0`,
  }));

  test('are read by rocm-smi where the kernel does not report their memory', async ({ install, watch }) => {
    const watched = await watch(await install({ amd }, ['rocm-smi']));
    expect((await watched.nextSample()).gpus).toEqual([
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

  test('that the kernel reports get their names from it, once', async ({ install, watch, makeTree }) => {
    const standIn = await install({ amd }, ['rocm-smi']);
    const tree = await makeTree(amdGpu('card0', '0000:04:00.0'));
    const watched = await watch(standIn, { tree });
    await watched.nextSample((gpus) => gpus.length === 1 && gpus[0]?.name === 'Radeon RX 7900 XTX');
    await watched.nextSample();
    expect(await standIn.started()).toMatchObject([{ args: '--showproductname --showbus --json' }]);
  });

  test('are read at once for a single sample, after which the interval begins anew', async ({
    install,
    watch,
  }) => {
    const clock = new ManualClock();
    const standIn = await install({ amd }, ['rocm-smi']);
    const watched = await watch(standIn, { clock });
    await watched.nextSample();
    await standIn.set({ amd: amd.map((gpu) => ({ ...gpu, usedMiB: 77 })) });
    const sample = await watched.sampleNow();
    expect(sample?.gpus.map(({ usedBytes }) => usedBytes)).toEqual([77 * MIB, 77 * MIB]);
    expect(await standIn.started()).toHaveLength(2);
    expect(clock.pendingTimers()).toEqual([10_000]);
  });

  test('are read every 10 s at most, one run at a time', async ({ install, watch }) => {
    const clock = new ManualClock();
    const standIn = await install({ amd }, ['rocm-smi']);
    const watched = await watch(standIn, { clock });
    await watched.nextSample();
    expect(clock.pendingTimers()).toEqual([10_000]);
  });

  test.for([{ amd: [] }, { mode: 'driver-error' as const }])(
    'that are none (%j) are no error, and are looked for every minute',
    async (state, { install, watch }) => {
      const clock = new ManualClock();
      const watched = await watch(await install(state, ['rocm-smi']), { clock });
      expect(await watched.nextSample()).toEqual({ gpus: [], processes: [] });
      expect(watched.errors.filter((reason) => reason !== null)).toEqual([]);
      expect(clock.pendingTimers()).toEqual([60_000]);
    },
  );

  test('are an error where rocm-smi does not answer, which is then ended', async ({ install, watch }) => {
    const clock = new ManualClock();
    const standIn = await install({ amd, mode: 'hang' }, ['rocm-smi']);
    const watched = await watch(standIn, { clock });
    const [{ pid } = { pid: 0 }] = await eventually('it is started', async () => {
      const starts = await standIn.started();
      return starts.length > 0 && starts;
    });
    await clock.advance(10_500);
    expect(await watched.error()).toBe('rocm-smi did not answer within 10 s');
    expect(isRunning(pid)).toBe(false);
  });

  test('are an error where rocm-smi prints what nobody understands', async ({ install, watch }) => {
    const watched = await watch(await install({ amd, mode: 'garbage' }, ['rocm-smi']));
    expect(await watched.error()).toBe('rocm-smi ended with exit code 0; it said “{"card0": {"GPU use”');
  });

  test('are released by closing, also while they are read', async ({ install, watch }) => {
    const standIn = await install({ amd, mode: 'hang' }, ['rocm-smi']);
    const watched = await watch(standIn);
    await eventually('it is started', async () => (await standIn.started()).length > 0);
    await watched.close();
    expect(await runningStandIns(standIn)).toEqual([]);
  });
});
