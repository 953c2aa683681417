/** Which ways of reading graphics cards there are on this machine. None is a normal state. */
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import { composeEnvironment } from '../../process/worker-environment.ts';
import type { GpuSource } from '../gpu-reading.ts';
import { createAmdSource } from './amd-source.ts';
import { readAmdCards } from './amd-sysfs.ts';
import { createAppleSource } from './apple-source.ts';
import { findGpuProgram } from './find-gpu-program.ts';
import { createNvidiaSource } from './nvidia-source.ts';

export interface GpuSearchOptions {
  platform: NodeJS.Platform;
  /** As `process.arch` has it. */
  architecture: string;
  environment: NodeJS.ProcessEnv;
  /** What the files of the system lie under: `/`, or a test's own. */
  root: string;
  /** By which the sweep at the next start finds programs that a crash left behind. */
  mark: string;
  clock: Clock;
}

/** In the order in which their cards are numbered. Looks at files alone; starts no program. */
export async function findGpuSources(surroundings: GpuSearchOptions): Promise<GpuSource[]> {
  const { platform, architecture, root, mark, clock } = surroundings;
  // In C, numbers have a point and messages are English whatever the machine speaks.
  const environment = composeEnvironment(surroundings.environment, { LC_ALL: 'C' }, mark, platform);
  const find = { platform, environment, root };
  const sources: GpuSource[] = [];
  const nvidiaSmi = await findGpuProgram('nvidia-smi', find);
  if (nvidiaSmi !== null) sources.push(createNvidiaSource({ command: nvidiaSmi, environment, clock }));
  if (platform === 'linux') {
    const rocmSmi = await findGpuProgram('rocm-smi', find);
    if (rocmSmi !== null || (await readAmdCards(join(root, 'sys'))).length > 0) {
      sources.push(createAmdSource({ root, rocmSmi, environment, clock }));
    }
  }
  if (platform === 'darwin' && architecture === 'arm64') sources.push(createAppleSource(clock));
  return sources;
}
