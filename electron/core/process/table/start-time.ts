/** When a process started, on systems without /proc. By that, it is known from a later process with the same PID. */
import { type CommandRunner, runCommand } from '../command-runner.ts';
import { windowsProcesses } from '../windows/windows-processes.ts';

/**
 * @returns a function that reads when a process started; null where none has that PID. On Windows this is the time of creation,
 * in units of 100 ns since 1601, and the function rejects where koffi cannot be loaded. On macOS it is what `ps` prints, in UTC.
 * Undefined on other systems.
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
