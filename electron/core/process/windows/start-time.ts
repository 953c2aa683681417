/** When processes of Windows were created: by that, a process is told from a later one with the same PID. */
import { windowsProcesses } from './windows-processes.ts';

/**
 * @returns reads the time of creation, in units of 100 ns since 1601: null where there is no such process. It rejects where
 * koffi cannot be loaded. Undefined on other systems.
 */
export const startTimeReader = (
  platform: NodeJS.Platform,
): ((pid: number) => Promise<string | null>) | undefined =>
  platform === 'win32'
    ? async (pid) =>
        (await windowsProcesses()).rows().find((row) => row.pid === pid && !row.zombie)?.startTime ?? null
    : undefined;
