/**
 * Fakes Electron's `utilityProcess` with real processes of Node that have its peculiarities:
 * - they belong to the process group of their host
 * - their environment, as the system shows it, lacks our mark, as where Chromium forks them from its zygote
 * - their exit is reported while they are still ending, and a signal is reported as a number
 * - at the exit all listeners are removed from their streams
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { PassThrough } from 'node:stream';
import type { ForkOptions, UtilityProcess, utilityProcess } from 'electron';
import { MARK_VARIABLE } from '../../../electron/core/process/spawn/worker-environment.ts';

/** Runs before the program: sets its environment, ends the process with its channel, and delays the end by a second. */
const PREPARATION = `
const given = JSON.parse(process.env.GIVEN);
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, given);
process.on('disconnect', () => process.exit(0));
process.on('exit', (code) => {
  process.send({ code });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
});
`;

class FakeUtilityProcess extends EventEmitter {
  stdout: PassThrough | null;
  stderr: PassThrough | null;
  readonly #child: ChildProcess;
  #ended = false;

  constructor(modulePath: string, args: string[] = [], { cwd, env, stdio }: ForkOptions = {}) {
    super();
    if (stdio !== 'pipe') throw new Error('the fake supports piped output only');
    this.stdout = new PassThrough();
    this.stderr = new PassThrough();
    const preparation = `data:text/javascript,${encodeURIComponent(PREPARATION)}`;
    this.#child = spawn(process.execPath, ['--import', preparation, modulePath, ...args], {
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...env, [MARK_VARIABLE]: undefined, GIVEN: JSON.stringify(env ?? process.env) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.stdout?.pipe(this.stdout);
    this.#child.stderr?.pipe(this.stderr);
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.once('error', () => this.#end(1));
    this.#child.once('message', ({ code }: { code: number }) => this.#end(code));
    this.#child.once('exit', (code, signal) => this.#end(code ?? constants.signals[signal ?? 'SIGKILL']));
  }

  get pid(): number | undefined {
    return this.#ended ? undefined : this.#child.pid;
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }

  postMessage(): void {
    throw new Error('the fake accepts no messages');
  }

  #end(code: number): void {
    if (this.#ended) return;
    try {
      this.emit('exit', code);
    } finally {
      this.#ended = true;
      for (const stream of [this.stdout, this.stderr]) stream?.removeAllListeners();
      this.stdout = null;
      this.stderr = null;
    }
  }
}

export const fakeUtilityProcess = {
  fork: (modulePath: string, args?: string[], options?: ForkOptions): UtilityProcess =>
    new FakeUtilityProcess(modulePath, args, options),
} satisfies Pick<typeof utilityProcess, 'fork'>;
