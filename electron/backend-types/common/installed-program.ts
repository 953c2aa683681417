/** Finds a program on the PATH. */
import type { WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { resolveCommand } from '../../core/process/spawn/resolve-command.ts';
import { environmentValue } from '../../core/process/spawn/worker-environment.ts';

/** @returns the full path of the program on the PATH, or null */
export async function findInstalledProgram(
  name: string,
  { env, files, platform }: WellKnownLocations,
): Promise<string | null> {
  const environment: Record<string, string> = {};
  for (const [key, value] of Object.entries(env)) if (value !== undefined) environment[key] = value;
  if (!environmentValue(environment, 'PATH', platform)) return null;
  try {
    return await resolveCommand(name, { backend: name, cwd: process.cwd(), environment, platform, files });
  } catch {
    // It is not there, or may not be run.
    return null;
  }
}
