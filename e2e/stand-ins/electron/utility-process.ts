/**
 * Stands in for Electron's `utilityProcess`: a separate process of Node with Electron's interface. It cannot show Electron's
 * own Node, its sandbox, or a packaged program.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type * as Electron from 'electron';
import { inRepository } from '../../testkit/repository.ts';
import { app } from './app.ts';
import { asElectron } from './typing.ts';

const CHILD = pathToFileURL(inRepository('e2e/stand-ins/electron/utility-child.mjs')).href;

class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  readonly stdout: NodeJS.ReadableStream | null;
  readonly stderr: NodeJS.ReadableStream | null;
  pid: number | undefined;

  constructor(modulePath: string, args: string[], options: Electron.ForkOptions) {
    super();
    const { execArgv = [], env, cwd, stdio = 'inherit' } = options;
    const [, out = 'inherit', error = 'inherit'] = Array.isArray(stdio) ? stdio : [stdio, stdio, stdio];
    const kinds = [out, error].map((kind) => (kind === 'pipe' || kind === 'ignore' ? kind : 'inherit'));
    this.#child = spawn(process.execPath, [...execArgv, '--import', CHILD, modulePath, ...args], {
      stdio: ['ignore', ...kinds, 'ipc'],
      serialization: 'advanced',
      env: { ...(env ?? process.env) } as NodeJS.ProcessEnv,
      ...(cwd === undefined ? {} : { cwd }),
    });
    this.stdout = this.#child.stdout?.pipe(new PassThrough()) ?? null;
    this.stderr = this.#child.stderr?.pipe(new PassThrough()) ?? null;
    this.#child.once('spawn', () => {
      this.pid = this.#child.pid;
      this.emit('spawn');
    });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('error', (error) => this.emit('error', 'FatalError', error.message, ''));
    this.#child.once('exit', (code, signal) => {
      this.pid = undefined;
      // For a process that was ended by a signal, Electron passes on the status of waitpid.
      this.emit('exit', code ?? constants.signals[signal as NodeJS.Signals]);
      // As Electron does, even where output is still to be read.
      for (const stream of [this.stdout, this.stderr]) stream?.removeAllListeners();
    });
  }

  postMessage(message: unknown): void {
    this.#child.send(message as object);
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }
}

export const utilityProcess = {
  fork: (modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}) => {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready.');
    return asElectron<Electron.UtilityProcess>(
      new UtilityProcess(modulePath, args, options) satisfies Pick<
        Electron.UtilityProcess,
        'pid' | 'stdout' | 'stderr' | 'kill' | 'postMessage'
      >,
    );
  },
} satisfies Pick<typeof Electron.utilityProcess, 'fork'>;
