// Runs the tools of a build with a time limit, and finds them.
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { setPriority } from 'node:os';
import { delimiter, join } from 'node:path';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** The time limit is over. */
export class TooSlow extends Error {}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{env: NodeJS.ProcessEnv, endsAt: number}} options `endsAt` by the clock of `performance`
 * @returns {Promise<void>} rejects with its last lines when it fails, and with TooSlow when the time is over
 */
export function runStep(command, args, { env, endsAt }) {
  return new Promise((resolve, reject) => {
    // In a group of its own, because a compiler is a child of a child.
    const child = spawn(command, args, { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
    // Whatever else runs at the same time comes first.
    if (child.pid !== undefined) setPriority(child.pid, 10);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-4000);
      });
    const kill = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    };
    const interrupt = () => {
      kill();
      process.exit(130);
    };
    for (const signal of SIGNALS) process.once(signal, interrupt);
    const isLimited = endsAt !== Infinity;
    let isLate = false;
    const timer = isLimited
      ? setTimeout(
          () => {
            isLate = true;
            kill();
          },
          Math.max(0, endsAt - performance.now()),
        )
      : undefined;
    /** @param {Error | null} error */
    const end = (error) => {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, interrupt);
      if (error === null) resolve();
      else reject(error);
    };
    child.once('error', end);
    child.once('close', (code) => {
      if (isLate) end(new TooSlow());
      else if (code === 0) end(null);
      else end(new Error(`${command} failed\n${output.trim().split('\n').slice(-20).join('\n')}`));
    });
  });
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
export function isOnPath(name, env) {
  if (name === '') return false;
  return (env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return statSync(join(folder, name)).isFile();
    } catch {
      return false;
    }
  });
}
