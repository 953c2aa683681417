/** Runs the programs of Slurm. */
import { execFile } from 'node:child_process';
import type { CommandResult } from './slurm-jobs.ts';

/** Milliseconds. With a dead controller, each program gives up after 9 s by itself. */
const TIMEOUT_MS = 30_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** Runs one of them. Never rejects. @param env what is added to the environment */
export type SlurmCommand = (
  program: 'sbatch' | 'squeue' | 'scancel',
  args: readonly string[],
  env?: Record<string, string>,
) => Promise<CommandResult>;

/**
 * Of the variables that jobs and their tools set, only the place of the configuration is passed on: inside a job they would
 * bind the new one to it. What concerns this program alone, such as its token, does not get into a job either.
 */
function jobEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(
    ([name]) => name === 'SLURM_CONF' || !/^(?:SLURM|SBATCH|SALLOC|SRUN|SWITCHYARD)_/.test(name),
  );
  return Object.fromEntries(kept);
}

export const runSlurm: SlurmCommand = (program, args, env = {}) =>
  new Promise((resolve) => {
    execFile(
      program,
      [...args],
      {
        timeout: TIMEOUT_MS,
        maxBuffer: MAX_BYTES,
        env: { ...jobEnvironment(process.env), ...env, LC_ALL: 'C' },
      },
      (error, stdout, stderr) => {
        if (error === null) return resolve({ code: 0, stdout, stderr });
        if (error.code === 'ENOENT')
          return resolve({
            code: null,
            stdout,
            stderr: `there is no ${program} on the PATH of this machine`,
          });
        resolve({ code: typeof error.code === 'number' ? error.code : null, stdout, stderr });
      },
    );
  });
