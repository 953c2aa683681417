/** The TCP sockets of Windows and their owners, from GetExtendedTcpTable. */
import type { TcpSocket } from '../../ports/tcp-sockets.ts';
import { type Win32, Win32Error } from './win32.ts';

/** IPv4 and IPv6 as Windows numbers them, with the size of a row of each and where its fields are. */
const FAMILIES = [
  { family: 2, rowBytes: 24, addressBytes: 4, at: { state: 0, local: 4, remote: 12, pid: 20 }, portAfter: 4 },
  {
    family: 23,
    rowBytes: 56,
    addressBytes: 16,
    at: { state: 48, local: 0, remote: 24, pid: 52 },
    portAfter: 20,
  },
] as const;
type Family = (typeof FAMILIES)[number];

/** TCP_TABLE_OWNER_PID_LISTENER and TCP_TABLE_OWNER_PID_ALL. */
const KINDS = { listeners: 3, all: 5 };
const ERROR_INSUFFICIENT_BUFFER = 122;
/** MIB_TCP_STATE_LISTEN and MIB_TCP_STATE_ESTAB. */
const LISTENING = 2;
const ESTABLISHED = 5;
const FIRST_BYTES = 32 * 1024;
/** More sockets than a machine can have. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * `pids` is empty where Windows does not tell the owner.
 * @param kind the listeners cost much less than all sockets
 * @throws Win32Error
 */
export async function readTcpSockets(win32: Win32, kind: keyof typeof KINDS): Promise<TcpSocket[]> {
  const read = async (family: Family) =>
    parseTcpTable(await readTable(win32, family, KINDS[kind]), family.family);
  return (await Promise.all(FAMILIES.map(read))).flat();
}

async function readTable(win32: Win32, { family }: Family, kind: number): Promise<Buffer> {
  const size = Buffer.alloc(4);
  for (let bytes = FIRST_BYTES; ; bytes = Math.max(size.readUInt32LE(0) + FIRST_BYTES, bytes * 2)) {
    const table = Buffer.alloc(bytes);
    size.writeUInt32LE(bytes, 0);
    const problem = await win32.GetExtendedTcpTable(table, size, 0, family, kind, 0);
    if (problem === 0) return table;
    // Sockets may be opened between the two calls.
    if (problem !== ERROR_INSUFFICIENT_BUFFER || bytes >= MAX_BYTES) throw new Win32Error(problem);
  }
}

/** @param family 2 for MIB_TCPTABLE_OWNER_PID, 23 for MIB_TCP6TABLE_OWNER_PID */
export function parseTcpTable(table: Buffer, family: 2 | 23): TcpSocket[] {
  const layout = family === 2 ? FAMILIES[0] : FAMILIES[1];
  const { rowBytes, addressBytes, at, portAfter } = layout;
  const count = Math.min(table.readUInt32LE(0), Math.floor((table.length - 4) / rowBytes));
  const found: TcpSocket[] = [];
  for (let index = 0; index < count; index += 1) {
    const row = table.subarray(4 + index * rowBytes, 4 + (index + 1) * rowBytes);
    const end = (start: number) => ({
      address: formatAddress(row.subarray(start, start + addressBytes)),
      port: row.readUInt16BE(start + portAfter),
    });
    const state = row.readUInt32LE(at.state);
    const pid = row.readUInt32LE(at.pid);
    const pids = pid > 0 ? [pid] : [];
    if (state === LISTENING) found.push({ ...end(at.local), peer: null, pids });
    else if (state === ESTABLISHED) found.push({ ...end(at.local), peer: end(at.remote), pids });
  }
  return found;
}

/** As Node writes addresses: an IPv6 address with its longest run of zeros left out. */
function formatAddress(bytes: Buffer): string {
  if (bytes.length === 4) return [...bytes].join('.');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(2 * index).toString(16));
  const mapped = /^0:0:0:0:0:ffff:/.test(groups.join(':'));
  if (mapped) return `::ffff:${[...bytes.subarray(12)].join('.')}`;
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
