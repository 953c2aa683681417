/**
 * How a backend is started: it waits for a load slot, asks for admission, and starts a run. Whether and when is decided by
 * the lifecycle; what happens here goes back to it as events.
 */

import { isDeepStrictEqual } from 'node:util';
import type { SettingValues } from '../../../../shared/backend.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { explainSetting, programOf } from '../../../../shared/settings/explain-setting.ts';
import { describeSettings } from '../../../../shared/settings.ts';
import { englishOf } from '../../../../shared/words/phrase.ts';
import { joinSentences } from '../../../../shared/words/sentences.ts';
import { fieldText } from '../../../../shared/words/wire-phrases.ts';
import { waitAtMost } from '../../clock.ts';
import type { Placement } from '../../gpu/gpu-placement.ts';
import { describeVisibility } from '../../gpu/gpu-visibility.ts';
import { describeExit, type ExitInfo } from '../../process/exit-info.ts';
import { isSealed, secretNames } from '../../storage/secrets/secrets.ts';
import type { Admission, AdmissionAnswer, AdmissionResult, VramShortage } from '../admission.ts';
import { asSwitchyardError, type Failure, isPermanent, toBackendError } from '../backend-errors.ts';
import type { AnyBackendType } from '../backend-type.ts';
import { type LifecycleEvent, type LifecycleState, MAX_FAILURES } from '../lifecycle/lifecycle-state.ts';
import type { LoadSlots } from '../lifecycle/load-slots.ts';
import type { RunEnvironment } from '../run/run-environment.ts';
import type { RunListener } from '../run/run-listener.ts';
import { WorkerRun } from '../run/worker-run.ts';
import { gpuSettingOf } from './backend-edit.ts';
import { type SlotWait, slotWaitOf } from './slot-wait.ts';
import type { StoredBackend } from './stored/stored-backend.ts';
import { StoredModels } from './stored/stored-models.ts';
import { StoredPort } from './stored/stored-port.ts';
import type { UsageTracker } from './usage/backend-usage.ts';

export interface BackendStartOptions {
  stored: StoredBackend;
  usage: UsageTracker;
  slots: LoadSlots;
  admission: Admission;
  environment: RunEnvironment;
  /** See {@link AdapterIo.waitingRequests}. */
  waitingRequests: () => number;
  state: () => LifecycleState;
  dispatch: (event: LifecycleEvent) => void;
  onChange: () => void;
  /** Ends what a failed start has left; resolves when nothing of the run is left. */
  stopRun: (run: WorkerRun) => Promise<void>;
  /** An unexpected error, for the program log. */
  onFault: (error: unknown) => void;
}

/** Milliseconds after which a program that ends has not merely sent another one to the background. */
const MAX_STARTER_LIFE = 60_000;

/** Milliseconds that a restart waits at most until it is known who has what the run lacked. */
const MAX_MEASURING_TIME = 2000;

/** The result where nothing is known of GPUs, and nothing prevents the start. */
const admittedWithoutGpus: AdmissionResult = {
  placement: { gpus: [], environment: {}, chosen: [], chosenGpus: {}, messages: [] },
};

export class BackendStart {
  readonly #options: BackendStartOptions;
  #releaseSlot: () => void = () => {};
  #cancelAdmission: () => void = () => {};
  /** A person's answer to the shortage, for the start that follows. */
  #answer: AdmissionAnswer = 'none';
  #shortage: VramShortage | null = null;
  #slotWait: SlotWait | null = null;
  #admitted: AdmissionResult = admittedWithoutGpus;
  /** The present run in the log; null where none goes on. */
  #loggedRun: { run: number; startedAt: number } | null = null;
  readonly #port: StoredPort;
  readonly #models: StoredModels;

  constructor(options: BackendStartOptions) {
    this.#options = options;
    const { environment, onChange, onFault, stored, usage } = options;
    this.#models = new StoredModels(stored, onFault);
    this.#port = new StoredPort({
      stored,
      onClash: (message) => {
        environment.logMessage(message.text);
        usage.addToStart(message);
        onChange();
      },
      onFault,
    });
  }

  /** What the backend lacks, while it waits for the end of that. */
  get shortage(): VramShortage | null {
    return this.#shortage;
  }

  /** For whom it waits, while it waits for a load slot. */
  get slotWait(): SlotWait | null {
    return this.#slotWait;
  }

  /** The GPUs of the last start. */
  get placement(): Placement {
    return this.#admitted.placement;
  }

  answerShortage(answer: AdmissionAnswer): void {
    this.#answer = answer;
  }

  /** An answer holds for one start; a command of the user or the program ends it. */
  forgetAnswer(): void {
    this.#answer = 'none';
  }

  requestSlot(): void {
    const { admission, dispatch, environment, onChange, slots, state, stored } = this.#options;
    const { failures, restartReason } = state();
    this.#slotWait = null;
    this.#releaseSlot = slots.request({
      holder: stored,
      keys: admission.slotKeys(stored),
      // The first start after a crash is none that may never be ready.
      yields: failures > (restartReason === null ? 0 : 1),
      wall: () => environment.clock.wall(),
      onGranted: () => {
        this.#slotWait = null;
        const admitted = admission.admitImmediately(stored);
        this.#admitted = admitted ?? admittedWithoutGpus;
        dispatch({ kind: 'slot-granted', needsAdmission: admitted === null });
      },
      onBlocked: (blockers) => {
        this.#slotWait = slotWaitOf(blockers);
        environment.logMessage(this.#slotWait.message);
        onChange();
      },
    });
  }

  /** Gives a granted slot back, or leaves the queue for one. */
  releaseSlot(): void {
    this.#releaseSlot();
  }

  /** Asks for admission. The result comes as the event `admitted` or `not-admitted`, unless the request is cancelled. */
  requestAdmission(generation: number): void {
    const { admission, dispatch, onFault, stored } = this.#options;
    const request = new AbortController();
    const { signal } = request;
    this.#cancelAdmission = () => request.abort();
    admission
      .admit(stored, { answer: this.#answer, signal })
      .then(async (result) => {
        if (signal.aborted) return;
        if ('shortage' in result) {
          this.#waitForEndOf(result.shortage);
          dispatch({ kind: 'not-admitted', generation });
          return;
        }
        await this.#keepGpus(result.placement);
        if (signal.aborted) return;
        this.#admitted = result;
        dispatch({ kind: 'admitted', generation });
      })
      .catch((error: unknown) => {
        if (signal.aborted) return;
        if (!(error instanceof SwitchyardError)) onFault(error);
        // The start that follows fails with this error, as any other start that cannot succeed.
        this.#admitted = { ...admittedWithoutGpus, refusal: asSwitchyardError(error, stored.displayName) };
        dispatch({ kind: 'admitted', generation });
      });
  }

  cancelAdmission(): void {
    this.#cancelAdmission();
    this.#shortage = null;
  }

  /**
   * Prepares the run of a start. Null where the start is refused; the event `start-failed` then says why.
   * The caller keeps the run before it calls {@link startRun}, for the run reports changes from then on.
   */
  createRun(generation: number): WorkerRun | null {
    const { environment, state, stored, usage } = this.#options;
    const { notice, placement } = this.#admitted;
    const { failures } = state();
    this.#loggedRun = {
      run: environment.startRunInLog(
        failures > 0 ? `Starting (try ${failures + 1} of ${MAX_FAILURES}).` : 'Starting.',
      ),
      startedAt: environment.clock.now(),
    };
    this.#shortage = null;
    this.#answer = 'none';
    const message = joinSentences([...placement.messages, ...(notice === undefined ? [] : [notice])]);
    usage.resetForStart(message);
    if (message !== null) environment.logMessage(englishOf(message));
    const { type } = stored;
    const visibility = type?.gpus(stored.settings)
      ? describeVisibility(placement, environment.inherited ?? {})
      : '';
    if (visibility !== '') environment.logMessage(visibility);
    if (type) for (const note of explainSettings(type, stored.settings)) environment.logMessage(note);
    const refusal = this.#admitted.refusal ?? findRefusal(stored);
    if (refusal || !type) {
      this.#reportFailure(null, generation, toBackendError(refusal ?? unknownType(stored), {}), true);
      return null;
    }
    const run: WorkerRun = new WorkerRun({
      generation,
      type,
      settings: stored.settings,
      placement,
      backend: stored.displayName,
      gpuMemory: () => this.#options.admission.gpuMemory(stored, placement),
      environment,
      portMemory: this.#port,
      waitingRequests: this.#options.waitingRequests,
      listener: this.#listenerOf(generation, type, () => run),
    });
    return run;
  }

  startRun(run: WorkerRun): void {
    const { dispatch, environment, state, stored } = this.#options;
    const startedAt = environment.clock.now();
    run.start().then(
      () => {
        const seconds = ((environment.clock.now() - startedAt) / 1000).toFixed(1);
        // A remote that did not answer is not loading any more.
        if (state().phase === 'loading') environment.logMessage(`Ready after ${seconds} s.`);
        dispatch({ kind: 'ready', generation: run.generation });
        // The worker may have exited just before, when the backend was not yet running and ignored that.
        if (run.exit && stored.type) this.#reportExit(run, stored.type, run.exit);
      },
      (error: unknown) => void this.#failStart(run, asSwitchyardError(error, stored.displayName)),
    );
  }

  /**
   * To be called when nothing of the run is left.
   * @param run null where the start was refused before there was one @param failure null where it was told to end
   */
  endRunInLog(run: WorkerRun | null, failure: Failure | null): void {
    const logged = this.#loggedRun;
    if (!logged) return;
    this.#loggedRun = null;
    const { environment } = this.#options;
    const exit = run?.exit ?? null;
    const seconds = ((environment.clock.now() - logged.startedAt) / 1000).toFixed(1);
    environment.endRunInLog(
      logged.run,
      {
        exit: exit && describeExit(exit, run?.worker?.isForced).text,
        code: exit?.code ?? null,
        signal: exit?.signal ?? null,
        failed: failure !== null,
        diagnosis: failure?.diagnosis?.title ?? null,
      },
      `End of this run, after ${seconds} s.`,
    );
  }

  #waitForEndOf(shortage: VramShortage): void {
    const { admission, dispatch, environment, onChange, stored } = this.#options;
    this.#shortage = shortage;
    environment.logMessage(shortage.message);
    this.#cancelAdmission = admission.watchShortage(stored, {
      answer: this.#answer,
      onChange: (changed) => {
        this.#shortage = changed;
        onChange();
      },
      onRetry: () => dispatch({ kind: 'retry-admission' }),
    });
  }

  /** Remembers which GPUs the chosen numbers stand for. Where the GPUs were re-ordered, the numbers follow them. */
  async #keepGpus(placement: Placement): Promise<void> {
    const { onFault, stored } = this.#options;
    const name = gpuSettingOf(stored.type);
    if (name === undefined) return;
    const before = String(stored.settings[name] ?? '');
    const now = placement.chosen.join(',');
    if (before === now && isDeepStrictEqual(stored.record.gpu_cards ?? {}, placement.chosenGpus)) return;
    try {
      await stored.update((record) => {
        if (Object.keys(placement.chosenGpus).length > 0) record.gpu_cards = { ...placement.chosenGpus };
        if (before === now || (record.settings[name] ?? before) !== before) return;
        record.settings[name] = now;
        record.modcount++;
      });
    } catch (error) {
      // The worker starts on the right GPU all the same, and the next start tries to save it again.
      onFault(error);
    }
  }

  #listenerOf(generation: number, type: AnyBackendType, runOf: () => WorkerRun): RunListener {
    const { dispatch, onChange, usage } = this.#options;
    return {
      changed: () => {
        // It is in use again, so what was done to its memory before is past.
        if (runOf().inFlight > 0) usage.clearMemoryNotice();
        this.#models.remember(runOf().facts);
        onChange();
      },
      exited: (exit) => this.#reportExit(runOf(), type, exit),
      contactLost: (error, shownAs) =>
        dispatch({ kind: 'contact-lost', generation, error: toBackendError(error, {}), shownAs }),
      contactFound: () => dispatch({ kind: 'contact-found', generation }),
      stopDelayed: (reason) => dispatch({ kind: 'stop-delayed', generation, reason }),
    };
  }

  #reportExit(run: WorkerRun, type: AnyBackendType, exit: ExitInfo): void {
    const { dispatch, environment, stored } = this.#options;
    const backend = stored.displayName;
    // One that counts as ready while its process lives.
    const isShort = environment.clock.now() - (run.startTime ?? 0) < MAX_STARTER_LIFE;
    const advice = isShort ? (run.departure?.advice ?? null) : null;
    const error =
      advice === null
        ? new SwitchyardError('crashed', { backend, reason: describeExit(exit) })
        : new SwitchyardError('went_to_background', { backend, advice, left: '' });
    run.failure.note(error);
    dispatch({
      kind: 'exited',
      generation: run.generation,
      // Why is found out while its processes end: the next start waits for that anyway.
      error: toBackendError(error, { lastLines: run.lastLines(), exit }),
      // The present settings count: this one may have changed since the start.
      autoRestart: !isPermanent(error) && type.autoRestart(stored.settings),
    });
  }

  async #failStart(run: WorkerRun, failure: SwitchyardError): Promise<void> {
    const { onFault, state, stopRun } = this.#options;
    // A stop has cancelled the start; it reports the end of the run.
    if (state().phase !== 'loading' || state().generation !== run.generation) return;
    if (failure.code === 'start_failed' && failure.cause) onFault(failure.cause);
    await stopRun(run);
    this.#port.noteFailure({ port: run.port, message: failure.message, lastLines: run.lastLines() });
    run.failure.note(failure);
    await this.measureFor(run);
    // Only now, for the lines that tell why the worker exited may come after its exit.
    const described = run.failure.describe();
    if (described) this.#reportFailure(run, run.generation, described.failure, described.isPermanent);
  }

  /** To be called when a failed run is gone: its diagnosis may tell who has the memory or the port that it lacked. */
  async measureFor(run: WorkerRun): Promise<void> {
    const { admission, environment } = this.#options;
    const { readsGpuMemory = false, blockedPort = null } = run.failure.describe() ?? {};
    if (!readsGpuMemory && blockedPort === null) return;
    const measured =
      blockedPort === null ? admission.measureMemory() : run.failure.findPortOwner(blockedPort);
    await waitAtMost(environment.clock, MAX_MEASURING_TIME, measured);
    run.failure.renew();
  }

  #reportFailure(run: WorkerRun | null, generation: number, error: Failure, permanent: boolean): void {
    const { dispatch, environment } = this.#options;
    environment.logMessage(`The start failed: ${error.message}`);
    this.endRunInLog(run, error);
    dispatch({ kind: 'start-failed', generation, error, permanent });
  }
}

/** What of the settings will not do what their author may expect, a line for each of them. */
function explainSettings({ settings: shape }: AnyBackendType, values: SettingValues): string[] {
  const fields = describeSettings(shape);
  const program = programOf(fields, (name) => values[name]);
  return fields.flatMap((info) => {
    const explanation = explainSetting(info, values[info.name], program);
    return explanation === null ? [] : `${info.label}: ${englishOf(explanation)}`;
  });
}

/** Why a backend cannot be started, where only the user can change that. */
function findRefusal(stored: StoredBackend): SwitchyardError | null {
  const { displayName: backend, settings, type } = stored;
  if (!type) return unknownType(stored);
  const unreadable = secretNames(type.settings).find((name) => isSealed(settings[name]));
  if (unreadable === undefined) return null;
  const info = type.settings[unreadable]?.info;
  const name = info === undefined ? unreadable : fieldText(info, 'label');
  return new SwitchyardError('secret_unreadable', { backend, name });
}

const unknownType = ({ displayName: backend, record }: StoredBackend): SwitchyardError =>
  new SwitchyardError('unknown_type_in_store', { backend, type: record.type });
