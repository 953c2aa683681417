/** Asks the system how much memory processes hold, without help of the program under test. */
import { execFileSync } from 'node:child_process';

/** Bytes that a process and all its descendants hold in RAM, as `ps` adds them up. 0 when it has ended. */
export function residentBytesOfTree(pid: number): number {
  const rows = execFileSync('ps', ['-axo', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [pid: number, parent: number, kilobytes: number]);
  const sumOf = (root: number): number => {
    const own = rows.find(([id]) => id === root)?.[2] ?? 0;
    const children = rows.filter(([, parent]) => parent === root);
    return children.reduce((sum, [child]) => sum + sumOf(child), own * 1024);
  };
  return sumOf(pid);
}

const MB = 1024 * 1024;

/** For messages: `112 MB`. */
export const inMegabytes = (bytes: number): string => `${Math.round(bytes / MB)} MB`;
