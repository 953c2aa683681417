/**
 * The logs of all backends: what their workers print, and the log messages of this program. Each has a bounded ring in
 * memory for what is looked at now, and rotated files that outlive worker and program.
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { BackendLog } from './backend-log.ts';
import { lastLogWrite, removeLogFiles, trimLogFiles } from './files/log-files-on-disk.ts';
import { type NoticeBoard, UnwritableLogs } from './files/unwritable-logs.ts';

/** How much is kept on disk. */
export interface LogLimits {
  /** Of one log, all its files together. */
  bytes: number;
  /** Files but the newest of a log are removed when nothing was written to them for so long; 0: they stay. */
  days: number;
}

export interface Logs {
  /** From now on a notice says there that logs cannot be written to their files, while that is so. */
  showNoticesOn(board: NoticeBoard): void;
  /** The log of a backend, made when first asked for; `name` names its file and stays when the backend gets another id. */
  of(name: string): BackendLog;
  /**
   * Brings all logs within these limits, which hold from now on: those in use and those that only lie on the disk.
   * @param isKept whether there is a backend that a log belongs to, deleted ones that can be restored included; a log
   * without one is removed as a whole once it is older than `days`
   */
  applyLimits(limits: LogLimits, isKept: (name: string) => boolean): Promise<void>;
  close(): Promise<void>;
}

export interface LogsOptions {
  dir: string;
  clock: Clock;
}

/** Holds until the first call of `applyLimits`. */
const DEFAULT_BYTES = 20 * 1024 * 1024;
const DAY = 86_400_000;
/** The files of backends' logs as this program names them; all others in the folder are left alone. */
const LOG_FILE = /^([0-9a-f]{12}|legacy\d{4})\.log(?:\.\d+)?$/;

export function createLogs({ dir, clock }: LogsOptions): Logs {
  const logs = new Map<string, BackendLog>();
  const unwritable = new UnwritableLogs();
  let bytes = DEFAULT_BYTES;
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch {
    // Each log reports it when it is written.
  }
  return {
    showNoticesOn: (board) => unwritable.showOn(board),
    of(name) {
      const known = logs.get(name);
      if (known) return known;
      const log = new BackendLog({
        file: join(dir, `${name}.log`),
        clock,
        bytes: () => bytes,
        onRemoved: () => {
          logs.delete(name);
          unwritable.remove(name);
        },
        onUnwritable: (reason) => {
          if (reason === null) unwritable.remove(name);
          else unwritable.add(name, reason);
        },
      });
      logs.set(name, log);
      return log;
    },
    async applyLimits(limits, isKept) {
      bytes = limits.bytes;
      const notBefore = limits.days === 0 ? Number.NEGATIVE_INFINITY : clock.wall() - limits.days * DAY;
      const trimmed = await Promise.allSettled([...logs.values()].map((log) => log.trim(notBefore)));
      const entries = existsSync(dir) ? readdirSync(dir) : [];
      const names = new Set(entries.flatMap((entry) => LOG_FILE.exec(entry)?.[1] ?? []));
      for (const name of names) {
        await new Promise<void>((resolve) => setImmediate(resolve));
        // Synchronous from here on, so that its backend cannot come back in between.
        if (logs.has(name)) continue;
        const path = join(dir, `${name}.log`);
        if (isKept(name)) trimLogFiles(path, bytes, notBefore);
        else if (lastLogWrite(path) < notBefore) removeLogFiles(path, 0);
      }
      for (const result of trimmed) if (result.status === 'rejected') throw result.reason;
    },
    close: async () => {
      await Promise.all([...logs.values()].map((log) => log.close()));
    },
  };
}
