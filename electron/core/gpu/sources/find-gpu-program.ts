/** Where the programs of the drivers are. Looks at files alone and starts none of them. */
import { posix, win32 } from 'node:path';
import { resolveCommand } from '../../process/resolve-command.ts';
import { environmentValue } from '../../process/worker-environment.ts';

export type GpuProgramName = 'nvidia-smi' | 'rocm-smi';

export interface ProgramSearchOptions {
  platform: NodeJS.Platform;
  environment: Record<string, string>;
  /** What the folders of the system lie under: `/`, or a test's own. Of no account on Windows. */
  root: string;
}

/** Absolute path of the program, from the PATH or where its installer puts it; null where it is not there. */
export async function findGpuProgram(
  name: GpuProgramName,
  surroundings: ProgramSearchOptions,
): Promise<string | null> {
  const { platform, environment, root } = surroundings;
  for (const command of [name, ...gpuProgramPlaces(name, surroundings)]) {
    try {
      return await resolveCommand(command, { backend: name, cwd: root, environment, platform });
    } catch {
      // Not there, or not to be run: so is the next place asked, and no program is a normal state.
    }
  }
  return null;
}

/** Where it is besides the PATH, which a program started from a desktop or as a service may lack. */
export function gpuProgramPlaces(
  name: GpuProgramName,
  { platform, environment, root }: ProgramSearchOptions,
): string[] {
  const under = (...parts: string[]) => posix.join(root, ...parts, name);
  if (platform === 'linux') {
    // In WSL the driver is Windows' own and lends its tools out by this folder.
    return name === 'nvidia-smi'
      ? [under('usr/lib/wsl/lib'), under('usr/bin')]
      : [under('opt/rocm/bin'), under('usr/bin')];
  }
  if (platform !== 'win32' || name !== 'nvidia-smi') return [];
  const inFolder = (variable: string, ...parts: string[]) => {
    const folder = environmentValue(environment, variable, platform);
    return folder === undefined ? [] : [win32.join(folder, ...parts, `${name}.exe`)];
  };
  return [
    ...inFolder('SystemRoot', 'System32'),
    // Before driver 400.
    ...inFolder('ProgramFiles', 'NVIDIA Corporation', 'NVSMI'),
  ];
}
