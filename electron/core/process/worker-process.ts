/**
 * A worker process under supervision: spawned without a shell into a group of its own, watched in case this program
 * dies, and ended together with everything it started. Invariant: whoever holds a WorkerProcess whose `stop` resolved
 * holds nothing that still runs.
 *
 * A program of ours that the host launches by its own means (`module-launcher.ts`) has no group and no watcher. It needs
 * none: Electron ends its utility processes itself when the channel to them breaks, however the app went, in the middle
 * of a computation too. What such a worker may have started carries our mark, and is swept at the next start.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import type { Clock } from '../clock.ts';
import { type LogSink, pipeTo } from '../logging/logs.ts';
import { type CommandRunner, runCommand } from './command-runner.ts';
import type { ExitInfo } from './exit-info.ts';
import { type HostWatch, startHostWatch } from './host-watch.ts';
import { endTree, type TreeEnd } from './kill-tree.ts';
import type { LaunchedModule, ModuleLauncher } from './module-launcher.ts';
import { createProcessTable, type ProcessRow, type ProcessTable, treeOf } from './process-table.ts';
import { assertFolder, resolveCommand } from './resolve-command.ts';
import { composeEnvironment, type MarkOwner, workerMark } from './worker-environment.ts';

/** Any program, or a JavaScript program of ours, which the host knows how to run. */
export type SpawnRequest = ProgramRequest | ModuleRequest;

interface ProgramRequest extends WorkerRequest {
  /** Path of a program, or a name looked up on the PATH. Never run through a shell. */
  command: string;
  module?: never;
}

interface ModuleRequest extends WorkerRequest {
  /** Absolute path of the JavaScript program. */
  module: string;
  command?: never;
}

export interface WorkerRequest {
  args: string[];
  /** Working directory; the data directory when left out. */
  cwd?: string;
  /** Laid over the inherited environment, from which loader variables are taken out; `undefined` takes out one more. */
  env?: Record<string, string | undefined>;
  /** The port the worker will listen on, for the check of its owner. */
  port?: number;
  /** Lines of stdout that start with this prefix are words of the worker to us, not log. */
  controlPrefix?: string;
  /** Called with what follows the prefix. */
  onControl?: (message: string) => void;
}

/** For whom a worker is spawned. */
export interface SpawnContext {
  backendId: number;
  /** Number of the start; an older generation's leftovers are never taken for this one's. */
  generation: number;
  /** How the backend is called in words, for errors. */
  backend: string;
  /** Where its output goes. */
  sink: LogSink;
  /** Milliseconds between polite and forced end should this program die; {@link WorkerProcess.stop} brings its own. */
  graceMs?: number;
}

export interface WorkerProcess {
  /** PID of the worker's own program. */
  readonly pid: number;
  /** Settles when the worker's own process has ended, by its exit and not by the end of its output. Never rejects. */
  readonly exited: Promise<ExitInfo>;
  /**
   * Settles when all it printed is in the log: its last lines, which tell why it died, may come after its exit. At most
   * a fifth of a second after {@link exited}, for a grandchild may hold the pipes open.
   */
  readonly outputEnded: Promise<void>;
  /**
   * Ends the whole process tree: polite signal to its group, `graceMs` of grace, then the forced end; escaped
   * descendants that carry our mark are swept. Resolves when none is left. Safe to call twice, where the shorter grace
   * counts. What a worker that ended by itself leaves behind is ended without a call; this then waits for it.
   */
  stop(options: { graceMs: number }): Promise<void>;
  /** Looks whether the process is still there; where it is not and its end was missed, {@link exited} settles. */
  recheck?(): Promise<void>;
  /** PIDs of the whole tree that are alive now. */
  tree(): Promise<number[]>;
}

export interface Spawner {
  /**
   * @throws SwitchyardError `command_not_found`, `command_not_executable`, `path_not_found`, `wrong_kind_of_path`,
   * `path_not_readable`, `spawn_failed`
   */
  spawnWorker(request: SpawnRequest, context: SpawnContext): Promise<WorkerProcess>;
  /** Lets go of the watcher. To be called when all workers are stopped: those that are not will be ended by it. */
  close(): void;
}

export interface SpawnerOptions {
  platform: NodeJS.Platform;
  /** Default working directory. */
  dataDir: string;
  /** Who we are, for the mark. */
  owner: MarkOwner;
  clock: Clock;
  log: { warn(message: string): void };
  /** Runs our JavaScript programs; `process.execPath` does where it is left out. */
  launchModule?: ModuleLauncher | undefined;
  /** What workers inherit. */
  environment?: NodeJS.ProcessEnv;
  table?: ProcessTable;
  run?: CommandRunner;
}

/** Milliseconds that what a dead worker leaves behind gets to end politely: it delays the restart. */
const ORPHANS_GRACE = 1000;
const DEFAULT_GRACE = 10_000;
/** Milliseconds that the word of an exit may lag behind it. */
const EXIT_LAG = 1000;
/** Milliseconds that output may lag behind the exit. */
const OUTPUT_LAG = 200;

/**
 * Waits for the word on pipe 3 and then becomes the worker's program, so that PID and exit are the worker's own and the
 * watcher knows the group before any of its code runs. Without the word, because we died, it ends. The program and its
 * arguments are positional parameters: nothing of the user's is ever read as shell.
 */
const GATE = 'read -r word <&3 && [ "$word" = go ] && exec "$@" 3<&-';

/** Shells drop variables whose names they could not have made themselves; `env` carries these past the gate. */
const SHELL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function createSpawner(options: SpawnerOptions): Spawner {
  const { platform, owner, log, launchModule, environment = process.env, run = runCommand } = options;
  const table = options.table ?? createProcessTable({ platform, run });
  const watch: HostWatch | null =
    platform === 'win32' ? null : startHostWatch({ markPrefix: `${owner.dataDirId}.${owner.life}`, log });

  return {
    async spawnWorker(request, context) {
      const { backend } = context;
      const cwd = request.cwd ?? options.dataDir;
      await assertFolder(cwd, backend);
      const mark = workerMark(owner, context.backendId, context.generation);
      const env = composeEnvironment(environment, request.env ?? {}, mark, platform);
      const supervision = { request, context, mark, table, run, ...options };
      if (request.module !== undefined && launchModule !== undefined) {
        const launched = await launch(launchModule, request, { cwd, env, context });
        // Windows has no groups, and ends every worker in the same way.
        const row = platform === 'win32' ? undefined : rowOf(launched.pid, table);
        return new Worker(launched, { ...supervision, row, watch: null });
      }
      const [program, args] =
        request.module === undefined
          ? [request.command, request.args]
          : [process.execPath, [request.module, ...request.args]];
      const command = await resolveCommand(program, { backend, cwd, environment: env, platform });
      const child = await start(command, args, { cwd, env, platform, backend });
      const worker = new Worker(asProcess(child), { ...supervision, watch });
      if (watch !== null) {
        await watch.add(worker.pid, context.graceMs ?? DEFAULT_GRACE);
        openGate(child);
      }
      return worker;
    },
    close: () => watch?.close(),
  };
}

interface StartOptions {
  cwd: string;
  env: Record<string, string>;
  platform: NodeJS.Platform;
  backend: string;
}

const spawnFailed = (backend: string, cause: unknown): SwitchyardError => {
  const reason = messageOf(cause);
  return new SwitchyardError('spawn_failed', { backend, reason }, { cause });
};

async function launch(
  launchModule: ModuleLauncher,
  { module, args }: ModuleRequest,
  { cwd, env, context }: { cwd: string; env: Record<string, string>; context: SpawnContext },
): Promise<LaunchedModule> {
  const { backend, sink } = context;
  try {
    return await launchModule({
      module,
      args,
      cwd,
      env,
      name: backend,
      logMessage: (text) => sink.logMessage(text),
    });
  } catch (error) {
    throw spawnFailed(backend, error);
  }
}

/** Resolves with a child that has a PID. On POSIX it still stands behind its gate. */
function start(command: string, args: string[], options: StartOptions): Promise<ChildProcess> {
  const { cwd, env, platform, backend } = options;
  const failed = (cause: unknown) => spawnFailed(backend, cause);
  return new Promise((resolve, reject) => {
    let child: ChildProcess;
    try {
      child =
        platform === 'win32'
          ? spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
          : spawn('/bin/sh', ['-c', GATE, 'switchyard-gate', ...pastTheGate(command, args, env)], {
              cwd,
              env,
              detached: true,
              stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
            });
    } catch (error) {
      // Refused before it is tried: a NUL in an argument, or an argument list that is too long.
      reject(failed(error));
      return;
    }
    // Stays: an error after the start, such as a failing kill, must not end this program.
    child.on('error', (error) => reject(failed(error)));
    child.once('spawn', () => resolve(child));
  });
}

function pastTheGate(command: string, args: string[], env: Record<string, string>): string[] {
  const odd = Object.entries(env).filter(([name]) => !SHELL_NAME.test(name));
  // `env` would take a program with = in its path for one more variable: then the odd ones are done without.
  if (odd.length === 0 || command.includes('=')) return [command, ...args];
  return ['/usr/bin/env', '--', ...odd.map(([name, value]) => `${name}=${value}`), command, ...args];
}

function openGate(child: ChildProcess): void {
  const gate = child.stdio[3] as Writable;
  gate.on('error', () => {
    // It was killed while it waited; its exit tells.
  });
  gate.end('go\n');
}

/** By it, a process that gets the same PID later is told apart. */
const rowOf = async (pid: number, table: ProcessTable): Promise<ProcessRow | undefined> =>
  (await table.rows()).find((row) => row.pid === pid);

/** A child that sent 'spawn' has a PID and the pipes it was given. */
const asProcess = (child: ChildProcess): LaunchedModule => ({
  pid: child.pid as number,
  stdout: child.stdout as Readable,
  stderr: child.stderr as Readable,
  exited: new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  }),
});

interface WorkerOptions extends SpawnerOptions {
  request: SpawnRequest;
  context: SpawnContext;
  mark: string;
  /** Its own row, where its group is this program's: that one is never signalled. */
  row?: Promise<ProcessRow | undefined> | undefined;
  table: ProcessTable;
  watch: HostWatch | null;
  run: CommandRunner;
}

class Worker implements WorkerProcess {
  readonly pid: number;
  readonly exited: Promise<ExitInfo>;
  readonly outputEnded: Promise<void>;
  readonly #process: LaunchedModule;
  readonly #options: WorkerOptions;
  #ending: TreeEnd | null = null;
  #gone: Promise<void> | null = null;
  #noteMissedEnd: () => void = () => {};

  constructor(process: LaunchedModule, options: WorkerOptions) {
    this.pid = process.pid;
    this.#process = process;
    this.#options = options;
    this.exited = Promise.race([
      process.exited,
      new Promise<ExitInfo>((resolve) => {
        this.#noteMissedEnd = () => resolve({ code: null, signal: null });
      }),
    ]);
    this.outputEnded = this.#pipe(process);
    void this.exited.then(() => this.#end(Math.min(ORPHANS_GRACE, options.context.graceMs ?? DEFAULT_GRACE)));
  }

  stop({ graceMs }: { graceMs: number }): Promise<void> {
    this.#ending?.hurry(graceMs);
    return this.#end(graceMs);
  }

  async recheck(): Promise<void> {
    const { clock, table } = this.#options;
    if (table.exists(this.pid)) return;
    // The word of it is on its way as a rule, and tells how it ended.
    await new Promise<void>((resolve) => void clock.setTimer(EXIT_LAG, resolve));
    if (!table.exists(this.pid)) this.#noteMissedEnd();
  }

  async tree(): Promise<number[]> {
    const { table, mark } = this.#options;
    const rows = await table.rows();
    const tree = treeOf(rows, this.pid);
    const pids = new Set(tree.map((row) => row.pid));
    const others = rows.filter((row) => !pids.has(row.pid));
    for (const row of await table.marked(others, (found) => found === mark)) pids.add(row.pid);
    return [...pids];
  }

  #end(graceMs: number): Promise<void> {
    if (this.#gone !== null) return this.#gone;
    const { watch, context, mark, row } = this.#options;
    if (this.#ending === null) void watch?.add(this.pid, graceMs);
    const ending = endTree({ pid: this.pid, row, mark, exited: this.exited }, graceMs, {
      ...this.#options,
      onStuck: (pids) =>
        context.sink.logMessage(
          `Killed, but not gone: PID ${pids.join(', ')}. A driver or a disk holds it; it is waited for.`,
        ),
    });
    this.#ending = ending;
    this.#gone = Promise.all([ending.done, this.exited]).then(async () => {
      watch?.remove(this.pid);
      await this.outputEnded;
      // Whoever still holds the other ends is none that we could find.
      this.#process.stdout.destroy();
      this.#process.stderr.destroy();
    });
    return this.#gone;
  }

  #pipe({ stdout, stderr }: LaunchedModule): Promise<void> {
    const { clock, context, request } = this.#options;
    const { sink } = context;
    const control =
      request.controlPrefix !== undefined && request.onControl !== undefined
        ? { prefix: request.controlPrefix, onMessage: request.onControl }
        : undefined;
    const ended = Promise.all([
      pipeTo(sink, 'out', stdout, { clock, control }),
      pipeTo(sink, 'err', stderr, { clock }),
    ]);
    const tooLong = this.exited.then(
      () => new Promise<void>((resolve) => void clock.setTimer(OUTPUT_LAG, resolve)),
    );
    return Promise.race([ended, tooLong]).then(() => undefined);
  }
}
