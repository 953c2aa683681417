/** GPUs and their VRAM over HTTP, on the built host with a stand-in of nvidia-smi and workers that hold VRAM. */
import { describe, expect } from 'vitest';
import type { ResourceHistory, ServerResourceInfo } from '../../shared/resources.ts';
import { it, type OpenedHost } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import {
  type GpuStandIn,
  type GpuState,
  installGpuStandIn,
  twoGpus,
} from '../launch/stand-ins/install-gpus.ts';
import { eventually } from '../testkit/eventually.ts';
import { isRunning, processesOf } from '../testkit/processes.ts';
import { shortestTime } from '../testkit/shortest-time.ts';

const MIB = 1024 ** 2;
/** A GPU of 24 GB that nothing uses. */
const oneCard = () =>
  twoGpus()
    .slice(0, 1)
    .map((gpu) => ({ ...gpu, usedMiB: 0, totalMiB: 24 * 1024 }));
/** An engine of 10 GB that declares its need. */
const engine = { Flags: `--vram-mib ${10 * 1024}`, GPU_ID: '0', VramNeedGB: 10 };

type HostWithGpus = OpenedHost & { gpus: GpuStandIn };

const test = it.extend<{
  hostWithGpus(state?: Partial<GpuState>): Promise<HostWithGpus>;
  /** Starts a host with two engines of 10 GB on a GPU of 24 GB. */
  hostWithTwoEngines(): Promise<HostWithGpus>;
}>({
  hostWithGpus: async ({ onTestFinished, hostForTest }, use) => {
    await use(async (state = {}) => {
      const gpus = await installGpuStandIn(state);
      onTestFinished(gpus.remove);
      return { ...(await hostForTest({ env: gpus.environment })), gpus };
    });
  },
  hostWithTwoEngines: async ({ hostWithGpus }, use) => {
    await use(async () => {
      const started = await hostWithGpus({ gpus: oneCard() });
      const { backends, host } = started;
      await backends.addRunning(engine, { title: 'Oldest' });
      await backends.addRunning(engine, { title: 'Newer' });
      await eventually('both hold their memory', async () => usedMiB(await info(host)) === 20 * 1024);
      return started;
    });
  },
});
const info = (host: TestHost) => host.call('GetServerResourceInfo') as unknown as Promise<ServerResourceInfo>;
const usedMiB = (resources: ServerResourceInfo, gpu = '0') =>
  Math.round((resources.gpus?.[gpu]?.used_memory ?? -1) / MIB);
const running = async (gpus: GpuStandIn) => (await gpus.started()).filter(({ pid }) => isRunning(pid));

describe.concurrent('GetServerResourceInfo', () => {
  test('has every GPU, and which backend holds how much of it', async ({ hostWithGpus }) => {
    const { host, backends } = await hostWithGpus();
    await backends.addRunning({ Flags: '--vram-mib 6000', GPU_ID: '1' });
    const resources = await eventually('the memory is reported', async () => {
      const now = await info(host);
      return now.gpus?.['1']?.backends.length ? now : undefined;
    });
    expect(resources.gpus).toMatchObject({
      0: {
        id: 0,
        name: 'NVIDIA GeForce RTX 4090',
        uuid: twoGpus()[0]?.uuid,
        temperature: 41,
        utilization_gpu: 7,
        total_memory: 24_564 * MIB,
        used_memory: 1024 * MIB,
        free_memory: 23_540 * MIB,
        power_watts: 63.25,
        fan_percent: 30,
        backends: [],
      },
      1: { id: 1, name: 'NVIDIA GeForce RTX 3060', backends: [{ id: 0, vram_bytes: 6000 * MIB }] },
    });
    expect(await backends.full(0)).toMatchObject({
      vram_bytes: 6000 * MIB,
      vram_source: 'driver',
      gpu: ['1'],
    });
  });

  test('the reader is killed and comes back, with new samples within 5 s', async ({ hostWithGpus }) => {
    const { host, gpus } = await hostWithGpus();
    await eventually('the GPUs are read', async () => (await info(host)).gpus !== undefined);
    const milliseconds = await shortestTime(5000, async (round) => {
      for (const { pid } of await running(gpus)) process.kill(pid, 'SIGKILL');
      const total = 4321 + round;
      await gpus.set({ gpus: twoGpus().map((gpu) => ({ ...gpu, usedMiB: total })) });
      await eventually('new samples', async () => usedMiB(await info(host), '1') === total);
    });
    expect(milliseconds).toBeLessThan(5000);
  });

  test('a driver that fails is reported with a message, beside the last sample', async ({ hostWithGpus }) => {
    const { host, gpus } = await hostWithGpus();
    await eventually('the GPUs are read', async () => (await info(host)).gpus !== undefined);
    await gpus.set({ mode: 'driver-error' });
    for (const { pid } of await running(gpus)) process.kill(pid);
    const failed = await eventually('an error', async () => {
      const now = await info(host);
      return now.gpu_trouble === undefined ? undefined : now;
    });
    expect(failed.gpu_trouble).toMatch(/^Could not read the GPUs: /);
    expect(Object.keys(failed.gpus ?? {})).toEqual(['0', '1']);
  });
});

describe.concurrent('a machine without a GPU', () => {
  test('has no key for GPUs, and no process beside the host', async ({ hostForTest }) => {
    const { host } = await hostForTest({ env: { PATH: '/usr/bin:/bin' } });
    expect(await info(host)).not.toHaveProperty('gpus');
    expect(processesOf(host.dataDir)).toEqual([]);
  });
});

describe.concurrent('the readers', () => {
  test('end with the host', async ({ hostWithGpus }) => {
    const { host, gpus } = await hostWithGpus();
    await eventually('they run', async () => (await running(gpus)).length === 2);
    expect(await host.stop()).toEqual({ code: 0, signal: null });
    expect(await running(gpus)).toEqual([]);
  });

  test('are gone soon after a host that was killed, with its workers', async ({ hostWithGpus }) => {
    const { host, gpus, backends } = await hostWithGpus();
    await backends.addRunning();
    await eventually('they run', async () => (await running(gpus)).length === 2);
    await host.kill();
    await eventually('they are gone', async () => (await running(gpus)).length === 0);
  });
});

describe.concurrent('three engines of 10 GB on a GPU of 24 GB', () => {
  test('with "ask first" nothing is freed before the answer, and then only the least recently used', async ({
    hostWithTwoEngines,
  }) => {
    const { backends, host } = await hostWithTwoEngines();
    const { id } = await backends.add(engine, { title: 'Third' });
    const asking = await backends.until(id, 'it asks', ({ next_step }) => next_step?.kind === 'make_room');
    expect(asking.next_step).toMatchObject({
      message: 'It needs 10.0 GiB of VRAM, but only 4.0 GiB are free.',
      steps: [{ id: 0, how: 'unload', vram_bytes: 10 * 1024 * MIB }],
      enough: true,
      asks: true,
    });
    expect(usedMiB(await info(host))).toBe(20 * 1024);

    expect(await host.call('MakeRoom', { backend_id: id })).toEqual({ result: 'Success.' });
    const third = await backends.running(id);
    expect(third.memory_notice?.message).toBe(
      'Before it started: The VRAM of Backend 0 "Oldest" was freed (10.0 GiB).',
    );
    expect((await backends.full(0)).memory_notice?.message).toBe('Its VRAM was freed for Backend 2 "Third".');
    expect((await backends.full(1)).memory_notice).toBeUndefined();
    await eventually(
      'the GPU holds two and the rest of the first',
      async () => usedMiB(await info(host)) === 20 * 1024 + 200,
    );
  });

  test('with "make room at once" the VRAM is freed', async ({ hostWithTwoEngines }) => {
    const { backends, host } = await hostWithTwoEngines();
    await host.call('EditPreferences', { settings: { MakeRoom: 'auto' } });
    const { id } = await backends.add(engine, { title: 'Third' });
    await backends.running(id);
    const haveNotice = Object.values(await backends.fullList()).map(
      ({ memory_notice }) => memory_notice !== undefined,
    );
    expect(haveNotice).toEqual([true, false, true]);
  });

  test('freeing memory answers how much there was before and after', async ({ hostWithTwoEngines }) => {
    const { host } = await hostWithTwoEngines();
    const { freed } = (await host.call('FreeBackendMemory', { backend: 0 })) as { freed: object[] };
    expect(freed).toMatchObject([
      {
        id: 0,
        ok: true,
        vram_before: 10 * 1024 * MIB,
        vram_after: 200 * MIB,
        vram_bytes: (10 * 1024 - 200) * MIB,
      },
    ]);
  });

  test('an engine that claims to have freed memory, and did not, is detected', async ({ hostWithGpus }) => {
    const { backends, host } = await hostWithGpus({ gpus: oneCard() });
    await backends.addRunning({ ...engine, Flags: `${engine.Flags} --keeps-vram` });
    await eventually('it holds its memory', async () => usedMiB(await info(host)) === 10 * 1024);
    expect(await host.call('FreeBackendMemory', { backend: 0 })).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('no VRAM came back') }],
    });
  });

  test('the history has what was used', async ({ hostWithTwoEngines }) => {
    const { host } = await hostWithTwoEngines();
    const history = await eventually('both are in a sample', async () => {
      await info(host);
      const read = (await host.call('GetResourceHistory')) as unknown as ResourceHistory;
      return read.backends.length === 2 ? read : undefined;
    });
    const last = <T>(column: readonly T[] | undefined) => column?.at(-1);
    expect(last(history.gpus[0]?.used_memory)).toBe(20 * 1024 * MIB);
    expect(history.backends.map(({ vram_bytes }) => last(vram_bytes))).toEqual([
      10 * 1024 * MIB,
      10 * 1024 * MIB,
    ]);
  });
});

describe.concurrent('the GPUs of a backend', () => {
  test('are all that its worker sees; when they are re-ordered, it stays on its GPU and shows a notice', async ({
    hostWithGpus,
  }) => {
    const [big, small] = twoGpus();
    if (!big || !small) throw new Error('There are two.');
    const { backends, gpus } = await hostWithGpus();
    const seen = async () => {
      const { address } = await backends.full(0);
      return ((await (await fetch(`${address}/env`)).json()) as Record<string, string>).CUDA_VISIBLE_DEVICES;
    };
    await backends.addRunning({ GPU_ID: '0' });
    expect(await seen()).toBe('0');
    await gpus.set({
      gpus: [
        { ...small, index: 0 },
        { ...big, index: 1 },
      ],
    });
    await eventually('the change is read', async () => {
      const { gpus: now } = await info(backends.host as TestHost);
      return now?.['0']?.name === small.name;
    });
    await backends.restart(0);
    const restarted = await backends.until(
      0,
      'it says so',
      ({ phase, memory_notice }) => phase === 'running' && memory_notice !== undefined,
    );
    expect(restarted.memory_notice?.message).toBe(
      `The numbers of the GPUs have changed: ${big.name} was GPU 0 and is GPU 1 now.`,
    );
    expect(restarted.settings.GPU_ID).toBe('1');
    expect(await seen()).toBe('1');
  });

  test('that are excluded are given to no backend', async ({ hostWithGpus }) => {
    const { backends, host } = await hostWithGpus();
    await host.call('EditPreferences', { settings: { ExcludedGpus: twoGpus()[1]?.uuid ?? '' } });
    const { id } = await backends.add({ GPU_ID: '1' });
    const refused = await backends.until(id, 'it is refused', ({ phase }) => phase === 'errored');
    expect(refused.error).toMatchObject({
      code: 'gpu_excluded',
      message: expect.stringContaining('GPU 1 (NVIDIA GeForce RTX 3060)'),
    });
    const { address } = await backends.addRunning({});
    const environment = (await (await fetch(`${address}/env`)).json()) as Record<string, string>;
    expect(environment.CUDA_VISIBLE_DEVICES).toBe('0');
  });
});
