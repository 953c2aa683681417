/**
 * A supervised worker process: spawned without a shell into a process group of its own, watched in case this program
 * dies, and stopped together with everything it started. Invariant: when `stop` of a WorkerProcess has resolved, nothing
 * of that worker still runs.
 *
 * A program of ours that the host launches itself (`module-launcher.ts`) has neither group nor watcher. It needs none:
 * Electron ends its utility processes when the channel to them breaks, however the app ended and even in the middle of a
 * computation. What such a worker may have started carries our mark and is swept at the next start.
 */
import type { HostText } from '../../../shared/words/phrase.ts';
import { type Clock, delay, nextTurn } from '../clock.ts';
import { abortableFileChecks, type FileChecks, localFileChecks } from '../files/file-checks.ts';
import { type LogSink, pipeToLog } from '../logging/output-pipe.ts';
import type { ExitInfo } from './exit-info.ts';
import type { LaunchedModule, ModuleLauncher } from './spawn/module-launcher.ts';
import { assertFolder, resolveCommand } from './spawn/resolve-command.ts';
import { openGate, spawnChild, spawnFailed, toLaunchedModule } from './spawn/spawn-child.ts';
import { composeEnvironment, type MarkOwner, workerMark } from './spawn/worker-environment.ts';
import { stopTree } from './stop/kill-tree.ts';
import type { Leftover } from './stop/leftovers.ts';
import type { TreeStop } from './stop/tree-stop.ts';
import { type HostWatch, startHostWatch } from './supervision/host-watch.ts';
import { createWorkerCgroups, type WorkerCgroups } from './supervision/worker-cgroups.ts';
import type { ProcessRow, ProcessTable } from './table/process-row.ts';
import { createProcessTable, startedSince, treeOf } from './table/process-table.ts';
import { loadJobs, reportNoJob, spawnInJob } from './windows/spawn-in-job.ts';
import { type WindowsProcesses, windowsProcesses } from './windows/windows-processes.ts';

/** Any program, or a JavaScript program of ours. */
export type SpawnRequest = ProgramRequest | ModuleRequest;

interface ProgramRequest extends WorkerRequest {
  /** Path of a program, or a name to be found on the PATH. Never run through a shell. */
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
  /** Replaces variables of the inherited environment; `undefined` removes one. See {@link composeEnvironment}. */
  env?: Record<string, string | undefined>;
  /** The port on which the worker will listen, to check who owns the listener. */
  port?: number;
  /** Lines of stdout that start with this prefix are messages to the adapter and not for the log. */
  controlPrefix?: string;
  /** Called with what follows the prefix. */
  onControl?: (message: string) => void;
}

/** For whom a worker is spawned. */
export interface SpawnContext {
  backendId: number;
  /** Part of the mark, so that what an older start left behind is never taken for this one's. */
  generation: number;
  /** displayName of the backend, for errors. */
  backend: string;
  /** Where its output goes. */
  sink: LogSink;
  /** Milliseconds between SIGTERM and SIGKILL if this program dies. {@link WorkerProcess.stop} has its own. */
  graceMs?: number;
  /** Aborted when the worker is no longer wanted: checks of its paths are then given up. */
  signal?: AbortSignal;
  /** Called with the reason when the end of the worker takes longer than its grace. */
  onStopDelayed?: (reason: HostText) => void;
}

export interface WorkerProcess {
  /** PID of the worker's own program. */
  readonly pid: number;
  /** Settles at the exit of the worker's own process, whether or not its output has ended. Never rejects. */
  readonly exited: Promise<ExitInfo>;
  /**
   * Settles when all output is in the log. The last lines, which tell why it died, may come after the exit. Settles at
   * most 200 ms after {@link exited}, since a grandchild may keep the pipes open.
   */
  readonly outputEnded: Promise<void>;
  /**
   * Stops the whole process tree: SIGTERM to its group, SIGKILL after `graceMs`, and both to descendants outside the
   * group that carry our mark. On Windows, Ctrl+Break and a request to close its windows, and the end of its job. Resolves when none is left. Safe to call twice: the shorter grace counts. What a worker
   * leaves behind when it ends by itself is stopped without a call; this then waits for it.
   */
  stop(options: { graceMs: number }): Promise<void>;
  /** Whether a stop of ours has ended it by force, for it had not ended by itself within its grace. */
  readonly isForced?: boolean;
  /** Checks whether the process is still there. If its exit was missed, {@link exited} settles. */
  recheck?(): Promise<void>;
  /** PIDs of all processes of the tree that are alive now. */
  tree(): Promise<number[]>;
  /**
   * Resolves after the exit with what a worker has left running that ended by itself with exit code 0, as programs do that go
   * on in the background. It is stopped afterwards. Empty in all other cases.
   */
  readonly left?: Promise<readonly Leftover[]>;
}

export interface Spawner {
  /**
   * @throws SwitchyardError `command_not_found`, `command_not_executable`, `path_not_found`, `wrong_kind_of_path`,
   * `path_not_readable`, `spawn_failed`
   * @throws ; the reason of the signal, where it is aborted before the spawn
   */
  spawnWorker(request: SpawnRequest, context: SpawnContext): Promise<WorkerProcess>;
  /** Disposes of the watcher. Call it when all workers are stopped: the watcher ends those that are not. */
  close(): void;
}

export interface SpawnerOptions {
  platform: NodeJS.Platform;
  /** Default working directory. */
  dataDir: string;
  /** For the mark of each worker. */
  owner: MarkOwner;
  clock: Clock;
  /** Checks the paths of the request. */
  files: FileChecks;
  log: { warn(message: string): void };
  /** Runs our JavaScript programs; `process.execPath` when left out. */
  launchModule?: ModuleLauncher | undefined;
  /** The environment that workers inherit; this process's own when left out. */
  environment?: NodeJS.ProcessEnv;
  table?: ProcessTable;
  cgroups?: WorkerCgroups;
  /** For Windows; the functions of the system when left out. */
  windows?: () => Promise<WindowsProcesses>;
}

/** Milliseconds between SIGTERM and SIGKILL for what a dead worker leaves behind. Short, since the restart waits. */
const ORPHAN_GRACE = 1000;
const DEFAULT_GRACE = 10_000;
/** Milliseconds after which an exit that was not reported counts as missed. */
const MAX_EXIT_DELAY = 1000;
/** Milliseconds that output may come after the exit. */
const MAX_OUTPUT_DELAY = 200;

export function createSpawner(options: SpawnerOptions): Spawner {
  const { platform, owner, log, launchModule, environment = process.env } = options;
  const windows = platform === 'win32' ? (options.windows ?? windowsProcesses) : null;
  const table = options.table ?? createProcessTable(options);
  const cgroups = options.cgroups ?? createWorkerCgroups(platform, owner);
  const markPrefix = `${owner.dataDirId}.${owner.hostId}`;
  const watch: HostWatch | null =
    windows !== null ? null : startHostWatch({ markPrefix, cgroup: () => cgroups.folder(), log });

  return {
    async spawnWorker(request, context) {
      const { backend, signal } = context;
      if (watch !== null) cgroups.prepare();
      const files = signal ? abortableFileChecks(options.files, signal) : options.files;
      const cwd = request.cwd ?? options.dataDir;
      // The data directory and our own programs are not paths of the user, so that no helper is started for them.
      await assertFolder(cwd, backend, request.cwd === undefined ? localFileChecks : files);
      const mark = workerMark(owner, context.backendId, context.generation);
      const env = composeEnvironment(environment, request.env ?? {}, mark, platform);
      const supervision = { ...options, windows, request, context, mark, table, cgroups };
      if (request.module !== undefined && launchModule !== undefined) {
        // Where they cannot be loaded, nothing is launched.
        const jobs = await loadJobs(windows, backend);
        const launched = await launch(launchModule, request, { cwd, env, context });
        // On Windows, it is in a job as all others are.
        const row = windows === null ? findRow(launched.pid, table) : undefined;
        reportNoJob(jobs?.adopt(launched.pid, mark) ?? null, context.sink);
        await cgroups.add(launched.pid, mark);
        return new Worker(launched, { ...supervision, row, watch: null });
      }
      const [program, args] =
        request.module === undefined
          ? [request.command, request.args]
          : [process.execPath, [request.module, ...request.args]];
      const command = await resolveCommand(program, {
        backend,
        cwd,
        environment: env,
        platform,
        files: request.module === undefined ? files : localFileChecks,
      });
      if (windows !== null) {
        const launched = await spawnInJob(windows, { command, args, cwd, env, mark }, context);
        return new Worker(launched, { ...supervision, watch: null });
      }
      const child = await spawnChild(command, args, { cwd, env, backend });
      const launched = toLaunchedModule(child);
      const worker = new Worker(launched, {
        ...supervision,
        watch,
        first: table.read?.(launched.pid) ?? null,
      });
      if (watch !== null) {
        await Promise.all([
          watch.add(worker.pid, context.graceMs ?? DEFAULT_GRACE),
          cgroups.add(worker.pid, mark),
        ]);
        openGate(child);
      }
      return worker;
    },
    close: () => {
      watch?.close();
      cgroups.tidy();
    },
  };
}

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

/** The row distinguishes the process from a later one with the same PID. */
async function findRow(pid: number, table: ProcessTable): Promise<ProcessRow | undefined> {
  try {
    return (await table.rows()).find((row) => row.pid === pid);
  } catch {
    // The stop reads it again.
    return undefined;
  }
}

interface WorkerOptions extends Omit<SpawnerOptions, 'windows'> {
  /** The functions of Windows; null on other systems. */
  windows: (() => Promise<WindowsProcesses>) | null;
  request: SpawnRequest;
  context: SpawnContext;
  mark: string;
  /** Given for a worker in this program's own group, which must never be signalled. */
  row?: Promise<ProcessRow | undefined> | undefined;
  /** See {@link TreeStopTarget.first}. */
  first?: ProcessRow | null | undefined;
  table: ProcessTable;
  watch: HostWatch | null;
  cgroups: WorkerCgroups;
}

class Worker implements WorkerProcess {
  readonly pid: number;
  readonly exited: Promise<ExitInfo>;
  readonly outputEnded: Promise<void>;
  readonly #process: LaunchedModule;
  readonly left: Promise<readonly Leftover[]>;
  readonly #options: WorkerOptions;
  #leftSearch: Promise<void> | null = null;
  #treeStop: TreeStop | null = null;
  #stopped: Promise<void> | null = null;
  #reportMissedExit: () => void = () => {};

  constructor(process: LaunchedModule, options: WorkerOptions) {
    this.pid = process.pid;
    this.#process = process;
    this.#options = options;
    this.exited = Promise.race([
      process.exited,
      new Promise<ExitInfo>((resolve) => {
        this.#reportMissedExit = () => resolve({ code: null, signal: null });
      }),
    ]);
    // Often it is started again at once.
    if (options.watch !== null) void this.exited.then(() => options.cgroups.prepare());
    this.outputEnded = this.#pipeOutput(process);
    this.left = this.exited.then(({ code }) =>
      code === 0 && this.#treeStop === null ? this.#searchLeft() : [],
    );
    void this.left.then(() =>
      this.#stopTree(Math.min(ORPHAN_GRACE, options.context.graceMs ?? DEFAULT_GRACE)),
    );
  }

  stop({ graceMs }: { graceMs: number }): Promise<void> {
    const stop = () => {
      this.#treeStop?.shortenGrace(graceMs);
      return this.#stopTree(graceMs);
    };
    // Without the search, what it has left would end before anybody has seen it.
    return this.#leftSearch === null ? stop() : this.#leftSearch.then(stop);
  }

  get isForced(): boolean {
    return this.#treeStop?.isForced ?? false;
  }

  async recheck(): Promise<void> {
    const { clock, table } = this.#options;
    if (table.exists(this.pid)) return;
    // Usually the exit is about to be reported, with the way in which it ended.
    await delay(clock, MAX_EXIT_DELAY);
    if (!table.exists(this.pid)) this.#reportMissedExit();
  }

  async tree(): Promise<number[]> {
    return (await this.#treeRows()).map(({ pid }) => pid);
  }

  async #treeRows(): Promise<ProcessRow[]> {
    const { first = null, mark, table } = this.#options;
    const rows = await table.rows();
    const tree = treeOf(rows, this.pid);
    const pids = new Set(tree.map((row) => row.pid));
    const others = startedSince(rows, first).filter((row) => !pids.has(row.pid));
    return [...tree, ...(await table.marked(others, (found) => found === mark))];
  }

  #searchLeft(): Promise<readonly Leftover[]> {
    const search = this.#findLeft();
    this.#leftSearch = search.then(() => undefined);
    return search;
  }

  /** Never rejects: what cannot be named is stopped all the same. */
  async #findLeft(): Promise<readonly Leftover[]> {
    const find = async () => (await this.#treeRows()).filter(({ pid }) => pid !== this.pid);
    try {
      const first = new Set((await find()).map(({ pid }) => pid));
      if (first.size === 0) return [];
      // What is about to end with it closes its output, and what it has just forked gets a name of its own.
      await this.outputEnded;
      return (await find()).filter(({ pid }) => first.has(pid)).map(({ pid, name }) => ({ pid, name }));
    } catch {
      // The processes cannot be read now.
      return [];
    }
  }

  #stopTree(graceMs: number): Promise<void> {
    if (this.#stopped !== null) return this.#stopped;
    const { cgroups, watch, context, first, mark, platform, row, table, clock, windows } = this.#options;
    if (this.#treeStop === null) void watch?.add(this.pid, graceMs);
    const target = { pid: this.pid, row, first, mark, exited: this.exited };
    const treeStop = stopTree(target, graceMs, {
      platform,
      table,
      clock,
      ...(windows === null ? {} : { windows }),
      onDelay: (reason) => {
        context.sink.logMessage(reason.text);
        context.onStopDelayed?.(reason);
      },
    });
    this.#treeStop = treeStop;
    treeStop.done.catch(() => {
      // A later call tries it again.
      this.#stopped = null;
    });
    this.#stopped = Promise.all([treeStop.done, this.exited]).then(async () => {
      watch?.remove(this.pid);
      cgroups.remove(mark);
      (await windows?.())?.release(this.pid);
      await this.outputEnded;
      // A process that still holds the other ends is none that can be found.
      this.#process.stdout.destroy();
      this.#process.stderr.destroy();
    });
    return this.#stopped;
  }

  #pipeOutput({ stdout, stderr, decode }: LaunchedModule): Promise<void> {
    const { clock, context, request } = this.#options;
    const { sink } = context;
    const control =
      request.controlPrefix !== undefined && request.onControl !== undefined
        ? { prefix: request.controlPrefix, onMessage: request.onControl }
        : undefined;
    const ended = Promise.all([
      pipeToLog(sink, 'out', stdout, { clock, control, decode }),
      pipeToLog(sink, 'err', stderr, { clock, decode }),
    ]);
    // Where this program was held up for longer than that, what came meanwhile is read first.
    const tooLong = this.exited.then(() => delay(clock, MAX_OUTPUT_DELAY)).then(nextTurn);
    return Promise.race([ended, tooLong]).then(() => undefined);
  }
}
