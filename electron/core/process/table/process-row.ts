/** What the process table of every system tells. */

export interface ProcessRow {
  pid: number;
  ppid: number;
  /** Process group. On Windows, the PID of the worker in whose job the process is, or 0. */
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
  /** Ends a process by force, if it is still the one of that row. Only on Windows, which has no signals. */
  terminate?(row: ProcessRow): Promise<'sent' | 'refused' | 'gone'>;
  /**
   * Milliseconds of processor time of all that ever ran for the worker with this PID. Null where the system does not keep
   * it: then it is the sum of the rows. Only on Windows.
   */
  cpuMs?(worker: number): Promise<number | null>;
}
