// What a run of the tests has left running. Other checkouts, and what a person runs meanwhile, are none of its business.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ROOT } from '../scripts/source-tree.mjs';

/** Each process of a run has this in its environment, unless a program of ours gave it another one. */
const MARK = 'SWITCHYARD_TEST_RUN';

/** In a line of `ps`: hosts, workers, and the programs that stand in for others. */
const OWN_PROGRAMS =
  /fake-worker\.mjs|(llama-worker|file-helper)\.js|(headless|desktop)\/main\.js|stand-ins\/\S+\.(mjs|py)|switchyard-proxy-|scripts\/(serve|start|dev|gallery)\.mjs/;

/**
 * Call it before the run.
 * @param {string} root the checkout; its programs with an environment of their own are found by their path
 */
export function watchProcesses(root = ROOT) {
  const run = randomUUID();
  /** Programs of this checkout that a person runs. */
  const before = new Set(runningProcesses().map(({ pid }) => pid));
  return {
    /** For the environment of what is run. */
    environment: { [MARK]: run },
    /**
     * A line for each process of the run. Empty where `ps` cannot tell.
     * @returns {string[]}
     */
    left: () =>
      runningProcesses()
        .filter(({ pid }) => !before.has(pid))
        .filter(({ pid, line }) => hasMark(pid, run) || (OWN_PROGRAMS.test(line) && line.includes(root)))
        .map(({ line }) => line),
  };
}

/** @returns {{pid: number, line: string}[]} */
function runningProcesses() {
  if (process.platform === 'win32') return [];
  const { stdout } = spawnSync('ps', ['axww', '-o', 'pid=,stat=,args='], { encoding: 'utf8' });
  return (stdout ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*\d+\s+Z/.test(line))
    .map((line) => ({ pid: Number.parseInt(line, 10), line: line.trim() }));
}

/**
 * Only Linux shows the environment of a process. Elsewhere only paths tell.
 * @param {number} pid
 * @param {string} run
 */
function hasMark(pid, run) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`${MARK}=${run}`);
  } catch {
    // It has ended, or is another user's.
    return false;
  }
}
