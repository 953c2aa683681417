/** The TCP sockets of Windows, from netstat. */
import type { CommandRunner } from '../command-runner.ts';
import { countClientsIn, type ListenerTable, listenersOf, type TcpSocket } from './tcp-sockets.ts';

export function windowsListeners(run: CommandRunner): ListenerTable {
  const read = async (): Promise<TcpSocket[] | null> => {
    const { code, stdout } = await run('netstat', ['-ano', '-p', 'TCP']);
    const v6 = await run('netstat', ['-ano', '-p', 'TCPv6']);
    return code === 0 ? parseNetstat(`${stdout}\n${v6.stdout}`) : null;
  };
  return {
    async on(port) {
      const sockets = await read();
      if (sockets === null) return null;
      const byAddress = new Map<string, number[]>();
      for (const { address, peer, pids, port: local } of sockets)
        if (peer === null && local === port)
          byAddress.set(address, [...(byAddress.get(address) ?? []), ...pids]);
      return [...byAddress].map(([address, pids]) => ({ address, pids }));
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

/**
 * Rows `TCP <local> <foreign> <state> <pid>`. The name of the state is translated, so a listener is recognised by its foreign
 * address, which has port 0, and a connection that is over by a PID of 0 or, where it is not translated, by its state.
 */
export function parseNetstat(text: string): TcpSocket[] {
  const found: TcpSocket[] = [];
  for (const line of text.split('\n')) {
    const [protocol, local = '', foreign = '', ...rest] = line.trim().split(/\s+/);
    if (protocol !== 'TCP') continue;
    const [end, peer] = [parseEnd(local), parseEnd(foreign)];
    const isListener = foreign.endsWith(':0');
    const pid = Number(rest.at(-1));
    // A line that cannot be read tells that somebody listens, and not who.
    const pids = Number.isSafeInteger(pid) && pid > 0 ? [pid] : [];
    const isOver = pids.length === 0 || /WAIT|CLOS|SYN|ACK/.test(rest[0] ?? '');
    if (isListener) found.push({ ...end, peer: null, pids });
    else if (!isOver && Number.isInteger(peer.port)) found.push({ ...end, peer, pids });
  }
  return found;
}

function parseEnd(text: string): { address: string; port: number } {
  const colon = text.lastIndexOf(':');
  const host = text.slice(0, colon).replace(/^\[|\]$/g, '');
  return { address: host === '*' ? '0.0.0.0' : host, port: Number(text.slice(colon + 1)) };
}
