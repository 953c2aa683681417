/**
 * The marks of our workers on Linux: in the control group of a process, which it cannot leave, and in its environment.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { codeOf } from '../../../../shared/errors.ts';
import { MARK_VARIABLE } from '../spawn/worker-environment.ts';
import { findCgroupMark } from '../supervision/worker-cgroups.ts';

/** What is needed of a process; its row in the table of processes has it. */
interface ProcessId {
  pid: number;
  startTime: string;
  zombie: boolean;
}

/** Environments that are read at the same time: half of Node's thread pool. */
const MAX_PARALLEL_READS = 2;
/** Milliseconds until reading an environment counts as stuck. */
const READ_TIMEOUT = 1000;

/** Those of `rows` that have a mark which `isWanted`. @throws Error where the system lacks what the reading needs */
export async function findMarked<Row extends ProcessId>(
  rows: readonly Row[],
  isWanted: (mark: string) => boolean,
): Promise<Row[]> {
  const queue = rows.filter((row) => !row.zombie && !marks.has(row));
  const readNext = async () => {
    for (let row = queue.pop(); row !== undefined; row = queue.pop()) await readMark(row);
  };
  await Promise.all(Array.from({ length: MAX_PARALLEL_READS }, readNext));
  const found: Row[] = [];
  for (const row of rows) {
    // A reading that another caller has started may be under way.
    const mark = row.zombie ? undefined : await marks.get(row);
    if (mark !== undefined && isWanted(mark)) found.push(row);
  }
  return found;
}

/** Whether the system lacked file descriptors or memory: then the error tells nothing about the process. */
export const isShortage = (error: unknown): boolean => ['EMFILE', 'ENFILE', 'ENOMEM'].includes(codeOf(error));

/** By row, so that callers who share a reading of the table share the readings of the marks too. */
const marks = new WeakMap<ProcessId, Promise<string | undefined>>();

function readMark(row: ProcessId): Promise<string | undefined> {
  const known = marks.get(row);
  if (known) return known;
  const mark = readOneMark(row);
  marks.set(row, mark);
  // It is read again for the next caller.
  mark.catch(() => marks.delete(row));
  return mark;
}

async function readOneMark(row: ProcessId): Promise<string | undefined> {
  return readCgroupMark(row.pid) ?? findMark(await readEnvironment(row));
}

/** Every user may read the control group of a process, and the process cannot block the read. */
function readCgroupMark(pid: number): string | undefined {
  try {
    return findCgroupMark(readFileSync(`/proc/${pid}/cgroup`, 'latin1'));
  } catch (error) {
    if (isShortage(error)) throw error;
    // It has ended.
    return undefined;
  }
}

/** Processes whose environment could not be read in time. Another read would occupy one more thread. */
const unreadable = new Set<string>();

/** Reads in the thread pool, with a limit: the kernel blocks the read while the process is stuck in a driver. */
async function readEnvironment({ pid, startTime }: ProcessId): Promise<string> {
  const key = `${pid} ${startTime}`;
  if (unreadable.has(key)) return '';
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      unreadable.add(key);
      resolve('');
    }, READ_TIMEOUT);
  });
  try {
    return await Promise.race([readFile(`/proc/${pid}/environ`, 'latin1'), tooLong]);
  } catch (error) {
    if (isShortage(error)) throw error;
    // It belongs to another user, or it has ended.
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
