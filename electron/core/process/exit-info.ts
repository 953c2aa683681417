/** How a process ended. Both are null where it is only known that it ended. */

import { systemReasonWords } from '../../../shared/words/en/errors/system-reasons.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';

const say = texts(systemReasonWords);

export interface ExitInfo {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * Formats how a process ended, as the reason in an error.
 * @param isForced whether a stop of ours has ended it by force
 */
export function describeExit({ code, signal }: ExitInfo, isForced = false): Text {
  if (isForced) return say('exit_forced');
  if (signal === 'SIGKILL') return say('exit_killed', { signal });
  if (signal === 'SIGSEGV') return say('exit_fault', { signal });
  if (signal === 'SIGILL') return say('exit_wrongProcessor', { signal });
  if (signal === 'SIGBUS') return say('exit_memoryTaken', { signal });
  if (signal === 'SIGABRT') return say('exit_aborted', { signal });
  if (signal !== null) return say('exit_signal', { signal });
  return code === null ? say('exit_unknown') : describeCode(code);
}

/** What Windows ends a process with, as unsigned numbers. Source: ntstatus.h. */
const NT_STATUSES: ReadonlyMap<number, Text> = new Map([
  [0xc0000005, say('status_access')],
  [0xc000001d, say('status_instruction')],
  [0xc0000017, say('status_memory')],
  [0xc000007b, say('status_processor')],
  [0xc0000094, say('status_division')],
  [0xc00000fd, say('status_stack')],
  [0xc0000135, say('status_dllMissing')],
  [0xc0000139, say('status_dllVersion')],
  [0xc000013a, say('status_console')],
  [0xc0000142, say('status_dllFailed')],
  [0xc0000374, say('status_heap')],
  [0xc0000409, say('status_ownAbort')],
  [0xc0000417, say('status_library')],
  [0xe06d7363, say('status_exception')],
  [0x40010004, say('status_debugger')],
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

function describeCode(code: number): Text {
  const unsigned = code >>> 0;
  const meaning = NT_STATUSES.get(unsigned);
  if (meaning !== undefined)
    return say('exit_status', { code, status: `0x${unsigned.toString(16).toUpperCase()}`, meaning });
  const signal = SHELL_SIGNALS.get(code);
  if (signal !== undefined) return say('exit_shellSignal', { code, signal });
  if (code === 126) return say('exit_shellNotExecutable', { code });
  return say(code === 127 ? 'exit_shellMissing' : 'exit_code', { code });
}

/** The signal that has ended the process, also where a shell or a container around it reports it as a number; null for none. */
export function signalOf({ code, signal }: ExitInfo): string | null {
  return signal ?? (code === null ? null : (SHELL_SIGNALS.get(code) ?? null));
}

/** The status with which Windows has ended the process; null where it ended otherwise. */
export function ntStatusOf({ code }: ExitInfo): number | null {
  return code !== null && NT_STATUSES.has(code >>> 0) ? code >>> 0 : null;
}
