/**
 * How a host runs JavaScript programs of ours where its own executable is no Node: Electron's, with the run-as-node fuse
 * off. A host without a launcher runs them by `process.execPath`, under the same supervision as any other program.
 */
import type { Readable } from 'node:stream';
import type { ExitInfo } from './exit-info.ts';

export interface ModuleLaunch {
  /** Absolute path of the program. */
  module: string;
  args: string[];
  cwd: string;
  /** The whole environment; nothing is to be inherited beside it. */
  env: Record<string, string>;
  /** How the system's list of processes calls it, where it can be told. */
  name: string;
  /** Takes what only the host knows of the process, in words, for its log. */
  logMessage(text: string): void;
}

/** A process with a PID, which leads no process group. It is ended from outside, by signals to that PID. */
export interface LaunchedModule {
  readonly pid: number;
  /** To be read to their end, which may come after {@link exited}. */
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the process has ended, or has said with which code it is just ending. Never rejects. */
  readonly exited: Promise<ExitInfo>;
}

/** Rejects with the reason in words when there is no process. */
export type ModuleLauncher = (launch: ModuleLaunch) => Promise<LaunchedModule>;
