/** A worker process under supervision. */
export interface SpawnRequest {
  /** Path of a program, or a name looked up on the PATH. Never run through a shell. */
  command: string;
  args: string[];
  /** Working directory; the data directory when left out. */
  cwd?: string;
  /** Laid over the inherited environment, from which loader variables are taken out. */
  env?: Record<string, string>;
  /** The port the worker will listen on, for the check of its owner. */
  port?: number;
  /** Lines of stdout that start with this prefix are words of the worker to us, not log. */
  controlPrefix?: string;
  /** Called with what follows the prefix. */
  onControl?: (message: string) => void;
}

export interface ExitInfo {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface WorkerProcess {
  /** PID of the worker itself, not of the watcher around it. */
  readonly pid: number;
  /** Settles when the worker's own process has ended, by its exit and not by the end of its output. Never rejects. */
  readonly exited: Promise<ExitInfo>;
  /**
   * Ends the whole process tree: polite signal to the group, `graceMs` of grace, then the forced end; escaped
   * descendants that carry our mark are swept. Resolves when none is left. Safe to call twice.
   */
  stop(options: { graceMs: number }): Promise<void>;
  /** PIDs of the whole tree that are alive now. */
  tree(): Promise<number[]>;
}
