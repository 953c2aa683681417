import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { amdCard, makeFileTree } from '../../../../e2e/testkit/core/fake-sysfs.ts';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import { findGpuSources, type GpuSearchOptions } from './find-gpu-sources.ts';

/** The makers whose cards can be read on a system that has these files, and programs on its PATH. */
async function makers(
  on: Pick<GpuSearchOptions, 'platform' | 'architecture'>,
  files: Record<string, string | number> = {},
  programs: readonly string[] = [],
) {
  const { root, write } = await makeFileTree(files);
  for (const name of programs) {
    // Ends with an error, were it started.
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

describe('the ways of reading cards', () => {
  test('are none on a machine without any, which is a normal state', async () => {
    expect(await makers(linux)).toEqual([]);
    expect(await makers({ platform: 'darwin', architecture: 'x64' })).toEqual([]);
    expect(await makers({ platform: 'win32', architecture: 'x64' })).toEqual([]);
  });

  test('are NVIDIA’s where nvidia-smi is', async () => {
    expect(await makers(linux, {}, ['nvidia-smi'])).toEqual(['nvidia']);
  });

  test('are AMD’s where the kernel shows a card of theirs, or rocm-smi is', async () => {
    expect(await makers(linux, amdCard('card0', '0000:03:00.0'))).toEqual(['amd']);
    expect(await makers(linux, {}, ['rocm-smi'])).toEqual(['amd']);
  });

  test('are both where both are, NVIDIA’s first', async () => {
    expect(await makers(linux, amdCard('card0', '0000:03:00.0'), ['nvidia-smi'])).toEqual(['nvidia', 'amd']);
  });

  test('are Apple’s on their own chips', async () => {
    expect(await makers({ platform: 'darwin', architecture: 'arm64' })).toEqual(['apple']);
  });
});
