import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { amdGpu, makeFileTree } from '../../../../e2e/testkit/core/fake-sysfs.ts';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import { findGpuSources, type GpuSearchOptions } from './find-gpu-sources.ts';

/** The makers with a source on a system that has these files, and these programs on its PATH. */
async function makers(
  on: Pick<GpuSearchOptions, 'platform' | 'architecture'>,
  files: Record<string, string | number> = {},
  programs: readonly string[] = [],
) {
  const { root, write } = await makeFileTree(files);
  for (const name of programs) {
    // It would end with an error if it were started.
    await write({ [`bin/${name}`]: '#!/bin/sh\nexit 1' });
    await chmod(join(root, 'bin', name), 0o755);
  }
  const clock = new ManualClock();
  const environment = { PATH: join(root, 'bin') };
  const sources = await findGpuSources({ ...on, environment, root, mark: 'test/gpu', clock });
  expect(clock.pendingTimers()).toEqual([]);
  return sources.map(({ vendor }) => vendor);
}

const linux = { platform: 'linux', architecture: 'x64' } as const;

describe('the sources', () => {
  test('are none on a machine without GPUs', async () => {
    expect(await makers(linux)).toEqual([]);
    expect(await makers({ platform: 'darwin', architecture: 'x64' })).toEqual([]);
    expect(await makers({ platform: 'win32', architecture: 'x64' })).toEqual([]);
  });

  test('include NVIDIA’s if there is nvidia-smi', async () => {
    expect(await makers(linux, {}, ['nvidia-smi'])).toEqual(['nvidia']);
  });

  test('include AMD’s if the kernel shows such a GPU or there is rocm-smi', async () => {
    expect(await makers(linux, amdGpu('card0', '0000:03:00.0'))).toEqual(['amd']);
    expect(await makers(linux, {}, ['rocm-smi'])).toEqual(['amd']);
  });

  test('are in the order NVIDIA, AMD', async () => {
    expect(await makers(linux, amdGpu('card0', '0000:03:00.0'), ['nvidia-smi'])).toEqual(['nvidia', 'amd']);
  });

  test('include Apple’s on Apple’s chips', async () => {
    expect(await makers({ platform: 'darwin', architecture: 'arm64' })).toEqual(['apple']);
  });
});
