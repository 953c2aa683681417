/** Which process on which machine holds a lock, and whether that process still exists. Only Linux tells all of it. */
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { codeOf } from '../../../../shared/errors.ts';

export const processIdentitySchema = z.object({
  pid: z.int(),
  /**
   * On Linux, clock ticks since the system started (field 22 of /proc/PID/stat); elsewhere what {@link ReadStartTime} gives.
   * Null where it is unknown.
   */
  startTime: z.string().nullable(),
  /** The same for all processes of one running kernel, containers included. Null except on Linux. */
  bootId: z.string().nullable(),
  /** A PID means something within its namespace only. Null except on Linux. */
  pidNamespace: z.string().nullable(),
  /** Addresses on loopback lead to this process within its network namespace only. Null except on Linux. */
  networkNamespace: z.string().nullable(),
  hostname: z.string(),
});

export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

/** @returns when the process with this PID started; null where there is none. It may reject. */
export type ReadStartTime = (pid: number) => Promise<string | null>;

/** @param readStartTime for a system without /proc */
export async function readOwnIdentity(
  platform: NodeJS.Platform,
  readStartTime?: ReadStartTime,
): Promise<ProcessIdentity> {
  const isLinux = platform === 'linux';
  const read = async (fact: () => Promise<string>) => (isLinux ? await fact().catch(() => null) : null);
  return {
    pid: process.pid,
    startTime: (await readProcess(process.pid, readStartTime))?.startTime ?? null,
    bootId: (await read(() => readFile('/proc/sys/kernel/random/boot_id', 'utf8')))?.trim() ?? null,
    pidNamespace: await read(() => readlink('/proc/self/ns/pid')),
    networkNamespace: await read(() => readlink('/proc/self/ns/net')),
    hostname: hostname(),
  };
}

/** Whether both run on the same kernel. Without a boot id the host name has to do. */
export const isSameMachine = (a: ProcessIdentity, b: ProcessIdentity): boolean =>
  a.bootId === null && b.bootId === null ? a.hostname === b.hostname : a.bootId === b.bootId;

/** @returns `unknown` where it cannot be seen from here, or where another process may have got the same PID */
export async function findFate(
  other: ProcessIdentity,
  own: ProcessIdentity,
  readStartTime?: ReadStartTime,
): Promise<'alive' | 'gone' | 'unknown'> {
  if (!isSameMachine(other, own) || other.pidNamespace !== own.pidNamespace) return 'unknown';
  const found = other.startTime === null ? null : await readProcess(other.pid, readStartTime);
  if (found) return !found.isZombie && found.startTime === other.startTime ? 'alive' : 'gone';
  try {
    process.kill(other.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return 'gone';
  }
  return 'unknown';
}

/** @returns null where there is no such process, or none that can be seen from here */
async function readProcess(
  pid: number,
  readStartTime: ReadStartTime | undefined,
): Promise<{ startTime: string | null; isZombie: boolean } | null> {
  if (readStartTime !== undefined) {
    const startTime = await readStartTime(pid).catch(() => null);
    return startTime === null ? null : { startTime, isZombie: false };
  }
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The name of the program stands in parentheses, and may contain any character.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { startTime: fields[19] ?? null, isZombie: fields[0] === 'Z' || fields[0] === 'X' };
}
