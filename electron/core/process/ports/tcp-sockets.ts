/** What is asked about the TCP sockets of this machine. Each system has a module that reads them. */

/** A listening socket, and the process that holds it where that can be seen. */
export interface Listener {
  /** Textual IP address; `0.0.0.0` and `::` stand for all. */
  address: string;
  /** All processes that hold it, since forked workers share one. Empty when they cannot be seen. */
  pids: number[];
}

export interface ListenerTable {
  /**
   * The listeners on a port, or null when the system cannot be asked.
   * @param candidates the PIDs to search; all processes when left out
   * @param address the IP address of interest: those at others may be missing where one listens at exactly this one
   */
  on(port: number, candidates?: number[], address?: string): Promise<Listener[] | null>;
  /** Where these processes listen, or null when the system cannot be asked. */
  of(pids: number[]): Promise<{ address: string; port: number }[] | null>;
  /**
   * How many connections clients have open to these processes, or null when the system cannot be asked. Those between the
   * processes, and those of this program itself, do not count.
   * @param port counted too, whoever holds it
   */
  countClients(pids: number[], port: number | null): Promise<number | null>;
}

/** One row of a system's table of TCP sockets. */
export interface TcpSocket {
  address: string;
  port: number;
  /** Of the other end; null for a listener. */
  peer: { address: string; port: number } | null;
  /** The processes that hold it; empty where that cannot be seen. */
  pids: readonly number[];
}

/** The processes that listen at each address. @param sockets listeners, all on one port */
export function listenersByAddress(sockets: readonly TcpSocket[]): Listener[] {
  const byAddress = new Map<string, number[]>();
  for (const { address, pids } of sockets)
    byAddress.set(address, [...(byAddress.get(address) ?? []), ...pids]);
  return [...byAddress].map(([address, pids]) => ({ address, pids }));
}

/** The addresses at which these processes listen. */
export const listenersOf = (sockets: readonly TcpSocket[], pids: readonly number[]) =>
  sockets
    .filter(({ peer, pids: holders }) => peer === null && holders.some((pid) => pids.includes(pid)))
    .map(({ address, port }) => ({ address, port }));

/** See {@link ListenerTable.countClients}. */
export function countClientsIn(
  sockets: readonly TcpSocket[],
  pids: readonly number[],
  port: number | null,
): number {
  const ports = new Set(listenersOf(sockets, pids).map((listener) => listener.port));
  if (port !== null) ports.add(port);
  const insiders = new Set([...pids, process.pid]);
  const end = (address: string, ofPort: number) => `${address.replace(/^::ffff:/i, '')} ${ofPort}`;
  const inside = new Set(
    sockets
      .filter(({ peer, pids: holders }) => peer !== null && holders.some((pid) => insiders.has(pid)))
      .map((socket) => end(socket.address, socket.port)),
  );
  return sockets.filter(
    ({ peer, port: local }) => peer !== null && ports.has(local) && !inside.has(end(peer.address, peer.port)),
  ).length;
}
