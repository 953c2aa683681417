/**
 * Which processes there are: parents, groups, states, memory, and the mark that ours carry. The one place that reads
 * /proc on Linux, ps on macOS and CIM on Windows.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { codeOf } from '../../../shared/errors.ts';
import { type CommandRunner, runCommand } from './command-runner.ts';
import { MARK_VARIABLE } from './worker-environment.ts';

export interface ProcessRow {
  pid: number;
  ppid: number;
  /** Process group; 0 on Windows, which has none. */
  pgid: number;
  /** Ended, but not yet collected by its parent: it holds nothing any more and counts as gone. */
  zombie: boolean;
  /** Tells two processes apart that had the same PID, one after the other. Its unit differs by platform. */
  startTime: string;
  name: string;
  rssBytes: number;
  /** Processor time used so far, in milliseconds. */
  cpuMs: number;
}

export interface ProcessTable {
  /** All processes, zombies included, threads of the kernel left out. */
  rows(): Promise<ProcessRow[]>;
  /** Whether there is a process of that PID, zombies included. At once, and never wrong for want of memory or files. */
  exists(pid: number): boolean;
  /** Those of `seen` that are still there, the very same processes and no zombies, as they were seen. */
  living(seen: ProcessRow[]): Promise<ProcessRow[]>;
  /**
   * Those of `rows` whose environment carries a mark that `isWanted`. Processes of other users cannot
   * be read and are left out.
   */
  marked(rows: ProcessRow[], isWanted: (mark: string) => boolean): Promise<ProcessRow[]>;
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

/** `root`, its descendants, and the members of its process group; zombies left out. */
export const treeOf = (rows: readonly ProcessRow[], root: number): ProcessRow[] => treesIn(rows)(root);

/** The same for many roots of one reading. */
export function treesIn(rows: readonly ProcessRow[]): (root: number) => ProcessRow[] {
  const children = new Map<number, ProcessRow[]>();
  for (const row of rows) {
    const siblings = children.get(row.ppid);
    if (siblings) siblings.push(row);
    else children.set(row.ppid, [row]);
  }
  return (root) => {
    const tree = new Map<number, ProcessRow>();
    const pending = rows.filter((row) => row.pid === root || (row.pgid !== 0 && row.pgid === root));
    for (let row = pending.pop(); row !== undefined; row = pending.pop()) {
      if (tree.has(row.pid)) continue;
      tree.set(row.pid, row);
      pending.push(...(children.get(row.pid) ?? []));
    }
    return [...tree.values()].filter((row) => !row.zombie);
  };
}

/** Resident bytes of all of them. */
export const residentBytes = (rows: readonly ProcessRow[]): number =>
  rows.reduce((sum, row) => sum + row.rssBytes, 0);

// --- Linux

/** How many processes are read before the event loop gets its turn. */
const SLICE = 16;
/** Bit of a thread of the kernel itself, in the flags of /proc/PID/stat. */
const KERNEL_THREAD = 0x0020_0000;

/** Page size and clock tick as the kernel told this process at its start; the page differs on some ARM machines. */
const { pageBytes, tickMs } = readUnits();

function readUnits(): { pageBytes: number; tickMs: number } {
  const units = { pageBytes: 4096, tickMs: 10 };
  if (process.platform !== 'linux') return units;
  try {
    const auxv = readFileSync('/proc/self/auxv');
    // Pairs of key and value, each as wide as a pointer: 8 bytes on all that Electron and Node 20 support but 32-bit ARM.
    if (process.arch === 'arm') return units;
    for (let at = 0; at + 16 <= auxv.length; at += 16) {
      const key = auxv.readBigUInt64LE(at);
      const value = Number(auxv.readBigUInt64LE(at + 8));
      if (key === 6n) units.pageBytes = value;
      if (key === 17n) units.tickMs = 1000 / value;
    }
  } catch {
    // No /proc: then nothing is read from it either.
  }
  return units;
}

/** Environments read side by side: half of Node's thread pool. */
const READERS = 2;
/** Milliseconds until such a read counts as stuck. */
const READ_LIMIT = 1000;

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

const linuxTable: ProcessTable = {
  async rows() {
    const rows: ProcessRow[] = [];
    let read = 0;
    // Whoever else waits for the same event, such as an exit, comes first.
    await nextTurn();
    for (const entry of readdirSync('/proc')) {
      const pid = Number(entry);
      if (!Number.isInteger(pid)) continue;
      const row = readLinuxRow(pid);
      if (row) rows.push(row);
      read += 1;
      if (read % SLICE === 0) await nextTurn();
    }
    return rows;
  },
  exists: canSignal,
  async living(seen) {
    return seen.filter((row) => isSame(readLinuxRow(row.pid), row));
  },
  async marked(rows, isWanted) {
    const found: ProcessRow[] = [];
    const queue = rows.filter((row) => !row.zombie);
    const readNext = async () => {
      for (let row = queue.pop(); row !== undefined; row = queue.pop()) {
        const mark = findMark(await readEnvironment(row));
        if (mark !== undefined && isWanted(mark)) found.push(row);
      }
    };
    await Promise.all(Array.from({ length: READERS }, readNext));
    return found;
  },
};

function readLinuxRow(pid: number): ProcessRow | undefined {
  try {
    return parseLinuxStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}

/** One line of /proc/PID/stat; the name stands in brackets and may hold brackets and blanks itself. */
export function parseLinuxStat(stat: string): ProcessRow | undefined {
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  // proc(5) counts from 1, and the third field is the first one after the name.
  const field = (number: number) => fields[number - 3] ?? '';
  if (open < 0 || close < open || fields.length < 22) return undefined;
  // The kernel's own threads are nobody's workers.
  if ((Number(field(9)) & KERNEL_THREAD) !== 0) return undefined;
  const state = field(3);
  return {
    pid: Number(stat.slice(0, open)),
    ppid: Number(field(4)),
    pgid: Number(field(5)),
    zombie: state === 'Z' || state === 'X',
    startTime: field(22),
    name: stat.slice(open + 1, close),
    rssBytes: Number(field(24)) * pageBytes,
    cpuMs: (Number(field(14)) + Number(field(15))) * tickMs,
  };
}

/** Processes whose environment could not be read in time: asking again would occupy one more thread. */
const unreadable = new Set<string>();

/**
 * Reads in the thread pool, with a limit: the kernel lets such a read wait for a process that is stuck in a driver.
 */
async function readEnvironment({ pid, startTime }: ProcessRow): Promise<string> {
  const key = `${pid} ${startTime}`;
  if (unreadable.has(key)) return '';
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      unreadable.add(key);
      resolve('');
    }, READ_LIMIT);
  });
  try {
    return await Promise.race([readFile(`/proc/${pid}/environ`, 'latin1'), tooLong]);
  } catch {
    // Another user's, or it ended meanwhile.
    return '';
  } finally {
    clearTimeout(timer);
  }
}

function findMark(environment: string): string | undefined {
  const start = `\0${environment}`.indexOf(`\0${MARK_VARIABLE}=`);
  if (start < 0) return undefined;
  const value = environment.slice(start + MARK_VARIABLE.length + 1);
  const end = value.indexOf('\0');
  return end < 0 ? value : value.slice(0, end);
}

// --- macOS

function psTable(run: CommandRunner): ProcessTable {
  const rows = async () => {
    const { stdout } = await run('/bin/ps', ['-axo', 'pid=,ppid=,pgid=,stat=,lstart=,rss=,time=,ucomm=']);
    return stdout.split('\n').flatMap((line) => parsePsLine(line) ?? []);
  };
  return {
    rows,
    exists: canSignal,
    living: (seen) => livingAmong(seen, rows),
    async marked(wanted, isWanted) {
      // The environment follows the arguments, so an argument of that form would be taken for it. That no stranger has
      // one rests on the ids in the mark, which are random.
      const { stdout } = await run('/bin/ps', ['-axEww', '-o', 'pid=,command=']);
      const marks = new Map<number, string>();
      for (const line of stdout.split('\n')) {
        const match = PS_MARK.exec(line);
        if (match?.[2] !== undefined) marks.set(Number(match[1]), match[2]);
      }
      return wanted.filter((row) => {
        const mark = marks.get(row.pid);
        return mark !== undefined && !row.zombie && isWanted(mark);
      });
    },
  };
}

const PS_MARK = new RegExp(`^\\s*(\\d+) .*\\s${MARK_VARIABLE}=(\\S+)`);

/** One line of `ps -axo pid=,ppid=,pgid=,stat=,lstart=,rss=,time=,ucomm=`. */
export function parsePsLine(line: string): ProcessRow | undefined {
  const fields = line.trim().split(/\s+/);
  const [pid, ppid, pgid, state, ...rest] = fields;
  if (pid === undefined || state === undefined || rest.length < 8) return undefined;
  return {
    pid: Number(pid),
    ppid: Number(ppid),
    pgid: Number(pgid),
    zombie: state.startsWith('Z'),
    startTime: rest.slice(0, 5).join(' '),
    name: rest.slice(7).join(' '),
    rssBytes: Number(rest[5]) * 1024,
    cpuMs: parsePsTime(rest[6] ?? ''),
  };
}

/** `[[days-]hours:]minutes:seconds.hundredths` in milliseconds. */
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
  /** Hundreds of nanoseconds. */
  KernelModeTime: number;
  UserModeTime: number;
  Started: string | null;
}

function windowsTable(run: CommandRunner): ProcessTable {
  const rows = async () => {
    const { stdout } = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', CIM_QUERY]);
    return parseCim(stdout);
  };
  return {
    rows,
    exists: canSignal,
    living: (seen) => livingAmong(seen, rows),
    // Windows shows no other process's environment without reading its memory: nothing is found by its mark.
    marked: async () => [],
  };
}

function parseCim(json: string): ProcessRow[] {
  let found: unknown;
  try {
    found = JSON.parse(json);
  } catch {
    // PowerShell is missing or stuck: then nothing is known, which callers must expect anyway.
    return [];
  }
  const list = (Array.isArray(found) ? found : [found]) as CimRow[];
  const started = new Map(list.map((row) => [row.ProcessId, BigInt(row.Started ?? 0)]));
  return list.map((row) => {
    // Windows keeps the number of a parent that ended, and may give it to another program: that one is no parent.
    const parentStarted = started.get(row.ParentProcessId);
    const isParent = parentStarted !== undefined && parentStarted <= BigInt(row.Started ?? 0);
    return {
      pid: row.ProcessId,
      ppid: isParent ? row.ParentProcessId : 0,
      pgid: 0,
      zombie: false,
      startTime: row.Started ?? '',
      name: row.Name,
      rssBytes: row.WorkingSetSize,
      cpuMs: Math.round((row.KernelModeTime + row.UserModeTime) / 10_000),
    };
  });
}

const isSame = (now: ProcessRow | undefined, seen: ProcessRow): boolean =>
  now !== undefined && !now.zombie && now.startTime === seen.startTime;

/** Asks for the whole table, which takes a program of its own, only when one of the PIDs is in use at all. */
async function livingAmong(seen: ProcessRow[], rows: () => Promise<ProcessRow[]>): Promise<ProcessRow[]> {
  const possible = seen.filter(({ pid }) => canSignal(pid));
  if (possible.length === 0) return [];
  const now = new Map((await rows()).map((row) => [row.pid, row]));
  return possible.filter((row) => isSame(now.get(row.pid), row));
}

/** Whether a process of that PID exists, zombies included. */
function canSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
