/** Finds the sources of GPU samples on this machine. Having none is normal. */
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import { composeEnvironment } from '../../process/spawn/worker-environment.ts';
import { windowsProcesses } from '../../process/windows/windows-processes.ts';
import type { GpuSource } from '../gpu-sample.ts';
import { createAmdSource } from './amd-source.ts';
import { readAmdGpus } from './amd-sysfs.ts';
import { createAppleSource } from './apple-source.ts';
import { createCountedSource } from './counted-source.ts';
import { findGpuProgram } from './find-gpu-program.ts';
import { createNvidiaSource } from './nvidia/nvidia-source.ts';

export interface GpuSearchOptions {
  platform: NodeJS.Platform;
  /** A value of `process.arch`. */
  architecture: string;
  environment: NodeJS.ProcessEnv;
  /** The folder above the system's folders: `/`, or a folder of a test. */
  root: string;
  /** The mark by which the sweep of the next start finds programs that a crash left behind. */
  mark: string;
  clock: Clock;
}

/** The sources in the order in which their GPUs are numbered. Starts no program. */
export async function findGpuSources(search: GpuSearchOptions): Promise<GpuSource[]> {
  const { platform, architecture, root, mark, clock } = search;
  // In the locale C, numbers have a decimal point and messages are English.
  const environment = composeEnvironment(search.environment, { LC_ALL: 'C' }, mark, platform);
  const programs = { platform, environment, root };
  const sources: GpuSource[] = [];
  const nvidiaSmi = await findGpuProgram('nvidia-smi', programs);
  if (nvidiaSmi !== null) {
    const nvidia = createNvidiaSource({ command: nvidiaSmi, environment, clock });
    const readCounters = async () => (await windowsProcesses()).gpuCounters();
    sources.push(platform === 'win32' ? createCountedSource(nvidia, readCounters) : nvidia);
  }
  if (platform === 'linux') {
    const rocmSmi = await findGpuProgram('rocm-smi', programs);
    if (rocmSmi !== null || (await readAmdGpus(join(root, 'sys'))).length > 0) {
      sources.push(createAmdSource({ root, rocmSmi, environment, clock }));
    }
  }
  if (platform === 'darwin' && architecture === 'arm64') sources.push(createAppleSource(clock));
  return sources;
}
