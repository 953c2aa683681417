/** Who listens on a port, where a process listens, and how many clients it has, by the means of the system. */
import { isIP } from 'node:net';
import { reachableHost } from '../../network-address.ts';
import { type CommandRunner, runCommand } from '../command-runner.ts';
import { type WindowsProcesses, windowsProcesses } from '../windows/windows-processes.ts';
import { canReadSockets, linuxListeners } from './linux-sockets.ts';
import { lsofListeners } from './lsof-sockets.ts';
import type { Listener, ListenerTable } from './tcp-sockets.ts';
import { windowsListeners } from './windows-sockets.ts';

export type ProcessOwnership = 'yes' | 'no' | 'unknown';

export function createListenerTable(
  platform: NodeJS.Platform,
  run: CommandRunner = runCommand,
  windows: () => Promise<Pick<WindowsProcesses, 'sockets'>> = windowsProcesses,
): ListenerTable {
  if (platform === 'linux') return linuxListeners;
  if (platform === 'win32') return windowsListeners(windows);
  return lsofListeners(run);
}

/**
 * Whether a connection to `host`:`port` would reach one of `pids`. `unknown` when that cannot be seen, for example
 * because one of them runs as another user.
 */
export async function listenerBelongsTo(
  table: ListenerTable,
  port: number,
  pids: number[],
  host = '127.0.0.1',
): Promise<ProcessOwnership> {
  const address = addressOf(host);
  const listeners = await table.on(port, pids, isIP(address) === 0 ? undefined : address);
  if (listeners === null) return 'unknown';
  const reached = reachedBy(listeners, host);
  const own = new Set(pids);
  if (reached.length === 0) return 'no';
  if (reached.every((listener) => listener.pids.some((pid) => own.has(pid)))) return 'yes';
  // Linux names nobody for the listener of another user, which is none of these. Elsewhere it is the system that does not tell.
  const isKnown =
    table === linuxListeners
      ? pids.every(canReadSockets)
      : reached.every((listener) => listener.pids.length > 0);
  return isKnown ? 'no' : 'unknown';
}

/** The system prefers a listener on the exact address to one on all addresses. Which address a name stands for is not known here. */
function reachedBy(listeners: Listener[], host: string): Listener[] {
  const address = addressOf(host);
  if (host !== 'localhost' && isIP(address) === 0) return listeners;
  const addresses = host === 'localhost' ? ['127.0.0.1', '::1'] : [address];
  const exact = listeners.filter((listener) => addresses.includes(listener.address));
  return exact.length > 0
    ? exact
    : listeners.filter((listener) => listener.address === '0.0.0.0' || listener.address === '::');
}

const addressOf = (host: string): string => reachableHost(host).replace(/^\[|\]$/g, '');
