/** The TCP sockets of Windows. */
import { shareReadings } from '../table/shared-reading.ts';
import type { WindowsProcesses } from '../windows/windows-processes.ts';
import {
  countClientsIn,
  type ListenerTable,
  listenersByAddress,
  listenersOf,
  type TcpSocket,
} from './tcp-sockets.ts';

export function windowsListeners(processes: () => Promise<Pick<WindowsProcesses, 'sockets'>>): ListenerTable {
  const reader = (kind: 'listeners' | 'all') =>
    shareReadings(async (): Promise<TcpSocket[] | null> => {
      try {
        return await (await processes()).sockets(kind);
      } catch {
        // Who listens is then unknown.
        return null;
      }
    });
  const readListeners = reader('listeners');
  const readAll = reader('all');
  return {
    async on(port) {
      const sockets = await readListeners();
      return (
        sockets &&
        listenersByAddress(sockets.filter(({ peer, port: local }) => peer === null && local === port))
      );
    },
    async of(pids) {
      const sockets = await readListeners();
      return sockets && listenersOf(sockets, pids);
    },
    async countClients(pids, port) {
      const sockets = await readAll();
      return sockets && countClientsIn(sockets, pids, port);
    },
  };
}
