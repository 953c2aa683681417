/** The lists that Windows makes of its processes and sockets, for tests on other systems: as a 64-bit Windows lays them out. */

/** Where a {@link processList} pretends to be in memory. */
export const LIST_ADDRESS = 0x7ff0_0000_0000n;

export interface ListedProcess {
  pid: number;
  ppid?: number;
  name?: string;
  /** In units of 100 ns. */
  created?: bigint;
  userTime?: bigint;
  kernelTime?: bigint;
  workingSetBytes?: number;
  threads?: number;
}

const ENTRY_BYTES = 256;
const THREAD_BYTES = 80;

/** What NtQuerySystemInformation(SystemProcessInformation) fills in: SYSTEM_PROCESS_INFORMATION, threads and name of each. */
export function processList(processes: readonly ListedProcess[]): Buffer {
  const entries = processes.map((process) => {
    const name = Buffer.from(process.name ?? '', 'utf16le');
    const threads = process.threads ?? 1;
    const nameAt = ENTRY_BYTES + THREAD_BYTES * threads;
    const entry = Buffer.alloc(Math.ceil((nameAt + name.length + 2) / 8) * 8);
    entry.writeUInt32LE(threads, 4);
    entry.writeBigInt64LE(process.created ?? 0n, 32);
    entry.writeBigInt64LE(process.userTime ?? 0n, 40);
    entry.writeBigInt64LE(process.kernelTime ?? 0n, 48);
    entry.writeUInt16LE(name.length, 56);
    entry.writeUInt16LE(name.length + 2, 58);
    entry.writeBigUInt64LE(BigInt(process.pid), 80);
    entry.writeBigUInt64LE(BigInt(process.ppid ?? 0), 88);
    entry.writeBigUInt64LE(BigInt(process.workingSetBytes ?? 0), 144);
    name.copy(entry, nameAt);
    return { entry, nameAt, hasName: name.length > 0 };
  });
  let at = 0;
  for (const [index, { entry, nameAt, hasName }] of entries.entries()) {
    entry.writeUInt32LE(index === entries.length - 1 ? 0 : entry.length, 0);
    if (hasName) entry.writeBigUInt64LE(LIST_ADDRESS + BigInt(at + nameAt), 64);
    at += entry.length;
  }
  return Buffer.concat(entries.map(({ entry }) => entry));
}

export interface ListedSocket {
  local: [address: string, port: number];
  /** Left out for a listener. */
  remote?: [address: string, port: number];
  pid: number;
  /** As in tcpmib.h; listening or established when left out. */
  state?: number;
}

/** What GetExtendedTcpTable fills in: MIB_TCPTABLE_OWNER_PID for the family 2, MIB_TCP6TABLE_OWNER_PID for 23. */
export function tcpTable(family: 2 | 23, sockets: readonly ListedSocket[]): Buffer {
  const rows = sockets.map(({ local, remote, pid, state = remote ? 5 : 2 }) => {
    const row = Buffer.alloc(family === 2 ? 24 : 56);
    const at =
      family === 2
        ? { state: 0, local: 4, remote: 12, pid: 20 }
        : { state: 48, local: 0, remote: 24, pid: 52 };
    for (const [start, [address, port]] of [
      [at.local, local],
      [at.remote, remote ?? ['0.0.0.0', 0]],
    ] as const) {
      addressBytes(address, family).copy(row, start);
      row.writeUInt16BE(port, start + (family === 2 ? 4 : 20));
    }
    row.writeUInt32LE(state, at.state);
    row.writeUInt32LE(pid, at.pid);
    return row;
  });
  const count = Buffer.alloc(4);
  count.writeUInt32LE(rows.length, 0);
  return Buffer.concat([count, ...rows]);
}

export interface ListedCounter {
  /** Of the instance, as `pid_4_luid_0x00000000_0x0000C0F3_phys_0`. */
  name: string;
  value: number;
  /** As in pdhmsg.h; valid when left out. */
  status?: number;
}

/** What PdhGetFormattedCounterArrayW fills in: a PDH_FMT_COUNTERVALUE_ITEM_W of each instance, then their names. */
export function counterList(counters: readonly ListedCounter[]): Buffer {
  const items = Buffer.alloc(24 * counters.length);
  const names: Buffer[] = [];
  let nameAt = items.length;
  for (const [index, { name, value, status = 0 }] of counters.entries()) {
    const text = Buffer.from(`${name}\0`, 'utf16le');
    items.writeBigUInt64LE(LIST_ADDRESS + BigInt(nameAt), 24 * index);
    items.writeUInt32LE(status, 24 * index + 8);
    items.writeBigInt64LE(BigInt(value), 24 * index + 16);
    names.push(text);
    nameAt += text.length;
  }
  return Buffer.concat([items, ...names]);
}

function addressBytes(address: string, family: 2 | 23): Buffer {
  if (!address.includes(':')) {
    const bytes = Buffer.from(address.split('.').map(Number));
    return family === 2 ? bytes : Buffer.alloc(16);
  }
  const [head = '', tail = ''] = address.split('::').map((part) => part);
  const words = (text: string) => text.split(':').filter((word) => word !== '');
  const missing = 8 - words(head).length - words(tail).length;
  const all = [...words(head), ...Array.from({ length: missing }, () => '0'), ...words(tail)];
  return Buffer.from(all.map((word) => word.padStart(4, '0')).join(''), 'hex');
}
