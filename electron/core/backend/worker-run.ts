/**
 * One start of a backend, from the choice of a port to the confirmed end of its processes. Made anew for each start, so
 * nothing stale is left over. A run that was told to stop spawns nothing more, and kills what came late.
 */

import type { SettingValues } from '../../../shared/backend.ts';
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import { MAX_LAST_LINES } from '../../../shared/limits.ts';
import type { Clock } from '../clock.ts';
import { describeExit, type ExitInfo } from '../process/exit-info.ts';
import type { ProbeOptions } from '../process/ports/readiness.ts';
import type { SpawnRequest, WorkerProcess } from '../process/worker-process.ts';
import { asSwitchyardError } from './backend-errors.ts';
import type {
  Adapter,
  AdapterIo,
  AnyBackendType,
  ChildFacts,
  FreeResult,
  ProgramPaths,
  WorkerFacts,
} from './backend-type.ts';

type Again = (exit: ExitInfo) => SpawnRequest | null;

/** What a run needs from the program around it; made per backend by the registry. */
export interface RunEnvironment {
  /** Left out where this instance serves nobody. */
  serverId?: string | undefined;
  clock: Clock;
  platform: NodeJS.Platform;
  paths: ProgramPaths;
  spawn(
    request: SpawnRequest,
    context: { generation: number; backend: string; graceMs: number },
  ): Promise<WorkerProcess>;
  choosePort(backend: string): Promise<number>;
  releasePort(port: number): void;
  assertPortFree(port: number, backend: string): Promise<void>;
  waitUntilReady(
    options: ProbeOptions,
    context: { worker: WorkerProcess; signal: AbortSignal; backend: string; timeoutMs: number },
  ): Promise<void>;
  /** A line of our own in the backend's log. */
  logMessage(text: string): void;
  /** The present end of the log. */
  mark(): number;
  /** The last `count` lines that the worker printed after a mark. */
  linesSince(mark: number, count: number): string[];
}

/** What a run tells the actor. Nothing is told any more once it was stopped. */
export interface RunListener {
  /** A fact, the usage or the process changed. */
  changed(): void;
  /** The process ended by itself after it was ready. */
  exited(exit: ExitInfo): void;
  contactLost(error: SwitchyardError, shownAs: 'idle' | 'errored'): void;
  contactFound(): void;
}

/** Milliseconds a worker gets for a polite request before the signal, at most. */
const POLITE_REQUEST = 2000;
/** Milliseconds left for the polite signal when requests in flight used up the whole stop time-out. */
const MIN_GRACE = 250;

export class WorkerRun {
  readonly generation: number;
  readonly facts: WorkerFacts = {};
  /** Epoch milliseconds. */
  startedAt: number | null = null;
  lastUsedAt: number | null = null;
  inFlight = 0;
  children: readonly ChildFacts[] = [];
  worker: WorkerProcess | null = null;
  port: number | null = null;
  exit: ExitInfo | null = null;

  readonly #type: AnyBackendType;
  readonly #settings: SettingValues;
  readonly #gpuEnvironment: Readonly<Record<string, string>>;
  #latestSettings: SettingValues;
  readonly #environment: RunEnvironment;
  readonly #listener: RunListener;
  readonly #backend: string;
  readonly #abort = new AbortController();
  readonly #logMark: number;
  readonly #pendingSpawns = new Set<Promise<unknown>>();
  readonly #ports: number[] = [];
  #adapter: Adapter | null = null;
  #ready = false;
  #stopping: Promise<void> | null = null;
  /** When the worker is ended by force; monotonic milliseconds. */
  #stopDue = Number.POSITIVE_INFINITY;
  #leastGrace = MIN_GRACE;
  /** Tells the present step of a stop that it is due earlier. */
  #hurry: () => void = () => {};
  #idleWaiters: (() => void)[] = [];
  readonly #recheckers: (() => void)[] = [];

  constructor(options: {
    generation: number;
    type: AnyBackendType;
    settings: SettingValues;
    /** What lets it see its graphics cards. */
    gpuEnvironment: Readonly<Record<string, string>>;
    backend: string;
    environment: RunEnvironment;
    listener: RunListener;
  }) {
    this.generation = options.generation;
    this.#type = options.type;
    this.#settings = options.settings;
    this.#latestSettings = options.settings;
    this.#gpuEnvironment = options.gpuEnvironment;
    this.#backend = options.backend;
    this.#environment = options.environment;
    this.#listener = options.listener;
    this.#logMark = options.environment.mark();
  }

  /** The last lines that the worker of this run printed, oldest first. */
  lastLines(): string[] {
    return this.#environment.linesSince(this.#logMark, MAX_LAST_LINES);
  }

  /** A start that ended with the worker, in the words of a type that knows what its last lines mean. */
  explained(error: SwitchyardError): SwitchyardError {
    if (error.code !== 'exited_before_ready') return error;
    return this.#adapter?.explainExit?.(this.lastLines()) ?? error;
  }

  /** Resolves when the backend is ready. @throws SwitchyardError in words; the caller then calls {@link stop}. */
  async start(): Promise<void> {
    const timeoutMs = this.#type.startTimeoutMs(this.#settings);
    this.startedAt = this.#environment.clock.wall();
    let cancelTimer: () => void = () => {};
    const timedOut = new Promise<never>((_, reject) => {
      cancelTimer = this.#environment.clock.setTimer(timeoutMs, () =>
        reject(
          new SwitchyardError('start_timeout', {
            backend: this.#backend,
            seconds: Math.round(timeoutMs / 1000),
          }),
        ),
      );
    });
    const ended = new Promise<never>((_, reject) => {
      this.#rejectStart = reject;
    });
    try {
      this.#adapter = this.#type.createAdapter(this.#settings, this.#createIo(timeoutMs));
      await Promise.race([this.#adapter.start(), timedOut, ended]);
      if (this.#abort.signal.aborted) throw this.#calledOff();
      // The exit may have come in the same turn as the word that it is ready: a dead worker is never ready.
      if (this.exit) throw this.#exitedBeforeReady(this.exit);
      this.#ready = true;
      this.facts.loadStatus = undefined;
      if (this.#latestSettings !== this.#settings) this.applySettings(this.#latestSettings);
    } catch (error) {
      throw asSwitchyardError(error, this.#backend);
    } finally {
      cancelTimer();
    }
  }

  #rejectStart: (error: Error) => void = () => {};

  /**
   * Waits for requests in flight, asks politely, then ends the process tree; all within `timeoutMs` and what the system
   * needs to kill. Resolves when nothing of this run is left. Safe to call twice: what is left of the shorter time counts.
   */
  stop(timeoutMs: number): Promise<void> {
    const due = this.#environment.clock.now() + timeoutMs;
    if (due < this.#stopDue) {
      this.#stopDue = due;
      this.#leastGrace = Math.min(this.#leastGrace, timeoutMs);
      this.#hurry();
    }
    this.#stopping ??= this.#shutDown();
    return this.#stopping;
  }

  /** Whether it can be asked to free memory and go on running. */
  get canFreeMemory(): boolean {
    return this.#adapter?.freeMemory !== undefined && (this.#adapter.canFreeMemory?.() ?? true);
  }

  /** @throws SwitchyardError `free_memory_failed` */
  async freeMemory(systemRam: boolean, signal: AbortSignal): Promise<FreeResult> {
    if (!this.#adapter?.freeMemory)
      return { ok: false, message: 'This type of backend cannot free memory while it runs.' };
    try {
      return await this.#adapter.freeMemory({ systemRam, signal });
    } catch (error) {
      if (error instanceof SwitchyardError) throw error;
      const reason = messageOf(error);
      throw new SwitchyardError('free_memory_failed', { backend: this.#backend, reason }, { cause: error });
    }
  }

  /** @throws SwitchyardError `free_memory_failed` */
  async freeChildMemory(key: string, systemRam: boolean, signal: AbortSignal): Promise<FreeResult> {
    if (!this.#adapter?.freeChildMemory)
      return { ok: false, message: 'This type of backend cannot free memory while it runs.' };
    return await this.#adapter.freeChildMemory(key, { systemRam, signal });
  }

  /** What is known may be out of date: asks again at once, and looks whether the process is still there. */
  probeNow(): void {
    if (this.#closed) return;
    void this.worker?.recheck?.();
    for (const listener of this.#recheckers) listener();
  }

  /** Hands the worker settings that need no restart: at once, or as soon as it is ready. */
  applySettings(settings: SettingValues): void {
    this.#latestSettings = settings;
    if (this.#ready && !this.#closed) this.#adapter?.applySettings?.(settings);
  }

  get #closed(): boolean {
    return this.#abort.signal.aborted;
  }

  #calledOff(): SwitchyardError {
    return new SwitchyardError('start_failed', {
      backend: this.#backend,
      reason: 'the start was called off',
    });
  }

  #exitedBeforeReady(exit: ExitInfo): SwitchyardError {
    return new SwitchyardError('exited_before_ready', {
      backend: this.#backend,
      reason: describeExit(exit),
    });
  }

  #createIo(timeoutMs: number): AdapterIo {
    const environment = this.#environment;
    return {
      backend: this.#backend,
      signal: this.#abort.signal,
      platform: environment.platform,
      gpuEnvironment: this.#gpuEnvironment,
      clock: environment.clock,
      paths: environment.paths,
      spawn: (request, again) => this.#spawn(request, again),
      choosePort: async () => {
        const port = await environment.choosePort(this.#backend);
        this.#ports.push(port);
        if (this.#closed) {
          this.#releasePorts();
          throw this.#calledOff();
        }
        return port;
      },
      assertPortFree: (port) => environment.assertPortFree(port, this.#backend),
      waitUntilReady: (options) => {
        if (!this.worker) throw new Error('waitUntilReady was called before spawn');
        return environment.waitUntilReady(options, {
          worker: this.worker,
          signal: this.#abort.signal,
          backend: this.#backend,
          timeoutMs,
        });
      },
      log: (text) => environment.logMessage(text),
      update: (facts) => {
        Object.assign(this.facts, facts);
        if (!this.#closed) this.#listener.changed();
      },
      reportUsage: (inFlight) => {
        this.inFlight = inFlight;
        this.lastUsedAt = environment.clock.wall();
        if (inFlight === 0) for (const resolve of this.#idleWaiters.splice(0)) resolve();
        if (!this.#closed) this.#listener.changed();
      },
      contactLost: (error, shownAs = 'idle') => {
        if (!this.#closed) this.#listener.contactLost(error, shownAs);
      },
      serverId: environment.serverId ?? '',
      reportChildren: (list) => {
        this.children = list;
        if (!this.#closed) this.#listener.changed();
      },
      contactFound: () => {
        if (!this.#closed) this.#listener.contactFound();
      },
      onWake: (listener) => void this.#recheckers.push(listener),
    };
  }

  async #spawn(request: SpawnRequest, again?: Again): Promise<WorkerProcess> {
    if (this.#closed) throw this.#calledOff();
    if (this.worker) throw new Error('an adapter spawns once per start');
    const spawning = this.#environment.spawn(request, {
      generation: this.generation,
      backend: this.#backend,
      graceMs: this.#type.stopTimeoutMs(this.#settings),
    });
    this.#pendingSpawns.add(spawning);
    let worker: WorkerProcess;
    try {
      worker = await spawning;
    } finally {
      this.#pendingSpawns.delete(spawning);
    }
    // Kept even when the run was called off meanwhile: the stop that waits for it then ends it.
    this.worker = worker;
    this.port = request.port ?? null;
    void worker.exited.then((exit) => this.#onExit(exit, worker, again));
    if (this.#closed) throw this.#calledOff();
    this.#environment.logMessage(`Started as PID ${worker.pid}.`);
    this.#listener.changed();
    return worker;
  }

  #onExit(exit: ExitInfo, worker: WorkerProcess, again: Again | undefined): void {
    this.exit = exit;
    this.inFlight = 0;
    for (const resolve of this.#idleWaiters.splice(0)) resolve();
    this.#environment.logMessage(`Ended: ${describeExit(exit)}.`);
    if (this.#closed) return;
    if (this.#ready) this.#listener.exited(exit);
    else
      this.#goOn(exit, worker, again).catch((error: unknown) =>
        this.#rejectStart(asSwitchyardError(error, this.#backend)),
      );
  }

  /** @throws SwitchyardError where the start has failed. */
  async #goOn(exit: ExitInfo, worker: WorkerProcess, again: Again | undefined): Promise<void> {
    if (again === undefined) throw this.#exitedBeforeReady(exit);
    await worker.outputEnded;
    if (this.#closed) return;
    const next = again(exit);
    if (next === null) throw this.#exitedBeforeReady(exit);
    // What it left may hold the port that the next one needs.
    await worker.stop({ graceMs: MIN_GRACE });
    if (this.#closed) return;
    this.worker = null;
    this.exit = null;
    await this.#spawn(next, again);
  }

  async #shutDown(): Promise<void> {
    // A start is called off at once; requests in flight of a ready worker are waited for first.
    if (this.#ready && this.inFlight > 0 && !this.exit)
      await this.#orDue(new Promise<void>((resolve) => this.#idleWaiters.push(resolve)));
    this.#abort.abort();
    await Promise.allSettled(this.#pendingSpawns);
    // One turn later the spawn above has put its worker in place.
    await Promise.resolve();
    if (this.worker) {
      if (this.#ready && !this.exit && this.#adapter?.beforeStop) {
        const polite = this.#adapter.beforeStop().catch(() => {
          // A worker that does not take the polite request gets the signal next.
        });
        await this.#orDue(polite, POLITE_REQUEST);
      }
      const { worker } = this;
      this.#hurry = () => void worker.stop({ graceMs: this.#graceLeft });
      await worker.stop({ graceMs: this.#graceLeft });
      // Its last words, which tell why it died, may come after its exit.
      await this.worker.outputEnded;
    }
    this.#releasePorts();
  }

  get #graceLeft(): number {
    return Math.max(this.#leastGrace, this.#stopDue - this.#environment.clock.now());
  }

  /** Waits for `work` until the stop is due, `limitMs` at most. */
  #orDue(work: Promise<void>, limitMs = Number.POSITIVE_INFINITY): Promise<void> {
    const { clock } = this.#environment;
    const limit = clock.now() + limitMs;
    return new Promise((resolve) => {
      let cancel = () => {};
      const arm = () => {
        cancel();
        cancel = clock.setTimer(Math.max(0, Math.min(limit, this.#stopDue) - clock.now()), resolve);
      };
      arm();
      this.#hurry = arm;
      void work.then(() => {
        cancel();
        this.#hurry = () => {};
        resolve();
      });
    });
  }

  #releasePorts(): void {
    for (const port of this.#ports.splice(0)) this.#environment.releasePort(port);
  }
}
