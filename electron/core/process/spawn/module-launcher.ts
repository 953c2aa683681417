/**
 * How a host runs our JavaScript programs when its own executable cannot run them, as Electron's cannot with the
 * run-as-node fuse off. A host without a launcher runs them with `process.execPath`, supervised like any other program.
 */
import type { Readable } from 'node:stream';
import type { ExitInfo } from '../exit-info.ts';

export interface ModuleLaunch {
  /** Absolute path of the program. */
  module: string;
  args: string[];
  cwd: string;
  /** The whole environment; the program inherits nothing else. */
  env: Record<string, string>;
  /** The name for the system's list of processes, on systems where it can be set. */
  name: string;
  /** Adds a message to the log of the backend: what only the host knows about the process. */
  logMessage(text: string): void;
}

/** A process that leads no process group. It is ended by signals to its PID. */
export interface LaunchedModule {
  readonly pid: number;
  /** Read both to their end, which may come after {@link exited}. */
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** The text of a line that it prints; UTF-8 when left out. */
  readonly decode?: (line: Buffer) => string;
  /** Settles when the process has ended, or has reported the code with which it is about to end. Never rejects. */
  readonly exited: Promise<ExitInfo>;
}

/** Rejects with an error whose message is the reason when no process could be started. */
export type ModuleLauncher = (launch: ModuleLaunch) => Promise<LaunchedModule>;
