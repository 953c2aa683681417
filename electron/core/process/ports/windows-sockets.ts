/** The TCP sockets of Windows. */
import { shareReadings } from '../shared-reading.ts';
import type { WindowsProcesses } from '../windows/windows-processes.ts';
import {
  countClientsIn,
  type Listener,
  type ListenerTable,
  listenersOf,
  type TcpSocket,
} from './tcp-sockets.ts';

export function windowsListeners(processes: () => Promise<Pick<WindowsProcesses, 'sockets'>>): ListenerTable {
  /** Wine takes seconds to find that it knows the owner of no listener, and never knows one later. */
  let isOwnerKnown = true;
  const read = shareReadings(async (): Promise<TcpSocket[] | null> => {
    if (!isOwnerKnown) return null;
    try {
      const sockets = await (await processes()).sockets();
      const listening = sockets.filter(({ peer }) => peer === null);
      isOwnerKnown = listening.length === 0 || listening.some(({ pids }) => pids.length > 0);
      return isOwnerKnown ? sockets : null;
    } catch {
      // Who listens is then unknown.
      return null;
    }
  });
  return {
    async on(port) {
      const sockets = await read();
      if (sockets === null) return null;
      const byAddress = new Map<string, Listener>();
      for (const { address, peer, pids, port: local } of sockets) {
        if (peer !== null || local !== port) continue;
        const known = byAddress.get(address)?.pids ?? [];
        byAddress.set(address, { address, pids: [...known, ...pids] });
      }
      return [...byAddress.values()];
    },
    async of(pids) {
      const sockets = await read();
      return sockets && listenersOf(sockets, pids);
    },
    async countClients(pids, port) {
      const sockets = await read();
      return sockets && countClientsIn(sockets, pids, port);
    },
  };
}
