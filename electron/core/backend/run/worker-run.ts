/**
 * One start of a backend, from the choice of a port to the confirmed end of its processes. A new run is created for each
 * start, so that nothing of an earlier one is left over. Invariant: a run that is being stopped spawns nothing more, and ends
 * what a late spawn brings.
 */

import type { SettingValues, TokenCount } from '../../../../shared/backend.ts';
import { MAX_LAST_LINES } from '../../../../shared/limits.ts';
import type { HostText } from '../../../../shared/words/phrase.ts';
import { englishOf } from '../../../../shared/words/phrase.ts';
import { abortableFileChecks } from '../../files/file-checks.ts';
import type { ExitInfo } from '../../process/exit-info.ts';
import type { WorkerProcess } from '../../process/worker-process.ts';
import { asSwitchyardError } from '../backend-errors.ts';
import type {
  Adapter,
  AdapterIo,
  BackendPages,
  ChildFacts,
  FreeOptions,
  FreeResult,
  OpenAiApi,
  WorkerFacts,
} from '../backend-type.ts';
import { pagesAt } from './backend-pages.ts';
import { BesideProcesses } from './beside-processes.ts';
import { OutsideTexts, secretsOf } from './outside-texts.ts';
import { RequestTracker } from './request-tracker.ts';
import { resultOfFreeing } from './result-of-freeing.ts';
import { RunFailure } from './run-failure.ts';
import { RunInstances } from './run-instances.ts';
import { RunPorts } from './run-ports.ts';
import { type Departure, exitedBeforeReady, RunProcess, startCancelled } from './run-process.ts';
import { RunProgress } from './run-progress.ts';
import { StartAnswers } from './start-answers.ts';
import { drainRequests } from './stop/drain-requests.ts';
import { BEFORE_STOP_TIMEOUT, StopDeadline } from './stop/stop-deadline.ts';
import type { WorkerRunOptions } from './worker-run-options.ts';

/** For {@link AdapterIo.printedLines}. */
const MAX_PRINTED_LINES = 1000;

export class WorkerRun {
  #facts: WorkerFacts = {};
  readonly #options: WorkerRunOptions;
  readonly #process: RunProcess;
  readonly #beside: BesideProcesses;
  readonly #requests: RequestTracker;
  readonly #deadline: StopDeadline;
  readonly #answers: StartAnswers;
  readonly #abort = new AbortController();
  readonly #outside: OutsideTexts;
  /** Why it has failed, once that is noted. */
  readonly failure: RunFailure;
  /** How far its start has come. */
  readonly progress: RunProgress;
  readonly instances: RunInstances;
  readonly #logPosition: number;
  readonly #ports: RunPorts;
  readonly #wakeListeners: (() => void)[] = [];
  #children: readonly ChildFacts[] = [];
  #latestSettings: SettingValues;
  #adapter: Adapter | null = null;
  #startedAt: number | null = null;
  #startTime: number | null = null;
  #rejectStart: (error: Error) => void = () => {};
  #isReady = false;
  #stopping: Promise<void> | null = null;

  constructor(options: WorkerRunOptions) {
    const { backend, environment, generation, settings, type } = options;
    this.#options = options;
    this.#latestSettings = settings;
    const secrets = secretsOf(type, settings);
    this.#outside = new OutsideTexts(secrets);
    environment.maskInLog(secrets);
    this.#logPosition = environment.logPosition();
    this.progress = new RunProgress(environment, this.#outside, () => this.#changed());
    const adapter = () => (this.#isCallable ? this.#adapter : null);
    this.instances = new RunInstances(adapter, backend, this.#outside);
    this.#requests = new RequestTracker(environment.clock, () => this.#changed());
    this.#ports = new RunPorts(environment, backend, options.portMemory);
    this.#deadline = new StopDeadline(environment.clock);
    this.#answers = new StartAnswers(environment.clock, {
      log: (message) => environment.logMessage(this.#outside.message(message)),
      show: (loadStatus) => this.#update({ loadStatus }),
    });
    const { signal } = this.#abort;
    const graceMs = type.stopTimeoutMs(settings);
    const onStopDelayed = (reason: HostText) => options.listener.stopDelayed(reason);
    const spawning = { generation, backend, graceMs, environment, signal, onStopDelayed };
    this.#beside = new BesideProcesses(spawning);
    this.#process = new RunProcess({
      ...spawning,
      isReady: () => this.#isReady,
      isStopping: () => this.#isStopping,
      onSpawn: () => options.listener.changed(),
      onExit: (exit) => this.#handleExit(exit),
      onStartFailed: (error) => this.#rejectStart(error),
    });
    this.failure = new RunFailure({
      environment,
      outside: this.#outside,
      backend,
      type,
      facts: () => ({
        exit: this.#process.ownExit,
        wasReady: this.#isReady,
        port: this.port,
        program: this.#process.program,
        ...options.gpuMemory(),
      }),
      departure: () => this.departure,
      explainByEngine: (lines) => this.#adapter?.explainExit?.(lines) ?? null,
      lastLines: () => this.lastLines(),
    });
  }

  get generation(): number {
    return this.#options.generation;
  }

  /** Epoch milliseconds. */
  get startedAt(): number | null {
    return this.#startedAt;
  }

  /** As {@link startedAt}, in monotonic milliseconds. */
  get startTime(): number | null {
    return this.#startTime;
  }

  /** Epoch milliseconds of the last request; null where none was reported. */
  get lastUsedAt(): number | null {
    return this.#requests.lastUsedAt;
  }

  /** As {@link lastUsedAt}, in monotonic milliseconds. */
  get lastUse(): number | null {
    return this.#requests.lastUse;
  }

  /** See {@link RequestTracker.tokens}. */
  get tokens(): TokenCount | null {
    return this.#requests.tokens;
  }

  get inFlight(): number {
    return this.#requests.inFlight;
  }

  /** Replaced, never changed, by each update. */
  get facts(): Readonly<WorkerFacts> {
    return this.#facts;
  }

  get children(): readonly ChildFacts[] {
    return this.#children;
  }

  get worker(): WorkerProcess | null {
    return this.#process.worker;
  }

  get port(): number | null {
    return this.#process.port;
  }

  /** How the worker has exited; null while it lives. */
  get exit(): ExitInfo | null {
    return this.#process.exit;
  }

  /** Whether it can be asked to free memory and go on running. */
  get canFreeMemory(): boolean {
    return this.#adapter?.freeMemory !== undefined && (this.#adapter.canFreeMemory?.() ?? true);
  }

  /** How it is called; null while it cannot be. */
  get openAiApi(): OpenAiApi | null {
    return this.#isCallable ? (this.#adapter?.openAiApi?.() ?? null) : null;
  }

  get #isCallable(): boolean {
    return this.#isReady && !this.#isStopping && !this.exit;
  }

  /** Its own pages and the rest of its API; null while they cannot be called. */
  get pages(): BackendPages | null {
    const { address } = this.facts;
    if (!this.#isCallable || address === undefined) return null;
    const own = this.#adapter?.pages?.();
    return own === undefined ? pagesAt(address, this.#adapter?.openAiApi?.()) : own;
  }

  /** See {@link RequestTracker.begin}. */
  readonly beginRequest = (): (() => void) => this.#requests.begin();

  /** See {@link RequestTracker.countTokens}. */
  readonly countTokens = (tokens: TokenCount): void => this.#requests.countTokens(tokens);

  /** The last lines that the worker of this run has printed, oldest first. */
  lastLines(): string[] {
    return this.#options.environment.linesAfter(this.#logPosition, MAX_LAST_LINES);
  }

  /** See {@link RunProcess.departure}. */
  get departure(): Departure | null {
    return this.#process.departure;
  }

  /** Resolves when the backend is ready. @throws SwitchyardError; the caller then calls {@link stop} */
  async start(): Promise<void> {
    const { backend, environment, settings, type } = this.#options;
    const { clock } = environment;
    const timeoutMs = type.startTimeoutMs(settings);
    this.#startedAt = clock.wall();
    this.#startTime = clock.now();
    let cancelTimer: () => void = () => {};
    const timedOut = new Promise<never>((_, reject) => {
      cancelTimer = clock.setTimer(timeoutMs, () =>
        reject(this.#answers.last.timeoutError(backend, timeoutMs)),
      );
    });
    const failed = new Promise<never>((_, reject) => {
      this.#rejectStart = reject;
    });
    try {
      this.#adapter = type.createAdapter(settings, this.#createIo(timeoutMs));
      await Promise.race([this.#adapter.start(), timedOut, failed]);
      if (this.#isStopping) throw startCancelled(backend);
      // The worker may exit in the same turn in which it becomes ready. A worker that has exited is never ready.
      if (this.exit) throw exitedBeforeReady(backend, this.exit);
      this.#isReady = true;
      this.#ports.remember();
      this.#facts = { ...this.#facts, loadStatus: undefined };
      if (this.#latestSettings !== settings) this.applySettings(this.#latestSettings);
    } catch (error) {
      this.#abandonPort();
      throw this.#outside.error(this.#answers.addTo(asSwitchyardError(error, backend)));
    } finally {
      this.progress.end();
      cancelTimer();
    }
  }

  /**
   * Waits for requests in flight, asks the worker to end, then ends its processes; all within `timeoutMs` and the time that
   * the system needs to kill. Resolves when nothing of this run is left; rejects where that is not known. A later call with less time shortens the stop.
   */
  stop(timeoutMs: number): Promise<void> {
    this.#deadline.shorten(timeoutMs);
    this.#stopping ??= this.#stop().catch((error: unknown) => {
      // A later call tries it again.
      this.#stopping = null;
      throw error;
    });
    return this.#stopping;
  }

  /** @throws SwitchyardError `free_memory_failed` */
  async freeMemory(options: FreeOptions): Promise<FreeResult> {
    return await this.#free((adapter) => adapter.freeMemory?.(options));
  }

  /** @throws SwitchyardError `free_memory_failed` */
  async freeChildMemory(key: string, systemRam: boolean, signal: AbortSignal): Promise<FreeResult> {
    return await this.#free((adapter) => adapter.freeChildMemory?.(key, { systemRam, signal }));
  }

  #free(call: (adapter: Adapter) => Promise<FreeResult> | undefined): Promise<FreeResult> {
    const adapter = this.#adapter;
    return resultOfFreeing(() => (adapter ? call(adapter) : undefined), this.#options.backend, this.#outside);
  }

  /** The worker is probed, and its process checked, at once: after a sleep of the machine, or amid a request that takes long. */
  probeNow(): void {
    if (this.#isStopping) return;
    void this.worker?.recheck?.();
    for (const listener of this.#wakeListeners) listener();
  }

  /** Hands settings that need no restart to the worker: at once, or as soon as it is ready. */
  applySettings(settings: SettingValues): void {
    this.#latestSettings = settings;
    if (this.#isReady && !this.#isStopping) this.#adapter?.applySettings?.(settings);
  }

  /** A ready worker counts as stopping only when its requests in flight are answered. */
  get #isStopping(): boolean {
    return this.#abort.signal.aborted;
  }

  #createIo(timeoutMs: number): AdapterIo {
    const { backend, environment, placement, listener } = this.#options;
    return {
      backend,
      signal: this.#abort.signal,
      platform: environment.platform,
      gpuEnvironment: placement.environment,
      visibleGpus: placement.gpus,
      clock: environment.clock,
      paths: environment.paths,
      files: abortableFileChecks(environment.files, this.#abort.signal),
      serverId: environment.serverId ?? '',
      identity: environment.identity,
      waitingRequests: this.#options.waitingRequests,
      spawn: (request, respawn) => this.#process.spawn(request, respawn),
      spawnBeside: (process) => this.#beside.spawn(process),
      choosePort: (fixed = 0) => this.#ports.choose(fixed, () => this.#isStopping),
      assertPortFree: (port, advice) => environment.assertPortFree(port, backend, advice),
      countClients: async (port) => environment.countClients((await this.worker?.tree()) ?? [], port),
      waitUntilReady: (options) => {
        const { worker } = this;
        if (!worker) throw new Error('waitUntilReady was called before spawn');
        const { context } = this.#answers;
        const { signal } = this.#abort;
        return environment.waitUntilReady(options, { worker, signal, backend, timeoutMs, ...context });
      },
      printedLines: () => environment.linesAfter(this.#logPosition, MAX_PRINTED_LINES),
      log: (message) => environment.logMessage(this.#outside.message(message)),
      update: (facts) => this.#update(facts),
      reportUsage: (inFlight) => this.#requests.report(inFlight),
      reportChildren: (list) => {
        this.#children = this.#outside.children(list);
        this.#changed();
      },
      contactLost: (error, shownAs = 'idle') => {
        if (!this.#isStopping) listener.contactLost(this.#outside.error(error), shownAs);
      },
      contactFound: () => {
        if (!this.#isStopping) listener.contactFound();
      },
      onWake: (wakeListener) => void this.#wakeListeners.push(wakeListener),
    };
  }

  #update(facts: WorkerFacts): void {
    this.#facts = { ...this.#facts, ...this.#outside.facts(facts) };
    if (facts.loadStatus !== undefined) this.progress.noteStatus(englishOf(facts.loadStatus));
    this.#changed();
  }

  #changed(): void {
    if (!this.#isStopping) this.#options.listener.changed();
  }

  #handleExit(exit: ExitInfo): void {
    this.#requests.reset();
    if (!this.#isReady || this.#isStopping) return;
    this.#abandonPort();
    this.#options.listener.exited(exit);
  }

  /** Nobody asked for the end of this run, so a daemon of it may live on and listen there. */
  #abandonPort(): void {
    if (this.port !== null) this.#options.environment.abandonedPorts?.add(this.port);
  }

  async #drain(): Promise<void> {
    const { environment, listener } = this.#options;
    const adapter = this.#adapter;
    const unanswered = await drainRequests({
      clock: environment.clock,
      deadline: this.#deadline,
      requests: this.#requests,
      countInFlight: adapter?.countInFlight?.bind(adapter),
      hasExited: () => this.exit !== null,
      onCount: () => listener.changed(),
    });
    if (unanswered > 0)
      environment.logMessage(
        `The time for the stop is over, and its unanswered requests are broken off (requests: ${unanswered}).`,
      );
  }

  async #stop(): Promise<void> {
    // A start is cancelled at once. The requests in flight of a ready worker are waited for first.
    if (this.#isReady) await this.#drain();
    this.#abort.abort();
    await this.#process.settled();
    const { worker } = this;
    if (this.#isReady && !this.exit && this.#adapter?.beforeStop) {
      const asked = this.#adapter.beforeStop().catch(() => {
        // A worker that does not accept the request gets the signal next.
      });
      await this.#deadline.wait(asked, worker ? BEFORE_STOP_TIMEOUT : undefined);
    }
    await this.#beside.stop(this.#deadline.graceMs);
    if (worker) {
      this.#deadline.onShortened(() => void worker.stop({ graceMs: this.#deadline.graceMs }));
      await worker.stop({ graceMs: this.#deadline.graceMs });
      // Its last lines, which tell why it exited, may come after its exit.
      await worker.outputEnded;
    }
    this.failure.endOutput();
    this.#ports.releaseAll();
  }
}
