/** The versions of the graphics drivers, asked for only when somebody wants a report. */
import { readFile } from 'node:fs/promises';
import type { Gpu } from '../../../shared/resources.ts';
import type { CommandRunner } from '../process/command-runner.ts';

/** A sentence for each maker of which there is a card; what cannot be found out is left out. */
export async function describeDrivers(
  vendors: ReadonlySet<Gpu['vendor']>,
  platform: NodeJS.Platform,
  run: CommandRunner,
): Promise<string[]> {
  const found = await Promise.all([
    vendors.has('nvidia') ? nvidiaDriver(platform, run) : null,
    vendors.has('amd') && platform === 'linux' ? firstLineOf('/sys/module/amdgpu/version') : null,
  ]);
  const [nvidia, amd] = found;
  return [
    ...(nvidia === null ? [] : [`NVIDIA driver ${nvidia}`]),
    // It is a part of the kernel unless AMD's own package is installed.
    ...(vendors.has('amd') && platform === 'linux' ? [`AMD driver ${amd ?? 'of the kernel'}`] : []),
  ];
}

async function nvidiaDriver(platform: NodeJS.Platform, run: CommandRunner): Promise<string | null> {
  const { code, stdout } = await run('nvidia-smi', ['--query-gpu=driver_version', '--format=csv,noheader']);
  const version = stdout.split('\n')[0]?.trim() ?? '';
  if (code === 0 && /^\d[\d.]*$/.test(version)) return version;
  return platform === 'linux' ? await firstLineOf('/sys/module/nvidia/version') : null;
}

async function firstLineOf(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).split('\n')[0]?.trim() ?? null;
  } catch {
    // The module is not loaded.
    return null;
  }
}
