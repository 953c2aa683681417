/**
 * Performs the effects of a backend's lifecycle: it starts and stops the runs and keeps the timers. It decides nothing; what
 * happens goes back to the actor as events. Invariant: a backend has one run at most.
 */
import type { SettingValues } from '../../../../shared/backend.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { toBackendError } from '../backend-errors.ts';
import { type LifecycleEffect, MAX_FAILURES } from '../lifecycle/lifecycle-state.ts';
import { retryDelay } from '../lifecycle/restart-policy.ts';
import { RestartTimers } from '../lifecycle/restart-timers.ts';
import type { WorkerRun } from '../run/worker-run.ts';
import { BackendStart, type BackendStartOptions } from './backend-start.ts';
import { BackendStop } from './backend-stop.ts';
import { UsageTracker } from './usage/backend-usage.ts';

export interface BackendEffectsOptions extends Omit<BackendStartOptions, 'usage' | 'stopRun'> {
  /** From 0 to 1, for the jitter of the back-off. */
  random: () => number;
  /** The backend is deleted and its process is gone. */
  onRemoved: () => void;
}

export class BackendEffects {
  readonly usage: UsageTracker;
  readonly start: BackendStart;
  readonly #stop: BackendStop;
  readonly #timers: RestartTimers;
  readonly #options: BackendEffectsOptions;
  #run: WorkerRun | null = null;

  constructor(options: BackendEffectsOptions) {
    const { dispatch, stored, onFault } = options;
    const { clock } = options.environment;
    this.#options = options;
    this.usage = new UsageTracker(clock);
    this.#timers = new RestartTimers(clock);
    this.#stop = new BackendStop({
      stored,
      clock,
      onFault,
      onFailed: ({ generation }, reason) => dispatch({ kind: 'stop-delayed', generation, reason }),
    });
    this.start = new BackendStart({
      ...options,
      usage: this.usage,
      stopRun: (run) => this.#stopRun(run),
    });
  }

  get run(): WorkerRun | null {
    return this.#run;
  }

  /** When it is started again after a crash, in epoch milliseconds; null where it is not. */
  get retryAt(): number | null {
    return this.#timers.retryAt;
  }

  /** When a stop that is under way is forced, in epoch milliseconds; null where none is. */
  get forceStopAt(): number | null {
    return this.#stop.forceStopAt;
  }

  perform(effect: LifecycleEffect): void {
    const { dispatch, onRemoved } = this.#options;
    switch (effect.kind) {
      case 'request-slot':
        this.start.requestSlot();
        return;
      case 'release-slot':
        this.start.releaseSlot();
        return;
      case 'request-admission':
        this.start.requestAdmission(effect.generation);
        return;
      case 'cancel-admission':
        this.start.cancelAdmission();
        return;
      case 'start':
        this.#startRun(effect.generation);
        return;
      case 'stop':
        this.#stopGeneration(effect.generation);
        return;
      case 'schedule-retry':
        this.#scheduleRetry(effect.failures);
        return;
      case 'cancel-retry':
        this.#timers.cancelRetry();
        return;
      case 'watch-stability':
        this.#timers.watchStability(() => dispatch({ kind: 'stable', generation: effect.generation }));
        return;
      case 'watch-silence':
        this.#watchSilence(effect.generation);
        return;
      case 'cancel-silence':
        this.#timers.cancelSilence();
        return;
      case 'removed':
        onRemoved();
        return;
    }
  }

  /** Hands settings that need no restart to the run. A limit that they change counts from now on. */
  applySettings(settings: SettingValues): void {
    this.#run?.applySettings(settings);
    const { phase, generation } = this.#options.state();
    if (phase === 'idle') this.#watchSilence(generation);
  }

  /** Limits every stop from now on to `ms` milliseconds, where that is less than before. */
  limitStop(ms: number): void {
    this.#stop.limit(ms);
  }

  /** Applies a limit that became shorter to the stop that is under way. */
  shortenStop(): void {
    if (this.#run) this.#stop.shorten(this.#run);
  }

  #scheduleRetry(failures: number): void {
    const { dispatch, environment, random } = this.#options;
    const delay = retryDelay(failures, random());
    environment.logMessage(
      `Next try in ${(delay / 1000).toFixed(1)} s (try ${failures + 1} of ${MAX_FAILURES}).`,
    );
    this.#timers.scheduleRetry(delay, () => dispatch({ kind: 'retry-due' }));
  }

  #watchSilence(generation: number): void {
    const { dispatch, state, stored } = this.#options;
    const { contactTimeout } = stored.commonSettings;
    const mayRestart = contactTimeout !== null && stored.type?.autoRestart(stored.settings) === true;
    const limitMs = mayRestart ? contactTimeout : Number.POSITIVE_INFINITY;
    this.#timers.watchSilence(limitMs, () => {
      const backend = stored.displayName;
      const reason = state().error?.message ?? 'the reason is not known';
      const error = new SwitchyardError('unresponsive', { backend, seconds: limitMs / 1000, reason });
      this.#run?.failure.note(error);
      const failure = this.#run?.failure.describe()?.failure ?? toBackendError(error, {});
      dispatch({ kind: 'unresponsive', generation, error: failure });
    });
  }

  #startRun(generation: number): void {
    const run = this.start.createRun(generation);
    if (!run) return;
    this.#run = run;
    this.usage.resources = {};
    this.start.startRun(run);
  }

  #stopGeneration(generation: number): void {
    const { dispatch, environment } = this.#options;
    this.#timers.cancelStability();
    this.#timers.cancelSilence();
    const run = this.#run;
    if (!run) {
      dispatch({ kind: 'gone', generation });
      return;
    }
    if (!run.exit) {
      environment.logMessage('Stopping.');
      this.#stop.announce();
    }
    void this.#stopRun(run).then(async () => {
      await this.start.measureFor(run);
      const { failure } = run.failure.describe() ?? {};
      this.start.endRunInLog(run, failure ?? null);
      dispatch({ kind: 'gone', generation, ...(failure && { failure }) });
    });
  }

  /** Resolves when nothing of the run is left. */
  async #stopRun(run: WorkerRun): Promise<void> {
    await this.#stop.stop(run);
    this.usage.keepLastUse(run);
    if (this.#run !== run) return;
    this.#run = null;
    this.#stop.reset();
    this.usage.resources = {};
  }
}
