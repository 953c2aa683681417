/**
 * The worker process of one run: its spawn, its exit, and its replacement where it exits before the start is done. A run that
 * is being stopped spawns nothing more.
 */

import { SwitchyardError } from '../../../../shared/errors.ts';
import { explainBackground } from '../../../../shared/settings/background.ts';
import { systemReasonWords } from '../../../../shared/words/en/errors/system-reasons.ts';
import { type HostText, texts } from '../../../../shared/words/phrase.ts';
import { describeExit, type ExitInfo } from '../../process/exit-info.ts';
import type { Leftover } from '../../process/stop/leftovers.ts';
import type { SpawnRequest, WorkerProcess } from '../../process/worker-process.ts';
import { asSwitchyardError } from '../backend-errors.ts';
import type { RunEnvironment } from './run-environment.ts';
import { MIN_GRACE } from './stop/stop-deadline.ts';

/** How a worker has left for the background. */
export interface Departure {
  /** What to leave out so that it stays, in a sentence; null where its command line does not tell. */
  advice: HostText | null;
  /** The processes that it has left running, by name and PID; empty where none was found. */
  left: string;
}

/** See {@link AdapterIo.spawn}. */
export type Respawn = (exit: ExitInfo) => SpawnRequest | null;

export interface RunProcessOptions {
  generation: number;
  /** The display name of the backend. */
  backend: string;
  /** Milliseconds between the polite signal and the forced end, where the watcher ends the worker. */
  graceMs: number;
  environment: RunEnvironment;
  /** Aborted when the run is to stop. */
  signal: AbortSignal;
  isReady: () => boolean;
  isStopping: () => boolean;
  onSpawn: () => void;
  /** See {@link SpawnContext.onStopDelayed}. */
  onStopDelayed: (reason: HostText) => void;
  onExit: (exit: ExitInfo) => void;
  /** The worker exited before the start was done, and nothing takes its place. */
  onStartFailed: (error: SwitchyardError) => void;
}

export class RunProcess {
  readonly #options: RunProcessOptions;
  readonly #pendingSpawns = new Set<Promise<unknown>>();
  #worker: WorkerProcess | null = null;
  #port: number | null = null;
  #exit: ExitInfo | null = null;
  #wasStopped = false;
  #request: SpawnRequest | null = null;
  #left: readonly Leftover[] = [];

  constructor(options: RunProcessOptions) {
    this.#options = options;
  }

  /** Null before the spawn; kept after the exit. */
  get worker(): WorkerProcess | null {
    return this.#worker;
  }

  get port(): number | null {
    return this.#port;
  }

  /** What was spawned last; null before the first spawn. */
  get program(): { command: string; args: readonly string[] } | null {
    if (this.#request === null) return null;
    const { command, args, module } = this.#request;
    return command === undefined ? { command: module, args } : { command, args };
  }

  /** How the worker has exited; null while it lives. */
  get exit(): ExitInfo | null {
    return this.#exit;
  }

  /** How the worker has exited by itself: null while it lives, and where a stop of this run has ended it. */
  get ownExit(): ExitInfo | null {
    return this.#wasStopped ? null : this.#exit;
  }

  /**
   * What has sent the worker to the background, where it has ended with exit code 0; null in all other cases.
   * Complete when the worker is stopped.
   */
  get departure(): Departure | null {
    if (this.#exit?.code !== 0) return null;
    const { command = '', args = [] } = this.#request ?? {};
    const left = this.#left.map(({ pid, name }) => `${name} (PID ${pid})`).join(', ');
    return { advice: explainBackground(command, args), left };
  }

  /** See {@link AdapterIo.spawn}. */
  async spawn(request: SpawnRequest, respawn?: Respawn): Promise<WorkerProcess> {
    const { backend, environment, generation, graceMs, isStopping, onSpawn, onStopDelayed, signal } =
      this.#options;
    if (isStopping()) throw startCancelled(backend);
    if (this.#worker) throw new Error('an adapter spawns once per start');
    if (environment.abandonedPorts) {
      await environment.abandonedPorts.assertNoneListens(backend);
      if (isStopping()) throw startCancelled(backend);
    }
    const context = { generation, backend, graceMs, signal, onStopDelayed };
    const spawning = environment.spawn(request, context);
    this.#pendingSpawns.add(spawning);
    let worker: WorkerProcess;
    try {
      worker = await spawning;
    } finally {
      this.#pendingSpawns.delete(spawning);
    }
    // It is kept even where the run is being stopped by now: the stop waits for it and ends it.
    this.#worker = worker;
    this.#request = request;
    this.#port = request.port ?? null;
    void worker.left?.then((left) => this.#noteLeft(left));
    void worker.exited.then((exit) => this.#handleExit(exit, worker, respawn));
    if (isStopping()) throw startCancelled(backend);
    environment.logMessage(`Started as PID ${worker.pid}.`);
    onSpawn();
    return worker;
  }

  /** Resolves when no spawn is under way and {@link worker} is what the last one has brought. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#pendingSpawns);
    // `spawn` sets the worker one turn later.
    await Promise.resolve();
  }

  #noteLeft(left: readonly Leftover[]): void {
    this.#left = left;
    const names = this.departure?.left ?? '';
    if (names !== '')
      this.#options.environment.logMessage(`It has left ${names} running. That is ended now.`);
  }

  #handleExit(exit: ExitInfo, worker: WorkerProcess, respawn: Respawn | undefined): void {
    const { backend, environment, isReady, isStopping, onExit, onStartFailed } = this.#options;
    this.#exit = exit;
    this.#wasStopped = isStopping();
    environment.logMessage(`Ended: ${describeExit(exit, worker.isForced)}.`);
    onExit(exit);
    if (isStopping() || isReady()) return;
    this.#replace(exit, worker, respawn).catch((error: unknown) =>
      onStartFailed(asSwitchyardError(error, backend)),
    );
  }

  /** @throws SwitchyardError where the start has failed */
  async #replace(exit: ExitInfo, worker: WorkerProcess, respawn: Respawn | undefined): Promise<void> {
    const { backend, isStopping } = this.#options;
    if (respawn === undefined) throw exitedBeforeReady(backend, exit);
    await worker.outputEnded;
    if (isStopping()) return;
    const next = respawn(exit);
    if (next === null) throw exitedBeforeReady(backend, exit);
    // The processes that it has left may hold the port that the next one needs.
    await worker.stop({ graceMs: MIN_GRACE });
    if (isStopping()) return;
    this.#worker = null;
    this.#exit = null;
    await this.spawn(next, respawn);
  }
}

export const startCancelled = (backend: string): SwitchyardError =>
  new SwitchyardError('start_failed', { backend, reason: texts(systemReasonWords)('calledOff') });

export const exitedBeforeReady = (backend: string, exit: ExitInfo): SwitchyardError =>
  new SwitchyardError('exited_before_ready', { backend, reason: describeExit(exit) });
