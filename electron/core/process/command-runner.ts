/** Runs the small system programs (ps, lsof, taskkill) that some platforms are asked through. */
import { execFile } from 'node:child_process';

interface CommandOutput {
  /** Null when the program could not be run, or did not end in time. */
  code: number | null;
  stdout: string;
}

/** Handed in, so that the branches of other platforms can be tested on any. Never rejects. */
export type CommandRunner = (file: string, args: string[]) => Promise<CommandOutput>;

/** Milliseconds until such a program counts as stuck: PowerShell needs some seconds on a busy machine. */
const RUN_LIMIT = 15_000;

export const runCommand: CommandRunner = (file, args) =>
  new Promise((resolve) => {
    execFile(
      file,
      args,
      {
        timeout: RUN_LIMIT,
        maxBuffer: 64 * 1024 * 1024,
        windowsHide: true,
        // Dates and numbers in one form whatever language the machine speaks.
        env: { ...process.env, LC_ALL: 'C' },
      },
      (error, stdout) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
        resolve({ code, stdout });
      },
    );
  });
