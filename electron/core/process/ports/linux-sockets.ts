/** The TCP sockets of Linux, from /proc. */
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { codeOf } from '../../../../shared/errors.ts';
import { countClientsIn, type ListenerTable, listenersOf, type TcpSocket } from './tcp-sockets.ts';

/** States of sockets in /proc/net/tcp. */
const LISTEN = '0A';
const ESTABLISHED = '01';
/** Number of processes whose files are read before the event loop continues. */
const BATCH_SIZE = 8;

export const linuxListeners: ListenerTable = {
  async on(port, candidates, address) {
    const listening = readLinuxListening(port, address);
    if (listening === null) return null;
    if (listening.length === 0) return [];
    const holders = await holdersOf(
      listening.map(({ inode }) => inode),
      candidates ?? allPids(),
    );
    return listening.map(({ address, inode }) => ({ address, pids: holders.get(inode) ?? [] }));
  },
  async of(pids) {
    const sockets = await readLinuxSockets(pids);
    return sockets && listenersOf(sockets, pids);
  },
  async countClients(pids, port) {
    const sockets = await readLinuxSockets([...pids, process.pid]);
    return sockets && countClientsIn(sockets, pids, port);
  },
};

/** All listeners and established connections, with those of `pids` that hold them. */
async function readLinuxSockets(pids: number[]): Promise<TcpSocket[] | null> {
  const rows = readTables((file) => readFileSync(file, 'latin1'), parseSockets);
  if (rows === null) return null;
  const holders = await holdersOf(
    rows.map(({ inode }) => inode),
    pids,
  );
  return rows.map(({ inode, ...socket }) => ({ ...socket, pids: holders.get(inode) ?? [] }));
}

/** @param address see {@link ListenerTable.on} */
const readLinuxListening = (port: number, address?: string) =>
  readTables(
    readListeningRows,
    (text) => parseListening(text, port),
    (found) => found.some((listener) => listener.address === address),
  );

/** Bytes; less than a row has. */
const SMALL_READ = 128;

/**
 * The rows of listening sockets, which the kernel writes before all others. It writes only as many rows as a read asks for, and
 * for the others it walks through room for all connections that there could be, which takes milliseconds.
 */
function readListeningRows(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(SMALL_READ);
    let text = '';
    let lineStart = 0;
    for (;;) {
      const length = readSync(handle, buffer);
      if (length === 0) return text;
      text += buffer.toString('latin1', 0, length);
      for (let end = text.indexOf('\n', lineStart); end >= 0; end = text.indexOf('\n', lineStart)) {
        const isHeader = lineStart === 0;
        if (!isHeader && stateOf(text.slice(lineStart, end)) !== LISTEN) return text.slice(0, lineStart);
        lineStart = end + 1;
      }
    }
  } finally {
    closeSync(handle);
  }
}

const stateOf = (row: string): string | undefined => row.trim().split(/\s+/, 4)[3];

/**
 * Null where neither table can be read.
 * @param isEnough whether the next table need not be read
 */
function readTables<Row>(
  read: (file: string) => string,
  parse: (text: string) => Row[],
  isEnough: (found: readonly Row[]) => boolean = () => false,
): Row[] | null {
  const found: Row[] = [];
  let isReadable = false;
  for (const file of ['/proc/self/net/tcp', '/proc/self/net/tcp6']) {
    try {
      found.push(...parse(read(file)));
      isReadable = true;
      if (isEnough(found)) break;
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

/** The listeners and the established connections in the text of /proc/net/tcp or tcp6. */
export function parseSockets(text: string): (Omit<TcpSocket, 'pids'> & { inode: string })[] {
  const found: (Omit<TcpSocket, 'pids'> & { inode: string })[] = [];
  for (const line of text.split('\n')) {
    const [, local = '', remote = '', state, , , , , , inode = ''] = line.trim().split(/\s+/);
    const [end, peer] = [parseEnd(local), parseEnd(remote)];
    if (!end || !peer || !/^\d+$/.test(inode) || (state !== LISTEN && state !== ESTABLISHED)) continue;
    found.push({ ...end, peer: state === LISTEN ? null : peer, inode });
  }
  return found;
}

function parseEnd(text: string): { address: string; port: number } | null {
  const match = /^([\dA-F]{8}|[\dA-F]{32}):([\dA-F]{4})$/.exec(text);
  return match
    ? { address: parseHexAddress(match[1] as string), port: Number.parseInt(match[2] as string, 16) }
    : null;
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
  const wanted = new Set(inodes);
  for (const [index, pid] of pids.entries()) {
    const sockets = readSockets(pid) ?? new Set();
    for (const inode of wanted) {
      if (sockets.has(inode)) holders.set(inode, [...(holders.get(inode) ?? []), pid]);
    }
    if (index % BATCH_SIZE === BATCH_SIZE - 1) await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return holders;
}

/** Whether the sockets of a process may be read. */
export const canReadSockets = (pid: number): boolean => readSockets(pid) !== null;

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
