/**
 * The processes of this machine: parents, groups, states, memory, and the marks of our workers, from /proc on Linux, ps on
 * macOS and the functions in `windows/` on Windows.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { codeOf } from '../../../../shared/errors.ts';
import { nextTurn } from '../../clock.ts';
import { type CommandRunner, runCommand } from '../command-runner.ts';
import { MARK_VARIABLE } from '../spawn/worker-environment.ts';
import { type WindowsProcesses, windowsProcesses } from '../windows/windows-processes.ts';
import { windowsTable } from '../windows/windows-table.ts';
import { findMarked, isShortage } from './linux-marks.ts';
import type { ProcessRow, ProcessTable } from './process-row.ts';
import { shareReadings } from './shared-reading.ts';

export interface ProcessTableOptions {
  platform: NodeJS.Platform;
  run?: CommandRunner;
  /** For Windows; the functions of the system when left out. */
  windows?: () => Promise<WindowsProcesses>;
}

export function createProcessTable(options: ProcessTableOptions): ProcessTable {
  const { platform, run = runCommand, windows = windowsProcesses } = options;
  if (platform === 'linux') return linuxTable;
  if (platform === 'win32') return createWindowsTable(windows);
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

function createWindowsTable(processes: () => Promise<WindowsProcesses>): ProcessTable {
  const { rows, ...table } = windowsTable(processes);
  return { ...table, rows, exists: canSignal, living: (seen) => findLiving(seen, rows) };
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
