import { describe, expect, onTestFinished, test } from 'vitest';
import { amdGpu, type FileTree, makeFileTree } from '../../../../e2e/testkit/core/fake-sysfs.ts';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import type { GpuSample, ProcessVram } from '../gpu-sample.ts';
import { createAmdSource } from './amd-source.ts';

/** Opens the source on a tree of files; `next` resolves with the next sample. */
function open({ root }: FileTree) {
  const clock = new ManualClock();
  let report = (_: { gpus: readonly GpuSample[]; processes: readonly ProcessVram[] }) => {};
  const next = () =>
    new Promise<{ gpus: readonly GpuSample[]; processes: readonly ProcessVram[] }>((resolve) => {
      report = resolve;
    });
  const first = next();
  const opened = createAmdSource({ root, rocmSmi: null, environment: {}, clock }).open(2000, {
    onSample: (gpus, processes) => report({ gpus, processes }),
    onError: () => {},
  });
  onTestFinished(() => opened.close());
  return { clock, opened, first, next };
}

describe('an AMD GPU on Linux', () => {
  test('is sampled from the files of the kernel', async () => {
    const { first } = open(await makeFileTree(amdGpu('card0', '0000:03:00.0')));
    expect((await first).gpus).toEqual([
      {
        index: 0,
        uuid: 'GPU-c3d9f2a1b4e5card0',
        name: 'AMD graphics card',
        vendor: 'amd',
        temperature: 49,
        utilizationPercent: 37,
        usedBytes: 794_341_376,
        totalBytes: 25_753_026_560,
        powerWatts: 19.5,
        fanPercent: 25,
      },
    ]);
  });

  test('is numbered by PCI address, whatever name the kernel has for it', async () => {
    const tree = await makeFileTree({
      ...amdGpu('card1', '0000:83:00.0'),
      ...amdGpu('card0', '0000:C3:00.0'),
      ...amdGpu('card10', '0000:03:00.0'),
    });
    const { gpus } = await open(tree).first;
    expect(gpus.map(({ index, uuid }) => [index, uuid.slice(-6)])).toEqual([
      [0, 'card10'],
      [1, '5card1'],
      [2, '5card0'],
    ]);
  });

  test('has its PCI address as UUID when it has no id', async () => {
    const tree = await makeFileTree(amdGpu('card0', '0000:C4:00.0', { unique_id: '' }));
    expect((await open(tree).first).gpus).toMatchObject([{ uuid: '0000:c4:00.0' }]);
  });

  test('has ROCm’s number when it has no id, which is that of the compute driver’s node', async () => {
    const node = (number: number, gpuId: number, bus: number) => ({
      [`sys/class/kfd/kfd/topology/nodes/${number}/gpu_id`]: gpuId,
      [`sys/class/kfd/kfd/topology/nodes/${number}/properties`]: `location_id ${bus << 8}\ndomain 0`,
    });
    const tree = await makeFileTree({
      ...amdGpu('card0', '0000:03:00.0', { unique_id: '0000000000000000' }),
      ...amdGpu('card1', '0000:83:00.0', { unique_id: 'c3d9f2a1b4e50718' }),
      ...amdGpu('card2', '0000:c3:00.0', { unique_id: '' }),
      ...node(0, 0, 0),
      ...node(2, 7002, 0x03),
      ...node(10, 7010, 0x83),
    });
    const { gpus } = await open(tree).first;
    expect(gpus.map(({ uuid, rocrIndex }) => [uuid, rocrIndex])).toEqual([
      ['0000:03:00.0', 0],
      ['GPU-c3d9f2a1b4e50718', undefined],
      // The compute driver does not know it, so ROCm cannot use it.
      ['0000:c3:00.0', undefined],
    ]);
  });

  test('has power and fan from other files when the usual ones are missing', async () => {
    const tree = await makeFileTree(
      amdGpu('card0', '0000:03:00.0', {
        'hwmon/hwmon4/power1_average': '',
        'hwmon/hwmon4/power1_input': 7_000_000,
        'hwmon/hwmon4/fan1_max': '',
        'hwmon/hwmon4/pwm1': 51,
        'hwmon/hwmon4/pwm1_max': 255,
      }),
    );
    expect((await open(tree).first).gpus).toMatchObject([{ powerWatts: 7, fanPercent: 20 }]);
  });

  test('has only the other metrics without sensors', async () => {
    const tree = await makeFileTree(amdGpu('card0', '0000:03:00.0', { gpu_busy_percent: 'N/A' }));
    await tree.remove('sys/class/drm/card0/device/hwmon');
    const [gpu] = (await open(tree).first).gpus;
    expect(Object.keys(gpu ?? {}).sort()).toEqual(
      ['index', 'name', 'totalBytes', 'usedBytes', 'uuid', 'vendor'].sort(),
    );
  });

  test('is not woken while it is suspended', async () => {
    const tree = await makeFileTree(amdGpu('card0', '0000:03:00.0', { 'power/runtime_status': 'suspended' }));
    const [gpu] = (await open(tree).first).gpus;
    expect(gpu).toMatchObject({ totalBytes: 25_753_026_560 });
    expect(gpu).not.toHaveProperty('temperature');
    expect(gpu).not.toHaveProperty('utilizationPercent');
  });

  test('is distinguished from other makers’ GPUs and from its own connectors', async () => {
    const tree = await makeFileTree({
      ...amdGpu('card0', '0000:03:00.0'),
      ...amdGpu('card1', '0000:04:00.0', { vendor: '0x10de' }),
      'sys/class/drm/card0-DP-1/status': 'connected',
      'sys/class/drm/version': 'drm 1.1.0',
    });
    expect((await open(tree).first).gpus).toHaveLength(1);
  });

  test('may not be there', async () => {
    expect(await open(await makeFileTree()).first).toEqual({ gpus: [], processes: [] });
  });

  test('is sampled at each interval until the source is closed', async () => {
    const tree = await makeFileTree(amdGpu('card0', '0000:03:00.0'));
    const { clock, opened, first, next } = open(tree);
    await first;
    await tree.write({ 'sys/class/drm/card0/device/gpu_busy_percent': 99 });
    const second = next();
    await clock.advance(2000);
    expect((await second).gpus).toMatchObject([{ utilizationPercent: 99 }]);
    await opened.close();
    expect(clock.pendingTimers()).toEqual([]);
  });
});

describe('the VRAM of a process on AMD’s GPUs', () => {
  const kfd = (files: Record<string, string | number>) =>
    Object.fromEntries(
      Object.entries(files).map(([path, content]) => [`sys/class/kfd/kfd/${path}`, content]),
    );

  test('is what the compute driver counts for it on each GPU', async () => {
    const tree = await makeFileTree({
      ...amdGpu('card0', '0000:03:00.0'),
      ...amdGpu('card1', '0001:83:00.1'),
      ...kfd({
        'topology/nodes/0/gpu_id': 0,
        'topology/nodes/0/properties': 'cpu_cores_count 16',
        'topology/nodes/1/gpu_id': 41_234,
        'topology/nodes/1/properties': `drm_render_minor 128\nlocation_id ${0x0300}\ndomain 0`,
        'topology/nodes/2/gpu_id': 59_876,
        'topology/nodes/2/properties': `drm_render_minor 129\nlocation_id ${0x8301}\ndomain 1`,
        'proc/4711/vram_41234': 6_442_450_944,
        'proc/4711/vram_59876': 1024,
        'proc/4712/vram_59876': 4096,
        'proc/4712/vram_99999': 1,
      }),
    });
    expect((await open(tree).first).processes).toEqual([
      { pid: 4711, gpuUuid: 'GPU-c3d9f2a1b4e5card0', bytes: 6_442_450_944 },
      { pid: 4711, gpuUuid: 'GPU-c3d9f2a1b4e5card1', bytes: 1024 },
      { pid: 4712, gpuUuid: 'GPU-c3d9f2a1b4e5card1', bytes: 4096 },
    ]);
  });

  test('is the sum over the partitions of a GPU', async () => {
    const tree = await makeFileTree({
      ...amdGpu('card0', '0000:03:00.0'),
      ...kfd({
        'topology/nodes/1/gpu_id': 1,
        'topology/nodes/1/properties': `location_id ${0x0300}\ndomain 0`,
        'topology/nodes/2/gpu_id': 2,
        'topology/nodes/2/properties': `location_id ${0x0300}\ndomain 0`,
        'proc/4711/vram_1': 1000,
        'proc/4711/vram_2': 24,
      }),
    });
    expect((await open(tree).first).processes).toMatchObject([{ bytes: 1024 }]);
  });

  test('is not known without the compute driver', async () => {
    const tree = await makeFileTree(amdGpu('card0', '0000:03:00.0'));
    expect((await open(tree).first).processes).toEqual([]);
  });
});
