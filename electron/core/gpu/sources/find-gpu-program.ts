/** Finds the programs of the GPU drivers, without starting any. */
import { posix, win32 } from 'node:path';
import { localFileChecks } from '../../files/file-checks.ts';
import { resolveCommand } from '../../process/spawn/resolve-command.ts';
import { environmentValue } from '../../process/spawn/worker-environment.ts';

export type GpuProgramName = 'nvidia-smi' | 'rocm-smi';

export interface ProgramSearchOptions {
  platform: NodeJS.Platform;
  environment: Record<string, string>;
  /** The folder above the system's folders: `/`, or a folder of a test. Not used on Windows. */
  root: string;
}

/** Absolute path of the program, on the PATH or where its installer puts it; null if it is not installed. */
export async function findGpuProgram(
  name: GpuProgramName,
  search: ProgramSearchOptions,
): Promise<string | null> {
  const { platform, environment, root } = search;
  for (const command of [name, ...gpuProgramLocations(name, search)]) {
    try {
      return await resolveCommand(command, {
        backend: name,
        cwd: root,
        environment,
        platform,
        // None of these paths is one that a user has named.
        files: localFileChecks,
      });
    } catch {
      // It is not there or may not be run: the next location is tried. Having no such program is normal.
    }
  }
  return null;
}

/** Locations besides the PATH, since a host that was started by a desktop or as a service may have a short PATH. */
export function gpuProgramLocations(
  name: GpuProgramName,
  { platform, environment, root }: ProgramSearchOptions,
): string[] {
  const under = (...parts: string[]) => posix.join(root, ...parts, name);
  if (platform === 'linux') {
    // In WSL, this folder has the tools of the driver of Windows.
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
    // The location before driver 400.
    ...inFolder('ProgramFiles', 'NVIDIA Corporation', 'NVSMI'),
  ];
}
