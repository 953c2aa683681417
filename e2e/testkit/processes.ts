/** Which processes there are, read from the system itself and not from the program under test. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';

/** Only here can a test read which processes carry the mark of a host; elsewhere these checks have nothing to look at. */
export const canSeeWorkers = process.platform === 'linux';

/** Whether the process is there and no zombie. */
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

/** PIDs of all workers of a host, and of what they started wherever it escaped to. By the mark in their environment. */
export function workersOf(dataDir: string): number[] {
  if (!canSeeWorkers) return [];
  const mark = `SWITCHYARD_WORKER=${idOf(dataDir)}.`;
  return processIds().filter((pid) => read(`/proc/${pid}/environ`).includes(mark) && isRunning(pid));
}

/** PIDs of all processes that belong to a data directory: workers, what they started, and watchers. */
export function processesOf(dataDir: string): number[] {
  if (!canSeeWorkers) return [];
  const watcher = `switchyard-watch ${idOf(dataDir)}.`;
  const watchers = processIds().filter((pid) => commandLineOf(pid).includes(watcher) && isRunning(pid));
  return [...workersOf(dataDir), ...watchers];
}

/** How a data directory is named in the marks of its processes. */
const idOf = (dataDir: string): string =>
  createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16);

/** The arguments of a process, as everybody on the machine may read them. */
export const commandLineOf = (pid: number): string => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');

const processIds = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // It has just ended.
    return '';
  }
}
