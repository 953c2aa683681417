/** Reads from the system which processes there are, without help of the program under test. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';

/** Only Linux lets a test read which processes carry the mark of a host. Elsewhere these functions find none. */
export const canSeeWorkers = process.platform === 'linux';

/** Whether the process exists and is no zombie. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return !canSeeWorkers;
  }
}

/** PIDs of all workers of a host and of their descendants, even escaped ones, by the mark in their environment. */
export function workersOf(dataDir: string): number[] {
  if (!canSeeWorkers) return [];
  const mark = `SWITCHYARD_WORKER=${idOf(dataDir)}.`;
  return processIds().filter((pid) => read(`/proc/${pid}/environ`).includes(mark) && isRunning(pid));
}

/** PIDs of all processes that belong to a data directory: workers, their descendants, and watchers. */
export function processesOf(dataDir: string): number[] {
  if (!canSeeWorkers) return [];
  const watcher = `switchyard-watch ${idOf(dataDir)}.`;
  const watchers = processIds().filter((pid) => commandLineOf(pid).includes(watcher) && isRunning(pid));
  return [...workersOf(dataDir), ...watchers];
}

/** The name of a data directory in the marks of its processes. */
const idOf = (dataDir: string): string =>
  createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16);

/** The arguments of a process, which every user of the machine may read. */
export const commandLineOf = (pid: number): string => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');

const processIds = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // The process has just ended.
    return '';
  }
}
