/** Runs the programs of Slurm. */

import { execFile } from 'node:child_process';
import { fleetReasonWords } from '../../../shared/words/en/errors/fleet-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import type { CommandResult } from './slurm-jobs.ts';

const say = texts(fleetReasonWords);

/** Milliseconds. While the controller is dead, each program gives up by itself after 9 s. */
const TIMEOUT_MS = 30_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** Runs one of Slurm's programs. Never rejects. @param env variables that are added to the environment */
export type SlurmCommand = (
  program: 'sbatch' | 'squeue' | 'scancel',
  args: readonly string[],
  env?: Record<string, string>,
) => Promise<CommandResult>;

/**
 * The environment without the variables that Slurm sets in a job, since they would bind a new job to the one in which this
 * program runs. Only SLURM_CONF, the path of the configuration, is kept. Variables for this program alone, such as its token,
 * are left out too.
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
          return resolve({ code: null, stdout, stderr, problem: say('programMissing', { program }) });
        resolve({ code: typeof error.code === 'number' ? error.code : null, stdout, stderr });
      },
    );
  });
