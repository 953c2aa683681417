/** When a process started, where that is not read from /proc: by it, a process is told from a later one with the same PID. */
import { type CommandRunner, runCommand } from './command-runner.ts';
import { windowsProcesses } from './windows/windows-processes.ts';

/**
 * @returns reads when a process started: null where there is none with that PID. On Windows it is the time of creation, in
 * units of 100 ns since 1601, and rejects where koffi cannot be loaded; on macOS, the words of `ps`, in UTC. Undefined on
 * other systems.
 */
export function startTimeReader(
  platform: NodeJS.Platform,
  run: CommandRunner = runCommand,
): ((pid: number) => Promise<string | null>) | undefined {
  switch (platform) {
    case 'win32':
      return async (pid) =>
        (await windowsProcesses()).rows().find((row) => row.pid === pid && !row.zombie)?.startTime ?? null;
    case 'darwin':
      return async (pid) =>
        (await run('/bin/ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim() || null;
    default:
      return undefined;
  }
}
