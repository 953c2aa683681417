/** All processes of the machine, from one call of Windows. */
import type { ProcessRow } from '../../table/process-row.ts';
import type { Win32 } from './win32.ts';

/** A process as Windows lists it. */
export interface SystemProcess {
  pid: number;
  /** Windows keeps it when the parent has ended, and another program may have that PID by now. */
  ppid: number;
  name: string;
  /** In units of 100 ns since 1601. */
  created: bigint;
  /** Milliseconds. */
  cpuMs: number;
  workingSetBytes: number;
  /** A process without threads has ended, and somebody still holds a handle of it. */
  hasThreads: boolean;
}

/** SystemProcessInformation. */
const ALL_PROCESSES = 5;
const STATUS_INFO_LENGTH_MISMATCH = 0xc000_0004;
/** Where the fields of SYSTEM_PROCESS_INFORMATION are; the entry itself is as long as that, followed by its threads. */
const ENTRY = {
  next: 0,
  threads: 4,
  created: 32,
  userTime: 40,
  kernelTime: 48,
  nameBytes: 56,
  namePointer: 64,
  pid: 80,
  ppid: 88,
  workingSet: 144,
  bytes: 256,
};
const FIRST_BYTES = 512 * 1024;
/** More processes and threads than a machine can have. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Kept between the readings, since it is large. */
let buffer: Buffer | null = null;

/** @throws Error in words */
export function readSystemProcesses(win32: Win32): SystemProcess[] {
  const needed = Buffer.alloc(4);
  buffer ??= Buffer.alloc(FIRST_BYTES);
  for (;;) {
    const status = win32.NtQuerySystemInformation(ALL_PROCESSES, buffer, buffer.length, needed);
    if (status === 0) return parseSystemProcesses(buffer, win32.addressOf(buffer));
    if (status !== STATUS_INFO_LENGTH_MISMATCH || buffer.length >= MAX_BYTES)
      throw new Error(`Windows does not list its processes (NTSTATUS 0x${status.toString(16)}).`);
    // Processes may start between the two calls.
    buffer = Buffer.alloc(Math.max(needed.readUInt32LE(0) + FIRST_BYTES, buffer.length * 2));
  }
}

/** @param address where the buffer was in memory, for the names are found by pointers into it */
export function parseSystemProcesses(list: Buffer, address: bigint): SystemProcess[] {
  const found: SystemProcess[] = [];
  for (let at = 0; at + ENTRY.bytes <= list.length; ) {
    const pid = Number(list.readBigUInt64LE(at + ENTRY.pid));
    // PID 0 is no process but the time in which nothing runs.
    if (pid > 0 && Number.isSafeInteger(pid)) {
      const ticks = list.readBigInt64LE(at + ENTRY.userTime) + list.readBigInt64LE(at + ENTRY.kernelTime);
      found.push({
        pid,
        ppid: Number(list.readBigUInt64LE(at + ENTRY.ppid)),
        name: readName(list, at, address),
        created: list.readBigInt64LE(at + ENTRY.created),
        cpuMs: Math.max(0, Number(ticks / 10_000n)),
        workingSetBytes: Number(list.readBigUInt64LE(at + ENTRY.workingSet)),
        hasThreads: list.readUInt32LE(at + ENTRY.threads) > 0,
      });
    }
    const next = list.readUInt32LE(at + ENTRY.next);
    if (next === 0) break;
    at += next;
  }
  return found;
}

/** Empty where the pointer leads out of the list. */
function readName(list: Buffer, at: number, address: bigint): string {
  const bytes = list.readUInt16LE(at + ENTRY.nameBytes);
  const start = Number(list.readBigUInt64LE(at + ENTRY.namePointer) - address);
  if (bytes === 0 || !(start >= 0 && start + bytes <= list.length)) return '';
  return list.toString('utf16le', start, start + bytes);
}

/** The host of a console. Windows starts one for each console and ends it with its last program. */
const CONSOLE_HOST = 'conhost.exe';

/**
 * The rows of the process table, without the hosts of consoles.
 * @param workerOf the PID of the worker for each process that is in a job of ours
 */
export function toProcessRows(
  processes: readonly SystemProcess[],
  workerOf: ReadonlyMap<number, number>,
): ProcessRow[] {
  const all = processes.filter(({ name }) => name.toLowerCase() !== CONSOLE_HOST);
  const created = new Map(all.map((each) => [each.pid, each.created]));
  return all.map((each) => {
    const parent = created.get(each.ppid);
    // A process that is younger than its child has the PID of the parent, which has ended.
    const isParent = parent !== undefined && parent <= each.created;
    return {
      pid: each.pid,
      ppid: isParent ? each.ppid : 0,
      pgid: workerOf.get(each.pid) ?? 0,
      zombie: !each.hasThreads,
      startTime: String(each.created),
      name: each.name,
      rssBytes: each.workingSetBytes,
      cpuMs: each.cpuMs,
    };
  });
}
