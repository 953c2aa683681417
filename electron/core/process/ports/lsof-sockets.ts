/** The TCP sockets of macOS, from lsof. */
import type { CommandRunner } from '../command-runner.ts';
import {
  countClientsIn,
  type ListenerTable,
  listenersByAddress,
  listenersOf,
  type TcpSocket,
} from './tcp-sockets.ts';

export function lsofListeners(run: CommandRunner): ListenerTable {
  /** @param selection of lsof: `-iTCP:8080` */
  const read = async (selection: string, states: string): Promise<TcpSocket[] | null> => {
    const { code, stdout } = await run('lsof', ['-nP', selection, `-sTCP:${states}`, '-FpnT']);
    // lsof exits with 1 when there is nothing to show.
    return code === null || code > 1 ? null : parseLsof(stdout);
  };
  return {
    async on(port) {
      const sockets = await read(`-iTCP:${port}`, 'LISTEN');
      return sockets && listenersByAddress(sockets);
    },
    async of(pids) {
      const sockets = await read('-iTCP', 'LISTEN');
      return sockets && listenersOf(sockets, pids);
    },
    async countClients(pids, port) {
      const sockets = await read('-iTCP', 'LISTEN,ESTABLISHED');
      return sockets && countClientsIn(sockets, pids, port);
    },
  };
}

/**
 * Lines `p<pid>` and, for each socket of that process, `n<address>:<port>`, or `n<address>:<port>-><address>:<port>` for a
 * connection. Other lines tell what is not needed.
 */
export function parseLsof(text: string): TcpSocket[] {
  const found: TcpSocket[] = [];
  let pid = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1));
    if (!line.startsWith('n')) continue;
    const [local = '', remote] = line.slice(1).split('->');
    // A line that cannot be read tells that somebody listens, and not who.
    const pids = Number.isSafeInteger(pid) && pid > 0 ? [pid] : [];
    found.push({ ...parseEnd(local), peer: remote === undefined ? null : parseEnd(remote), pids });
  }
  return found;
}

function parseEnd(text: string): { address: string; port: number } {
  const colon = text.lastIndexOf(':');
  const host = text.slice(0, colon).replace(/^\[|\]$/g, '');
  return { address: host === '*' ? '0.0.0.0' : host, port: Number(text.slice(colon + 1)) };
}
