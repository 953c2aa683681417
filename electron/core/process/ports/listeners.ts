/** Who listens on a port: /proc on Linux, lsof on macOS, netstat on Windows. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { codeOf } from '../../../../shared/errors.ts';
import { type CommandRunner, runCommand } from '../command-runner.ts';

/** A listening socket, and the process that holds it where that can be seen. */
interface Listener {
  /** Textual IP address; `0.0.0.0` and `::` stand for all. */
  address: string;
  /** All processes that hold it, since forked workers share one. Empty when they cannot be seen. */
  pids: number[];
}

export type ProcessOwnership = 'yes' | 'no' | 'unknown';

export interface ListenerTable {
  /**
   * The listeners on a port, or null when the system cannot be asked.
   * @param candidates the PIDs to search; all processes when left out
   */
  on(port: number, candidates?: number[]): Promise<Listener[] | null>;
}

export function createListenerTable(
  platform: NodeJS.Platform,
  run: CommandRunner = runCommand,
): ListenerTable {
  if (platform === 'linux') return linuxListeners;
  if (platform === 'win32') return windowsListeners(run);
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
  const listeners = await table.on(port, pids);
  if (listeners === null) return 'unknown';
  const reached = reachedBy(listeners, host);
  const own = new Set(pids);
  if (reached.length === 0) return 'no';
  if (reached.every((listener) => listener.pids.some((pid) => own.has(pid)))) return 'yes';
  return (await canReadAll(table, pids)) ? 'no' : 'unknown';
}

/** The system prefers a listener on the exact address to one on all addresses. */
function reachedBy(listeners: Listener[], host: string): Listener[] {
  const addresses = host === 'localhost' ? ['127.0.0.1', '::1'] : [host.replace(/^\[|\]$/g, '')];
  const exact = listeners.filter((listener) => addresses.includes(listener.address));
  return exact.length > 0
    ? exact
    : listeners.filter((listener) => listener.address === '0.0.0.0' || listener.address === '::');
}

async function canReadAll(table: ListenerTable, pids: number[]): Promise<boolean> {
  return table !== linuxListeners || pids.every((pid) => readSockets(pid) !== null);
}

// --- Linux

/** State of a listening socket in /proc/net/tcp. */
const LISTEN = '0A';
/** Number of processes whose files are read before the event loop continues. */
const BATCH_SIZE = 8;

const linuxListeners: ListenerTable = {
  async on(port, candidates) {
    const listening = readLinuxListening(port);
    if (listening === null) return null;
    if (listening.length === 0) return [];
    const holders = await holdersOf(
      listening.map(({ inode }) => inode),
      candidates ?? allPids(),
    );
    return listening.map(({ address, inode }) => ({ address, pids: holders.get(inode) ?? [] }));
  },
};

function readLinuxListening(port: number): { address: string; inode: string }[] | null {
  const found: { address: string; inode: string }[] = [];
  let isReadable = false;
  for (const file of ['/proc/self/net/tcp', '/proc/self/net/tcp6']) {
    try {
      found.push(...parseListening(readFileSync(file, 'latin1'), port));
      isReadable = true;
    } catch {
      // A machine without IPv6 has only the first file.
    }
  }
  return isReadable ? found : null;
}

/** The listening sockets on `port` in the text of /proc/net/tcp or tcp6. */
export function parseListening(text: string, port: number): { address: string; inode: string }[] {
  const ending = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const found: { address: string; inode: string }[] = [];
  for (const line of text.split('\n')) {
    if (!line.includes(ending)) continue;
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    const address = local.slice(0, -ending.length);
    if (
      state === LISTEN &&
      /^([\dA-F]{8}|[\dA-F]{32}):/.test(local) &&
      local.endsWith(ending) &&
      /^\d+$/.test(inode)
    )
      found.push({ address: parseHexAddress(address), inode });
  }
  return found;
}

/** Parses words of four bytes in the machine's byte order, which is little-endian on all supported machines. */
function parseHexAddress(hex: string): string {
  const bytes: number[] = [];
  for (let word = 0; word < hex.length; word += 8) {
    for (let at = 6; at >= 0; at -= 2) bytes.push(Number.parseInt(hex.slice(word + at, word + at + 2), 16));
  }
  const isMapped =
    bytes.length === 16 && bytes.every((byte, at) => byte === (at < 10 ? 0 : at < 12 ? 255 : byte));
  if (bytes.length === 4 || isMapped) return bytes.slice(-4).join('.');
  if (bytes.every((byte) => byte === 0)) return '::';
  if (bytes.every((byte, at) => byte === (at === 15 ? 1 : 0))) return '::1';
  const words = Array.from({ length: 8 }, (_, at) => ((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0));
  return words.map((value) => value.toString(16)).join(':');
}

const allPids = () => readdirSync('/proc').map(Number).filter(Number.isInteger);

async function holdersOf(inodes: string[], pids: number[]): Promise<Map<string, number[]>> {
  const holders = new Map<string, number[]>();
  for (const [index, pid] of pids.entries()) {
    const sockets = readSockets(pid) ?? new Set();
    for (const inode of inodes) {
      if (sockets.has(inode)) holders.set(inode, [...(holders.get(inode) ?? []), pid]);
    }
    if (index % BATCH_SIZE === BATCH_SIZE - 1) await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return holders;
}

/** Inodes of a process's sockets: null when they may not be read, none when the process has ended. */
function readSockets(pid: number): Set<string> | null {
  const sockets = new Set<string>();
  const folder = `/proc/${pid}/fd`;
  try {
    for (const file of readdirSync(folder)) {
      const inode = /^socket:\[(\d+)\]$/.exec(readLink(`${folder}/${file}`))?.[1];
      if (inode !== undefined) sockets.add(inode);
    }
    return sockets;
  } catch (error) {
    return ['EACCES', 'EPERM'].includes(codeOf(error)) ? null : sockets;
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    // The file has been closed.
    return '';
  }
}

// --- macOS

function lsofListeners(run: CommandRunner): ListenerTable {
  return {
    async on(port) {
      const { code, stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpn']);
      // lsof exits with 1 when there is nothing to show.
      if (code === null || code > 1) return null;
      return parseLsof(stdout);
    },
  };
}

/** Lines `p<pid>` and, for each socket of that process, `n<address>:<port>`. */
function parseLsof(text: string): Listener[] {
  const byAddress = new Map<string, number[]>();
  let pid = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1));
    if (line.startsWith('n')) addListener(byAddress, line.slice(1), pid);
  }
  return toListeners(byAddress);
}

// --- Windows

function windowsListeners(run: CommandRunner): ListenerTable {
  return {
    async on(port) {
      const { code, stdout } = await run('netstat', ['-ano', '-p', 'TCP']);
      const v6 = await run('netstat', ['-ano', '-p', 'TCPv6']);
      if (code !== 0) return null;
      const byAddress = new Map<string, number[]>();
      for (const line of `${stdout}\n${v6.stdout}`.split('\n')) {
        // The name of the state is translated, so a listener is recognised by its foreign address, which has port 0.
        const [protocol, local = '', foreign = '', ...rest] = line.trim().split(/\s+/);
        if (protocol === 'TCP' && foreign.endsWith(':0') && local.endsWith(`:${port}`))
          addListener(byAddress, local, Number(rest.at(-1)));
      }
      return toListeners(byAddress);
    },
  };
}

function addListener(byAddress: Map<string, number[]>, local: string, pid: number): void {
  const host = local.slice(0, local.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  const address = host === '*' ? '0.0.0.0' : host;
  const pids = byAddress.get(address) ?? [];
  byAddress.set(address, pids);
  // A line that cannot be read tells that somebody listens, and not who.
  if (Number.isSafeInteger(pid) && pid > 0) pids.push(pid);
}

const toListeners = (byAddress: Map<string, number[]>): Listener[] =>
  [...byAddress].map(([address, pids]) => ({ address, pids }));
