/** Which GPUs a program really sees with the environment that it gets, whatever library it uses. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { placeOnGpus } from '../../../electron/core/gpu/gpu-placement.ts';
import { describeVisibility } from '../../../electron/core/gpu/gpu-visibility.ts';
import type { KnownGpu } from '../../../electron/core/gpu/known-gpu.ts';
import { composeEnvironment } from '../../../electron/core/process/spawn/worker-environment.ts';

type Library = 'cuda' | 'rocm' | 'hip-windows';

const nvidia = (index: number): KnownGpu => ({
  id: index,
  index,
  vendor: 'nvidia',
  name: `RTX ${index}`,
  uuid: `GPU-0000000${index}-aaaa-bbbb-cccc-dddddddddddd`,
});
/** @param first the number of NVIDIA's GPUs, which come first */
const radeon = (index: number, first = 0, more: Partial<KnownGpu> = {}): KnownGpu => ({
  id: first + index,
  index,
  vendor: 'amd',
  name: `RX ${index}`,
  uuid: `GPU-c3d9f2a1b4e5071${index}`,
  ...more,
});
/** Without a unique id, as most GPUs in a CPU and older cards are. */
const withoutId = (index: number, rocrIndex: number): KnownGpu =>
  radeon(index, 0, { uuid: `0000:0${index}:00.0`, rocrIndex });

const run = promisify(execFile);

interface Machine {
  gpus: KnownGpu[];
  /** Numbers of settings. */
  chosen: string[];
  excluded?: string[];
  /** With what Switchyard was started. */
  inherited?: Record<string, string>;
  /** Where the driver does not answer, so that no GPU is known. */
  isUnknown?: boolean;
  /** What earlier starts have remembered. */
  chosenGpus?: Record<string, { uuid: string; name: string }>;
}

/** The numbers of the GPUs that a program of this library sees. */
async function seen(library: Library, machine: Machine): Promise<number[]> {
  const { gpus, chosen, excluded = [], inherited = {}, isUnknown = false, chosenGpus = {} } = machine;
  const platform = library === 'hip-windows' ? 'win32' : 'linux';
  const { environment } = placeOnGpus({
    backend: 'Backend 1 "Flux"',
    chosen,
    chosenGpus,
    gpus: isUnknown ? [] : gpus,
    excluded,
    platform,
  });
  const names = (vendor: KnownGpu['vendor']) => gpus.filter((gpu) => gpu.vendor === vendor);
  const inRocmOrder = names('amd').sort((a, b) => (a.rocrIndex ?? a.index) - (b.rocrIndex ?? b.index));
  const uuids = (list: KnownGpu[]) => list.map(({ uuid }) => uuid);
  const { stdout } = await run(
    process.execPath,
    [
      join(import.meta.dirname, 'visible-gpus.mjs'),
      library,
      JSON.stringify({ nvidia: uuids(names('nvidia')), rocm: uuids(inRocmOrder) }),
    ],
    { env: composeEnvironment({ PATH: process.env.PATH, ...inherited }, environment, 'mark', platform) },
  );
  const visible = JSON.parse(stdout) as string[];
  return visible.map((uuid) => gpus.find((gpu) => gpu.uuid === uuid)?.id ?? -1);
}

const twoRadeons = [radeon(0), radeon(1)];
const mixed = [nvidia(0), nvidia(1), radeon(0, 2), radeon(1, 2)];

describe.concurrent('two Radeons', () => {
  test.for<[Library, string[], number[]]>([
    ['rocm', ['0'], [0]],
    ['rocm', ['1'], [1]],
    ['rocm', ['1', '0'], [1, 0]],
    ['hip-windows', ['0'], [0]],
    ['hip-windows', ['1'], [1]],
    ['hip-windows', ['0', '1'], [0, 1]],
  ])('%s: choosing %j shows %j', async ([library, chosen, expected]) => {
    expect(await seen(library, { gpus: twoRadeons, chosen })).toEqual(expected);
  });

  test.for<[Library, Record<string, string>]>([
    ['rocm', { CUDA_VISIBLE_DEVICES: '1' }],
    ['rocm', { HIP_VISIBLE_DEVICES: '1' }],
    ['rocm', { ROCR_VISIBLE_DEVICES: '0' }],
    ['rocm', { GPU_DEVICE_ORDINAL: '1' }],
    ['rocm', { ROCR_VISIBLE_DEVICES: '0', HIP_VISIBLE_DEVICES: '0', CUDA_VISIBLE_DEVICES: '-1' }],
    ['hip-windows', { CUDA_VISIBLE_DEVICES: '0' }],
    ['hip-windows', { Hip_Visible_Devices: '0' }],
  ])('%s: the second one is seen alone on a host started with %j', async ([library, inherited]) => {
    expect(await seen(library, { gpus: twoRadeons, chosen: ['1'], inherited })).toEqual([1]);
  });

  test('without a unique id, the number is the one of ROCm’s order', async () => {
    const gpus = [withoutId(0, 1), withoutId(1, 0)];
    expect(await seen('rocm', { gpus, chosen: ['1'] })).toEqual([1]);
    expect(
      await seen('rocm', { gpus: [withoutId(0, 1), radeon(1, 0, { rocrIndex: 0 })], chosen: ['0'] }),
    ).toEqual([0]);
  });

  test('one that is excluded is hidden from a backend without a choice', async () => {
    expect(await seen('rocm', { gpus: twoRadeons, chosen: [], excluded: ['0'] })).toEqual([1]);
  });

  test('without a choice, what Switchyard was started with counts', async () => {
    const inherited = { HIP_VISIBLE_DEVICES: '1' };
    expect(await seen('rocm', { gpus: twoRadeons, chosen: [], inherited })).toEqual([1]);
  });
});

describe.concurrent('two NVIDIA cards and two Radeons', () => {
  test.for<[string[], Record<'cuda' | 'rocm', number[] | 'any'>]>([
    [['2'], { cuda: 'any', rocm: [2] }],
    [['3'], { cuda: 'any', rocm: [3] }],
    [['2', '3'], { cuda: 'any', rocm: [2, 3] }],
    [['0'], { cuda: [0], rocm: [] }],
    [['1'], { cuda: [1], rocm: [] }],
    [['1', '3'], { cuda: [1], rocm: [3] }],
    [['1', '2', '3'], { cuda: [1], rocm: [2, 3] }],
    [['0', '3'], { cuda: [0], rocm: [3] }],
  ])('choosing %j shows %j', async ([chosen, expected]) => {
    for (const library of ['cuda', 'rocm'] as const) {
      const numbers = await seen(library, { gpus: mixed, chosen });
      if (expected[library] !== 'any') expect(numbers, library).toEqual(expected[library]);
    }
  });

  test('choosing all of NVIDIA’s and one Radeon sets nothing that HIP reads', async () => {
    const chosen = ['0', '1', '3'];
    expect(await seen('rocm', { gpus: mixed, chosen, inherited: { CUDA_VISIBLE_DEVICES: '0' } })).toEqual([
      3,
    ]);
    expect((await seen('cuda', { gpus: mixed, chosen })).sort()).toEqual([0, 1]);
  });

  test('on Windows HIP sees the chosen Radeon, and none where NVIDIA’s is chosen', async () => {
    expect(await seen('hip-windows', { gpus: mixed, chosen: ['3'] })).toEqual([3]);
    expect(await seen('hip-windows', { gpus: mixed, chosen: ['0', '3'] })).toEqual([3]);
    expect(await seen('hip-windows', { gpus: mixed, chosen: ['1'] })).toEqual([]);
  });

  test('with NVIDIA’s excluded, ROCm sees both Radeons', async () => {
    const excluded = ['0', '1'];
    expect(await seen('rocm', { gpus: mixed, chosen: [], excluded })).toEqual([2, 3]);
  });
});

describe.concurrent('GPUs that are not known, because no driver answers', () => {
  test.for<[Library, KnownGpu[]]>([
    ['cuda', [nvidia(0), nvidia(1)]],
    ['rocm', twoRadeons],
    ['hip-windows', twoRadeons],
  ])('%s: a number is that of the maker’s library', async ([library, gpus]) => {
    const inherited = { HIP_VISIBLE_DEVICES: '0', ROCR_VISIBLE_DEVICES: '0' };
    expect(await seen(library, { gpus, chosen: ['1'], isUnknown: true, inherited })).toEqual([1]);
  });

  test('a Radeon that an earlier start has remembered is chosen by its UUID', async () => {
    const chosenGpus = { 3: { uuid: mixed[3]?.uuid ?? '', name: 'RX 1' } };
    expect(await seen('rocm', { gpus: mixed, chosen: ['3'], isUnknown: true, chosenGpus })).toEqual([3]);
  });
});

describe('the log', () => {
  const describePlacement = (chosen: string[], inherited: Record<string, string>) => {
    const placed = placeOnGpus({
      backend: 'Backend 1',
      chosen,
      chosenGpus: {},
      gpus: twoRadeons,
      excluded: [],
      platform: 'linux',
    });
    return describeVisibility(placed, inherited);
  };

  test('says which GPU it may see, by which variable, and what does not count', () => {
    expect(describePlacement(['1'], { HIP_VISIBLE_DEVICES: '0' })).toBe(
      'It may see GPU 1 (RX 1): ROCR_VISIBLE_DEVICES=GPU-c3d9f2a1b4e50711. What Switchyard was started with does not count for it: HIP_VISIBLE_DEVICES=0.',
    );
  });

  test('says what is inherited where nothing is chosen', () => {
    expect(describePlacement([], {})).toBe('');
    expect(describePlacement([], { CUDA_VISIBLE_DEVICES: '0' })).toMatch(
      /only the graphics cards that CUDA_VISIBLE_DEVICES=0 leaves/,
    );
  });
});
