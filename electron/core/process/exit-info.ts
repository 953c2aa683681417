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
  if (signal === 'SIGBUS') return 'crashed with SIGBUS: memory or a mapped file was taken away from it';
  if (signal === 'SIGABRT') return 'broken off by the program itself with SIGABRT';
  if (signal !== null) return `ended by ${signal}`;
  const meaning = code === null ? undefined : meaningOf(code);
  return `exit code ${code ?? 'unknown'}${meaning === undefined ? '' : `, ${meaning}`}`;
}

/** What Windows ends a process with, as unsigned numbers. Source: ntstatus.h. */
const NT_STATUSES: ReadonlyMap<number, string> = new Map([
  [0xc0000005, 'an access to memory that is not its own'],
  [0xc000001d, 'an instruction that this processor does not know'],
  [0xc0000017, 'not enough memory'],
  [0xc000007b, 'a part that is built for another processor'],
  [0xc0000094, 'a division by zero'],
  [0xc00000fd, 'a full stack'],
  [0xc0000135, 'a DLL that is missing'],
  [0xc0000139, 'a DLL of another version'],
  [0xc000013a, 'ended from its console'],
  [0xc0000142, 'a DLL that failed to start'],
  [0xc0000374, 'a damaged heap'],
  [0xc0000409, 'broken off by the program itself'],
  [0xc0000417, 'broken off by its C library'],
  [0xe06d7363, 'an exception of C++ that nobody handled'],
  [0x40010004, 'ended by its debugger'],
]);

/** What shells report of a command whose process was ended by a signal: 128 and its number. */
const SHELL_SIGNALS: ReadonlyMap<number, string> = new Map([
  [129, 'SIGHUP'],
  [130, 'SIGINT'],
  [131, 'SIGQUIT'],
  [132, 'SIGILL'],
  [134, 'SIGABRT'],
  [135, 'SIGBUS'],
  [136, 'SIGFPE'],
  [137, 'SIGKILL'],
  [139, 'SIGSEGV'],
  [141, 'SIGPIPE'],
  [143, 'SIGTERM'],
]);

function meaningOf(code: number): string | undefined {
  const unsigned = code >>> 0;
  const status = NT_STATUSES.get(unsigned);
  if (status !== undefined) return `which is 0x${unsigned.toString(16).toUpperCase()}: ${status}`;
  const signal = SHELL_SIGNALS.get(code);
  if (signal !== undefined) return `by which shells report ${signal}`;
  if (code === 126) return 'by which shells report a program that may not be run';
  return code === 127 ? 'by which shells report a program that is missing' : undefined;
}

/** The signal that has ended the process, also where a shell or a container around it reports it as a number; null for none. */
export function signalOf({ code, signal }: ExitInfo): string | null {
  return signal ?? (code === null ? null : (SHELL_SIGNALS.get(code) ?? null));
}

/** The status with which Windows has ended the process; null where it ended otherwise. */
export function ntStatusOf({ code }: ExitInfo): number | null {
  return code !== null && NT_STATUSES.has(code >>> 0) ? code >>> 0 : null;
}
