/** Sends signals to processes and process groups that may be gone by then. */
import { codeOf } from '../../../../shared/errors.ts';
import type { ProcessRow, ProcessTable } from '../table/process-row.ts';

/** Sends a signal to a process group. False when there is no such group. */
export function signalGroup(pgid: number, signal: NodeJS.Signals | 0, kill: Kill = sendSignal): boolean {
  return send(-pgid, signal, kill);
}

/**
 * Sends a signal to those of `seen` that are still there and still the same processes. On Windows, which has no signals, it
 * ends them.
 */
export async function signalLiving(
  seen: ProcessRow[],
  signal: NodeJS.Signals,
  table: ProcessTable,
  kill: Kill = sendSignal,
): Promise<void> {
  for (const row of await table.living(seen)) {
    if (table.terminate) await table.terminate(row);
    else send(row.pid, signal, kill);
  }
}

/** Sends a signal to a process, or to a group where the number is negative. Throws as `process.kill` does. */
export type Kill = (pid: number, signal: NodeJS.Signals | 0) => void;

export const sendSignal: Kill = (pid, signal) => void process.kill(pid, signal);

function send(pid: number, signal: NodeJS.Signals | 0, kill: Kill): boolean {
  return trySend(pid, signal, kill) !== 'gone';
}

/** @returns `refused` for a process of another user */
export function trySend(pid: number, signal: NodeJS.Signals | 0, kill: Kill): 'sent' | 'refused' | 'gone' {
  try {
    kill(pid, signal);
    return 'sent';
  } catch (error) {
    // EPERM: the process exists, under another user. Any other error means that there is none.
    return codeOf(error) === 'EPERM' ? 'refused' : 'gone';
  }
}
