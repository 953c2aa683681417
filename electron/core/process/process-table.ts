/**
 * The processes of this machine: parents, groups, states, memory, and the marks of our workers. Only this file reads
 * them, from /proc on Linux, ps on macOS and CIM on Windows.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { codeOf } from '../../../shared/errors.ts';
import { type CommandRunner, runCommand } from './command-runner.ts';
import { findMarked, isShortage } from './linux-marks.ts';
import { nextTurn, shareReadings } from './shared-reading.ts';
import { MARK_VARIABLE } from './worker-environment.ts';

export interface ProcessRow {
  pid: number;
  ppid: number;
  /** Process group; 0 on Windows, which has none. */
  pgid: number;
  /** Session, named by the process that began it; only on Linux. */
  session?: number;
  /** It has ended and its parent has not collected it yet. It holds nothing any more and counts as gone. */
  zombie: boolean;
  /** Distinguishes two processes that had the same PID at different times. Its unit differs by platform. */
  startTime: string;
  name: string;
  rssBytes: number;
  /** Processor time used so far, in milliseconds. */
  cpuMs: number;
}

/**
 * Each method that reads rejects where the system lacks what a reading needs, such as a free file descriptor. So a process
 * that is not returned has ended; it is never one that could not be read.
 */
export interface ProcessTable {
  /**
   * All processes, with zombies and without threads of the kernel. The reading begins after the call. Callers who ask at
   * the same time get the same array, which none of them may change.
   */
  rows(): Promise<readonly ProcessRow[]>;
  /** The process with this PID; null where it has ended or cannot be read. Only on Linux, where it costs little. */
  read?(pid: number): ProcessRow | null;
  /** Whether there is a process or a zombie with this PID. Synchronous, and needs neither memory nor open files. */
  exists(pid: number): boolean;
  /** Those of `seen` that are still there, are still the same processes, and are no zombies. */
  living(seen: readonly ProcessRow[]): Promise<ProcessRow[]>;
  /**
   * Those of `rows` with a mark that `isWanted`: in the environment, which cannot be read of processes of other users, or on
   * Linux in the control group. There it is read once for each row that {@link rows} has returned.
   */
  marked(rows: readonly ProcessRow[], isWanted: (mark: string) => boolean): Promise<ProcessRow[]>;
}

export interface ProcessTableOptions {
  platform: NodeJS.Platform;
  run?: CommandRunner;
}

export function createProcessTable({ platform, run = runCommand }: ProcessTableOptions): ProcessTable {
  if (platform === 'linux') return linuxTable;
  if (platform === 'win32') return windowsTable(run);
  return psTable(run);
}

/** `root`, its descendants and the members of its process group and session, without zombies. */
export const treeOf = (rows: readonly ProcessRow[], root: number): ProcessRow[] => treesIn(rows)(root);

/**
 * Those of `rows` that can descend from `first`: a process starts no earlier than its ancestors. Reading the marks of all
 * others costs more than everything else in a search. All of them where that is not known.
 * @param first null where it is not known; from {@link ProcessTable.read}, so that its `startTime` counts clock ticks
 */
export function startedSince(rows: readonly ProcessRow[], first: ProcessRow | null): readonly ProcessRow[] {
  const start = Number(first?.startTime);
  return Number.isFinite(start) ? rows.filter((row) => Number(row.startTime) >= start) : rows;
}

/** The trees of the rows that were asked for before: many callers share the same rows. */
const treesByRows = new WeakMap<readonly ProcessRow[], (root: number) => ProcessRow[]>();

/** As {@link treeOf}, for many roots in the same rows. */
export function treesIn(rows: readonly ProcessRow[]): (root: number) => ProcessRow[] {
  const known = treesByRows.get(rows);
  if (known) return known;
  const trees = indexTrees(rows);
  treesByRows.set(rows, trees);
  return trees;
}

function indexTrees(rows: readonly ProcessRow[]): (root: number) => ProcessRow[] {
  const children = new Map<number, ProcessRow[]>();
  for (const row of rows) {
    const siblings = children.get(row.ppid);
    if (siblings) siblings.push(row);
    else children.set(row.ppid, [row]);
  }
  return (root) => {
    const tree = new Map<number, ProcessRow>();
    const isMember = ({ pid, pgid, session }: ProcessRow) =>
      pid === root || (pgid !== 0 && pgid === root) || session === root;
    const pending = rows.filter(isMember);
    for (let row = pending.pop(); row !== undefined; row = pending.pop()) {
      if (tree.has(row.pid)) continue;
      tree.set(row.pid, row);
      pending.push(...(children.get(row.pid) ?? []));
    }
    return [...tree.values()].filter((row) => !row.zombie);
  };
}

/** Sum of the resident memory, in bytes. */
export const residentBytes = (rows: readonly ProcessRow[]): number =>
  rows.reduce((sum, row) => sum + row.rssBytes, 0);

// --- Linux

/** Number of processes that are read before the event loop continues. */
const BATCH_SIZE = 16;
/** The bit for kernel threads in the flags of /proc/PID/stat. */
const KERNEL_THREAD = 0x0020_0000;

/** Page size and clock tick, from the kernel's auxiliary vector. The page size differs on some ARM machines. */
const { pageBytes, tickMs } = readUnits();

function readUnits(): { pageBytes: number; tickMs: number } {
  const units = { pageBytes: 4096, tickMs: 10 };
  if (process.platform !== 'linux') return units;
  try {
    const auxv = readFileSync('/proc/self/auxv');
    // Pairs of key and value, each as wide as a pointer: 8 bytes on all platforms of Electron and Node 20 but 32-bit ARM.
    if (process.arch === 'arm') return units;
    for (let at = 0; at + 16 <= auxv.length; at += 16) {
      const key = auxv.readBigUInt64LE(at);
      const value = Number(auxv.readBigUInt64LE(at + 8));
      if (key === 6n) units.pageBytes = value;
      if (key === 17n) units.tickMs = 1000 / value;
    }
  } catch {
    // Without /proc, no rows are read either.
  }
  return units;
}

const linuxTable: ProcessTable = {
  rows: shareReadings(async () => {
    const rows: ProcessRow[] = [];
    let read = 0;
    // Other code that waits for the same event, such as an exit, runs first.
    await nextTurn();
    for (const entry of readdirSync('/proc')) {
      const pid = Number(entry);
      if (!Number.isInteger(pid)) continue;
      const row = readLinuxRow(pid);
      if (row) rows.push(row);
      read += 1;
      if (read % BATCH_SIZE === 0) await nextTurn();
    }
    return rows;
  }),
  read(pid) {
    try {
      return readLinuxRow(pid) ?? null;
    } catch {
      return null;
    }
  },
  exists: canSignal,
  async living(seen) {
    return seen.filter((row) => {
      try {
        return isSameProcess(readLinuxRow(row.pid), row);
      } catch (error) {
        // Without a process of that number, nothing has to be read.
        if (canSignal(row.pid)) throw error;
        return false;
      }
    });
  },
  marked: findMarked,
};

/** @throws Error where the system lacks what the reading needs */
function readLinuxRow(pid: number): ProcessRow | undefined {
  try {
    return parseLinuxStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch (error) {
    if (isShortage(error)) throw error;
    // It has ended.
    return undefined;
  }
}

/** Parses one line of /proc/PID/stat. The name is in brackets and may itself contain brackets and blanks. */
export function parseLinuxStat(stat: string): ProcessRow | undefined {
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  // Numbered as in proc(5): the third field is the first one after the name.
  const field = (number: number) => fields[number - 3] ?? '';
  if (open < 0 || close < open || fields.length < 22) return undefined;
  if ((Number(field(9)) & KERNEL_THREAD) !== 0) return undefined;
  const state = field(3);
  return withPids({
    pid: Number(stat.slice(0, open)),
    ppid: Number(field(4)),
    pgid: Number(field(5)),
    session: Number(field(6)),
    zombie: state === 'Z' || state === 'X',
    startTime: field(22),
    name: stat.slice(open + 1, close),
    rssBytes: amount(Number(field(24)) * pageBytes),
    cpuMs: amount((Number(field(14)) + Number(field(15))) * tickMs),
  });
}

/** Undefined where a number is none: a signal to it could reach other processes. */
function withPids(row: ProcessRow): ProcessRow | undefined {
  const isId = (value: number) => Number.isSafeInteger(value) && value >= 0;
  return isId(row.pid) && row.pid > 0 && isId(row.ppid) && isId(row.pgid) ? row : undefined;
}

/** 0 for what cannot be an amount. */
const amount = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;

// --- macOS

function psTable(run: CommandRunner): ProcessTable {
  const rows = shareReadings(async () => {
    const { stdout } = await run('/bin/ps', ['-axo', 'pid=,ppid=,pgid=,stat=,lstart=,rss=,time=,ucomm=']);
    return stdout.split('\n').flatMap((line) => parsePsLine(line) ?? []);
  });
  // The environment follows the arguments, so an argument of this form would be taken for a variable. The ids in the mark
  // are random, so that no other program has such an argument by chance.
  const readMarks = shareReadings(async () => {
    const { stdout } = await run('/bin/ps', ['-axEww', '-o', 'pid=,command=']);
    const marks = new Map<number, string>();
    for (const line of stdout.split('\n')) {
      const match = PS_MARK.exec(line);
      if (match?.[2] !== undefined) marks.set(Number(match[1]), match[2]);
    }
    return marks;
  });
  return {
    rows,
    exists: canSignal,
    living: (seen) => findLiving(seen, rows),
    async marked(wanted, isWanted) {
      const marks = await readMarks();
      return wanted.filter((row) => {
        const mark = marks.get(row.pid);
        return mark !== undefined && !row.zombie && isWanted(mark);
      });
    },
  };
}

const PS_MARK = new RegExp(`^\\s*(\\d+) .*\\s${MARK_VARIABLE}=(\\S+)`);

/** Parses one line of `ps -axo pid=,ppid=,pgid=,stat=,lstart=,rss=,time=,ucomm=`. */
export function parsePsLine(line: string): ProcessRow | undefined {
  const fields = line.trim().split(/\s+/);
  const [pid, ppid, pgid, state, ...rest] = fields;
  if (pid === undefined || state === undefined || rest.length < 8) return undefined;
  return withPids({
    pid: Number(pid),
    ppid: Number(ppid),
    pgid: Number(pgid),
    zombie: state.startsWith('Z'),
    startTime: rest.slice(0, 5).join(' '),
    name: rest.slice(7).join(' '),
    rssBytes: amount(Number(rest[5]) * 1024),
    cpuMs: amount(parsePsTime(rest[6] ?? '')),
  });
}

/** Converts `[[days-]hours:]minutes:seconds.hundredths` to milliseconds. */
function parsePsTime(text: string): number {
  const [clock = '', days = '0'] = text.split('-').reverse();
  const seconds = clock.split(':').reduce((total, part) => total * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1000);
}

// --- Windows

const CIM_QUERY = [
  'Get-CimInstance Win32_Process',
  'Select-Object ProcessId,ParentProcessId,Name,WorkingSetSize,KernelModeTime,UserModeTime,' +
    "@{n='Started';e={if($_.CreationDate){$_.CreationDate.Ticks.ToString()}}}",
  'ConvertTo-Json -Compress',
].join(' | ');

interface CimRow {
  ProcessId: number;
  ParentProcessId: number;
  Name: string;
  WorkingSetSize: number;
  /** In units of 100 ns. */
  KernelModeTime: number;
  UserModeTime: number;
  Started: string | null;
}

const isCimRow = (row: Partial<CimRow> | null): row is CimRow =>
  row !== null &&
  typeof row === 'object' &&
  Number.isSafeInteger(row.ParentProcessId) &&
  typeof row.Name === 'string' &&
  (row.Started === null || (typeof row.Started === 'string' && /^\d{1,30}$/.test(row.Started)));

function windowsTable(run: CommandRunner): ProcessTable {
  const rows = shareReadings(async () => {
    const { stdout } = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', CIM_QUERY]);
    return parseCim(stdout);
  });
  return {
    rows,
    exists: canSignal,
    living: (seen) => findLiving(seen, rows),
    // On Windows, the environment of another process could only be read from its memory, so no mark is ever found.
    marked: async () => [],
  };
}

function parseCim(json: string): ProcessRow[] {
  let found: unknown;
  try {
    found = JSON.parse(json);
  } catch {
    // PowerShell is missing or stuck. Callers have to expect an incomplete table anyway.
    return [];
  }
  const list = (Array.isArray(found) ? found : [found]).filter(isCimRow);
  const started = new Map(list.map((row) => [row.ProcessId, BigInt(row.Started ?? 0)]));
  return list.flatMap((row) => {
    // Windows keeps the PID of a parent that has ended, and another program may have it by now. That one is younger.
    const parentStarted = started.get(row.ParentProcessId);
    const isParent = parentStarted !== undefined && parentStarted <= BigInt(row.Started ?? 0);
    return (
      withPids({
        pid: row.ProcessId,
        ppid: isParent ? row.ParentProcessId : 0,
        pgid: 0,
        zombie: false,
        startTime: row.Started ?? '',
        name: row.Name,
        rssBytes: amount(row.WorkingSetSize),
        cpuMs: Math.round((amount(row.KernelModeTime) + amount(row.UserModeTime)) / 10_000),
      }) ?? []
    );
  });
}

const isSameProcess = (now: ProcessRow | undefined, seen: ProcessRow): boolean =>
  now !== undefined && !now.zombie && now.startTime === seen.startTime;

/** Reads the whole table, which takes a program of its own, only when one of the PIDs is in use. */
async function findLiving(
  seen: readonly ProcessRow[],
  rows: () => Promise<readonly ProcessRow[]>,
): Promise<ProcessRow[]> {
  const possible = seen.filter(({ pid }) => canSignal(pid));
  if (possible.length === 0) return [];
  const now = new Map((await rows()).map((row) => [row.pid, row]));
  return possible.filter((row) => isSameProcess(now.get(row.pid), row));
}

function canSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
