// Finds and installs Debian's Slurm, for the tests that run a real one on this machine.
import { existsSync } from 'node:fs';
import { installDebianPackages } from '../find-programs/debian-packages.mjs';

const PACKAGES = ['slurmctld', 'slurmd', 'slurm-client', 'munge'];
const CONTROLLER = '/usr/sbin/slurmctld';
/** What a test needs besides the controller. */
const OTHERS = [
  '/usr/sbin/slurmd',
  '/usr/sbin/munged',
  '/usr/bin/squeue',
  '/usr/bin/sbatch',
  '/usr/bin/srun',
];

/** @returns {{program: string} | {reason: string}} the controller */
export function findSlurm() {
  if (process.platform !== 'linux') return { reason: 'it runs on Linux alone.' };
  if (process.getuid?.() !== 0)
    return { reason: 'a test needs root to start one, for the devices of its GPUs.' };
  return [CONTROLLER, ...OTHERS].every((path) => existsSync(path))
    ? { program: CONTROLLER }
    : { reason: `it is not installed (on Debian: ${PACKAGES.join(' ')}).` };
}

/** Installs it on Debian as root; elsewhere it does nothing. */
export function installSlurm() {
  if (process.platform === 'linux' && !('program' in findSlurm()))
    installDebianPackages(PACKAGES, 'the tests on a real Slurm');
}
