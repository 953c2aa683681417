/** Runs the small system programs (ps, lsof) through which some platforms answer questions. */
import { execFile } from 'node:child_process';

interface CommandOutput {
  /** Null when the program could not be run, or did not end in time. */
  code: number | null;
  stdout: string;
}

/** An argument of its users, so that the code for each platform can be tested on every platform. Never rejects. */
export type CommandRunner = (file: string, args: string[]) => Promise<CommandOutput>;

/** Milliseconds until a program counts as stuck: lsof needs some seconds on a busy machine. */
const RUN_TIMEOUT = 15_000;

export const runCommand: CommandRunner = (file, args) =>
  new Promise((resolve) => {
    execFile(
      file,
      args,
      {
        timeout: RUN_TIMEOUT,
        maxBuffer: 64 * 1024 * 1024,
        windowsHide: true,
        // Dates and numbers have the same form in every language of the machine. In UTC, the start time of a process is the same
        // after a change to summer time: by it, Switchyard knows a process from a later one with the same PID.
        env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      },
      (error, stdout) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
        resolve({ code, stdout });
      },
    );
  });
