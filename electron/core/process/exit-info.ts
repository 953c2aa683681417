/** How a process ended. Both are null where it is only known that it ended. */
export interface ExitInfo {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * Formats how a process ended, as the reason in an error.
 * @param isForced whether a stop of ours has ended it by force
 */
export function describeExit({ code, signal }: ExitInfo, isForced = false): string {
  if (isForced) return 'ended by force, for it did not end by itself within its stop time-out';
  if (signal === 'SIGKILL') return 'killed with SIGKILL, by a person or by the system when memory ran out';
  if (signal === 'SIGSEGV') return 'crashed with SIGSEGV, a fault in the program or its driver';
  if (signal === 'SIGILL')
    return 'crashed with SIGILL: it was built for another processor than this machine has';
  if (signal !== null) return `ended by ${signal}`;
  return `exit code ${code ?? 'unknown'}`;
}
