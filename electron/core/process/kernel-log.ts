/**
 * Reads what the kernel of Linux has logged: that it has killed a process because memory ran out, or that the driver of a
 * graphics card reports an error. Only administrators may read it on many systems, so that it is often empty.
 */
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { uptime } from 'node:os';

const KERNEL_LOG = '/dev/kmsg';
/** Bytes of one record; the kernel cuts longer ones. */
const MAX_RECORD = 8192;
/** More records than the kernel's buffer of the usual size holds. */
const MAX_RECORDS = 50_000;

/**
 * @param since epoch milliseconds
 * @returns the messages since then, oldest first; empty where they cannot be read
 */
export function readKernelLog(since: number, now: number, path = KERNEL_LOG): string[] {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    // Another system, a container, or a user who may not read it.
    return [];
  }
  try {
    return messagesSince(readRecords(file), since, now - uptime() * 1000);
  } finally {
    closeSync(file);
  }
}

/** Each read of the device returns one record, and fails when there is none left. */
function readRecords(file: number): string {
  const buffer = Buffer.alloc(MAX_RECORD);
  let text = '';
  for (let count = 0; count < MAX_RECORDS; count += 1) {
    try {
      const length = readSync(file, buffer);
      if (length === 0) return text;
      text += buffer.toString('utf8', 0, length);
    } catch (error) {
      // EPIPE: records were overwritten while they were read, and the next read goes on behind them.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') return text;
    }
  }
  return text;
}

/**
 * A record is `priority,sequence,microseconds since boot,flags;message`. Source: Documentation/ABI/testing/dev-kmsg of Linux.
 * @param bootAt epoch milliseconds
 */
function messagesSince(records: string, since: number, bootAt: number): string[] {
  return records.split('\n').flatMap((record) => {
    const [, microseconds, message] = /^\d+,\d+,(\d+)[^;]*;(.*)$/.exec(record) ?? [];
    if (microseconds === undefined || message === undefined) return [];
    return bootAt + Number(microseconds) / 1000 >= since ? [message] : [];
  });
}
