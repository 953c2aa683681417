/** Spawns the program of a worker on POSIX, where it waits at a gate until it is opened. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { describeWithPath } from '../../system-errors.ts';
import type { LaunchedModule } from './module-launcher.ts';

/**
 * Waits for "go" on pipe 3 and then becomes the worker's program by exec. PID and exit are therefore the worker's own,
 * and the watcher knows the group before any of the worker's code runs. If this program dies, "go" never comes and the
 * gate ends. Program and arguments are positional parameters, so that no text of the user is ever read as shell.
 */
const GATE = 'read -r word <&3 && [ "$word" = go ] && exec "$@" 3<&-';

/** Shells drop variables with any other name; `env` sets these again behind the gate. */
const SHELL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

interface ChildOptions {
  cwd: string;
  env: Record<string, string>;
  backend: string;
}

export const spawnFailed = (backend: string, cause: unknown): SwitchyardError => {
  const reason = describeWithPath(cause);
  return new SwitchyardError('spawn_failed', { backend, reason }, { cause });
};

/** Resolves with a child that has a PID and still waits at its gate. */
export function spawnChild(command: string, args: string[], options: ChildOptions): Promise<ChildProcess> {
  const { cwd, env, backend } = options;
  const failed = (cause: unknown) => spawnFailed(backend, cause);
  return new Promise((resolve, reject) => {
    let child: ChildProcess;
    try {
      child = spawn('/bin/sh', ['-c', GATE, 'switchyard-gate', ...gateArguments(command, args, env)], {
        cwd,
        env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      });
    } catch (error) {
      // Thrown before anything is spawned: for a NUL in an argument, or an argument list that is too long.
      reject(failed(error));
      return;
    }
    // The listener stays: an error after the start, such as a failed kill, must not end this program.
    child.on('error', (error) => reject(failed(error)));
    child.once('spawn', () => resolve(child));
  });
}

function gateArguments(command: string, args: string[], env: Record<string, string>): string[] {
  const odd = Object.entries(env).filter(([name]) => !SHELL_NAME.test(name));
  // `env` would read a program with = in its path as a variable: then the odd variables are left out.
  if (odd.length === 0 || command.includes('=')) return [command, ...args];
  return ['/usr/bin/env', '--', ...odd.map(([name, value]) => `${name}=${value}`), command, ...args];
}

/** Lets the program of a child run. */
export function openGate(child: ChildProcess): void {
  const gate = child.stdio[3] as Writable;
  gate.on('error', () => {
    // It was killed while it waited; its exit reports that.
  });
  gate.end('go\n');
}

/** A child that has emitted 'spawn' has a PID and the pipes that were asked for. */
export const toLaunchedModule = (child: ChildProcess): LaunchedModule => ({
  pid: child.pid as number,
  stdout: child.stdout as Readable,
  stderr: child.stderr as Readable,
  exited: new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  }),
});
