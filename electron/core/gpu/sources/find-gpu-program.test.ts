import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findGpuProgram, gpuProgramLocations } from './find-gpu-program.ts';

/** A system whose PATH is `bin` below its root, with programs at the given paths. */
async function system(...programs: string[]) {
  const root = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const path of programs) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), '#!/bin/sh\n', { mode: 0o755 });
  }
  return { root, platform: 'linux', environment: { PATH: join(root, 'bin') } } as const;
}

describe('a program of a driver', () => {
  test('is found on the PATH first', async () => {
    const linux = await system('bin/nvidia-smi', 'usr/bin/nvidia-smi');
    expect(await findGpuProgram('nvidia-smi', linux)).toBe(join(linux.root, 'bin/nvidia-smi'));
  });

  test.each([
    ['nvidia-smi', 'usr/lib/wsl/lib/nvidia-smi'],
    ['nvidia-smi', 'usr/bin/nvidia-smi'],
    ['rocm-smi', 'opt/rocm/bin/rocm-smi'],
  ] as const)('%s is found at /%s, whatever the PATH', async (name, path) => {
    const linux = await system(path);
    expect(await findGpuProgram(name, linux)).toBe(join(linux.root, path));
  });

  test('may be missing', async () => {
    expect(await findGpuProgram('nvidia-smi', await system())).toBeNull();
  });

  test('is not a file that may not be run', async () => {
    const linux = await system('usr/bin/nvidia-smi');
    await mkdir(join(linux.root, 'bin'));
    await writeFile(join(linux.root, 'bin/nvidia-smi'), 'no program', { mode: 0o644 });
    expect(await findGpuProgram('nvidia-smi', linux)).toBe(join(linux.root, 'usr/bin/nvidia-smi'));
  });
});

describe('besides the PATH', () => {
  const windows = {
    platform: 'win32',
    environment: { SYSTEMROOT: 'C:\\Windows', ProgramFiles: 'C:\\Program Files' },
    root: '/',
  } as const;

  test('on Windows, nvidia-smi is searched where its drivers put it', () => {
    expect(gpuProgramLocations('nvidia-smi', windows)).toEqual([
      'C:\\Windows\\System32\\nvidia-smi.exe',
      'C:\\Program Files\\NVIDIA Corporation\\NVSMI\\nvidia-smi.exe',
    ]);
  });

  test('on Windows without these folders, it is searched nowhere', () => {
    expect(gpuProgramLocations('nvidia-smi', { ...windows, environment: {} })).toEqual([]);
  });

  test('on macOS, it is searched nowhere', () => {
    expect(gpuProgramLocations('nvidia-smi', { platform: 'darwin', environment: {}, root: '/' })).toEqual([]);
  });
});
