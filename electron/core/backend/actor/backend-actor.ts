/**
 * The actor of one backend: a mailbox that decides commands one after another, and the state of the lifecycle. Slow work
 * (start, stop) runs outside, in backend-effects.ts, and comes back as an event with the generation of its start.
 *
 * Invariant: only this file writes the phase of a backend, and only through `transition`.
 */
import type { FullBackend, SettingValues } from '../../../../shared/backend.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { changeNeedsRestart } from '../../../../shared/settings.ts';
import { englishOf, type HostText } from '../../../../shared/words/phrase.ts';
import type { WorkerProcess } from '../../process/worker-process.ts';
import type { BackendRecord, StoreDocument } from '../../storage/store-document.ts';
import type { AnyBackendType, ChildFacts, FreeOptions, FreeResult, JobCount } from '../backend-type.ts';
import { childrenOf, viewOfChild } from '../child-backends.ts';
import type { CommonSettings } from '../common-settings.ts';
import { CommandQueue } from '../lifecycle/command-queue.ts';
import { EventQueue } from '../lifecycle/event-queue.ts';
import { transition } from '../lifecycle/lifecycle.ts';
import {
  COMMAND_EVENTS,
  hasStopProblem,
  initialState,
  isLive,
  type LifecycleEvent,
  type LifecycleState,
  START_EVENTS,
} from '../lifecycle/lifecycle-state.ts';
import { StateWaiters } from '../lifecycle/state-waiters.ts';
import type { UsableRun } from '../run/usable-run.ts';
import type { ActorOptions, ToggleOptions } from './actor-options.ts';
import { type EditRequest, editStored } from './backend-edit.ts';
import { BackendEffects } from './backend-effects.ts';
import { mayRestart, switchOf } from './backend-switch.ts';
import { CrashHistory } from './crash-history.ts';
import { StoredBackend } from './stored/stored-backend.ts';
import { BackendActivity } from './usage/backend-activity.ts';
import { BackendDemand } from './usage/backend-demand.ts';
import { countJobs, type UsageTracker } from './usage/backend-usage.ts';
import { CachedView } from './view/cached-view.ts';
import { LiveInputs } from './view/live-inputs.ts';

export class BackendActor {
  /** Its starts on request. */
  readonly demand: BackendDemand;
  /** What is recorded of it. */
  readonly activity: BackendActivity;
  readonly #options: ActorOptions<BackendActor>;
  readonly #stored: StoredBackend;
  readonly #effects: BackendEffects;
  readonly #view = new CachedView();
  readonly #viewInputs: LiveInputs;
  readonly #crashes: CrashHistory;
  readonly #commands = new CommandQueue(() => this.id);
  #state: LifecycleState;
  readonly #events = new EventQueue((event) => this.#handle(event));
  readonly #waiters = new StateWaiters();
  #isQuitting = false;

  constructor(options: ActorOptions<BackendActor>) {
    this.#options = options;
    this.#state = initialState(options.record.enabled);
    this.#stored = new StoredBackend(options);
    this.#crashes = new CrashHistory({
      clock: options.environment.clock,
      onForgotten: () => this.#changed(),
    });
    this.activity = new BackendActivity({
      stored: this.#stored,
      clock: options.environment.clock,
      record: options.recordActivity,
    });
    this.demand = new BackendDemand({
      activity: this.activity,
      stored: this.#stored,
      environment: options.environment,
      facts: this,
      command: (decide) => this.#commands.post(decide),
      dispatch: (event) => this.#dispatch(event),
      waitFor: (isReached) => this.#waiters.wait(this.#state, isReached),
      onWaiting: () => this.#effects.run?.instances.noteDemand(),
      onChange: () => this.#changed(),
    });
    this.#effects = new BackendEffects({
      ...options,
      stored: this.#stored,
      waitingRequests: () => this.demand.waitingAnywhere,
      state: () => this.#state,
      dispatch: (event) => this.#dispatch(event),
      onChange: () => this.#changed(),
      onRemoved: () => options.onRemoved(this),
    });
    this.#viewInputs = new LiveInputs({
      actor: this,
      stored: this.#stored,
      effects: this.#effects,
      demand: this.demand,
      crashHistory: this.#crashes,
      clock: options.environment.clock,
    });
  }

  get usage(): UsageTracker {
    return this.#effects.usage;
  }

  get id(): number {
    return this.#stored.id;
  }

  get type(): AnyBackendType | undefined {
    return this.#stored.type;
  }

  get record(): Readonly<BackendRecord> {
    return this.#stored.record;
  }

  get state(): LifecycleState {
    return this.#state;
  }

  get name(): string {
    return this.#stored.name;
  }

  get displayName(): string {
    return this.#stored.displayName;
  }

  /** Why its last change is in memory alone; null where it is on disk. See {@link StoredBackend.unsavedReason}. */
  get unsavedReason(): HostText | null {
    return this.#stored.unsavedReason;
  }

  get settings(): SettingValues {
    return this.#stored.settings;
  }

  get commonSettings(): CommonSettings {
    return this.#stored.commonSettings;
  }

  get worker(): WorkerProcess | null {
    return this.#effects.run?.worker ?? null;
  }

  /** UUIDs of the GPUs that its live worker may see; empty where none are known. */
  get gpuUuids(): readonly string[] {
    return this.#effects.run ? this.#effects.start.placement.gpus.map(({ uuid }) => uuid) : [];
  }

  /** See {@link UsageTracker.lastUse}. */
  get lastUse(): number | null {
    return this.usage.lastUse(this.#effects.run);
  }

  /** Its live worker, as others may use it; null where there is none. */
  get run(): UsableRun | null {
    return this.#effects.run;
  }

  /** Requests to its worker that are not answered yet, as far as they are known. */
  get inFlight(): number {
    return this.#effects.run?.inFlight ?? 0;
  }

  /** What its worker has to do, requests that wait in the gateway included. */
  get jobs(): JobCount {
    const { run } = this.#effects;
    const { running, waiting } =
      this.#state.phase === 'running' && run
        ? countJobs(run, run.facts.maxUsages ?? this.type?.maxUsages(this.settings))
        : { running: 0, waiting: 0 };
    return { running, waiting: waiting + this.demand.waiting };
  }

  /** Settles when a deletion under way has ended; null when there is none. */
  get deletion(): Promise<void> | null {
    return this.#commands.deletion;
  }

  /** The backends of the instance it is connected to, until it is stopped. */
  get children(): readonly ChildFacts[] {
    return (this.#effects.run && this.#state.phase !== 'stopping' && this.#effects.run.children) || [];
  }

  /** Starts the backend where it is enabled. Called once, when the program has started. */
  start(): void {
    // A write that fails is tried again with the next change; the card and the worker have the moved secret all the same.
    void this.#stored.separateOnDisk().catch(this.#options.onFault);
    if (this.record.enabled) this.#dispatch(this.demand.enableEvent);
  }

  /**
   * Where it is disabled, resolves once the process is gone, once its end is known to take long, or when the backend was
   * enabled again. @returns false if nothing changed
   */
  async toggle(
    enabled: boolean,
    { notice, scheduledAt, onlyIf = () => true }: ToggleOptions = {},
  ): Promise<boolean> {
    const { environment } = this.#options;
    const changed = await this.#commands.post(async () => {
      if (!onlyIf(this)) return false;
      const changes = this.record.enabled !== enabled;
      if (!changes && scheduledAt === undefined) return false;
      const change = switchOf({ enabled, changes, notice, scheduledAt, clock: environment.clock });
      if (changes && !enabled) await this.#stored.switchOff(change);
      else await this.#stored.update(change);
      if (!changes) return false;
      this.activity.switched(enabled);
      if (notice !== undefined) environment.logMessage(englishOf(notice));
      this.#dispatch(enabled ? this.demand.enableEvent : { kind: 'disable' });
      return true;
    });
    if (!enabled)
      await this.#waiters.wait(
        this.#state,
        (state) => state.phase !== 'stopping' || state.enabled || hasStopProblem(state),
      );
    return changed;
  }

  /** Applies an edit, on disk first. The live worker is kept where nothing that needs a restart has changed. */
  edit(request: EditRequest): Promise<void> {
    return this.#commands.post(async () => {
      const now = this.#options.environment.clock.wall();
      const earlier = this.activity.editedFacts;
      const { type, before, after, moved } = await editStored(this.#stored, request, now);
      this.activity.edited(earlier);
      for (const { text } of moved) this.#options.environment.logMessage(text);
      const needsRestart = changeNeedsRestart(type.settings, before, after);
      if (this.#state.phase === 'sleeping') {
        // It stays asleep, unless it is not started on demand any more or what it serves has to be learnt.
        this.#dispatch(this.demand.enableEvent);
      } else if (this.#state.phase === 'errored' || needsRestart) this.#dispatch({ kind: 'restart' });
      else this.#effects.applySettings(after);
      this.#changed();
    });
  }

  /** Marks the switches of a new schedule before that moment as done. @param from epoch milliseconds */
  skipScheduleBefore(from: number): Promise<void> {
    return this.#commands.post(() =>
      this.#stored.update((record) => {
        record.schedule_done ??= from;
      }),
    );
  }

  /** @param tags already normalised. The worker and `modcount`, which counts changes of the settings, are left alone. */
  tag(tags: string[]): Promise<void> {
    return this.#commands.post(async () => {
      const earlier = this.activity.editedFacts;
      await this.#stored.update((record) => {
        record.tags = tags;
      });
      this.activity.edited(earlier);
      this.#changed();
    });
  }

  /** Adopts a position that is on disk already. */
  adoptPosition(position: number | undefined): void {
    if (this.#stored.adoptPosition(position)) this.#changed();
  }

  /**
   * Restarts it where it is running or errored, or where its worker runs here and does not answer. One that is not set up yet
   * is left alone, as by SwarmUI, where its status is `disabled`.
   * @param isNamed it was asked for by its ID, so it is started again while it loads, and started where it sleeps. @returns whether it is restarted
   */
  restart(isNamed: boolean): Promise<boolean> {
    return this.#commands.post(() => {
      const runsHere = this.commonSettings.contactTimeout !== null;
      if (!mayRestart(this.#state, { isNamed, runsHere })) return false;
      this.activity.restarted();
      this.#dispatch({ kind: 'restart' });
      return true;
    });
  }

  /**
   * A person's answer to the shortage that the backend waits with. One that ran out of graphics memory is started again
   * with room. @throws SwitchyardError `no_room_awaited`
   */
  answerShortage(answer: 'make-room' | 'anyway'): Promise<void> {
    return this.#commands.post(() => {
      const ranOut = this.#crashes.offersRoom || this.view().diagnosis?.action?.kind === 'make_room';
      if (this.#state.waitingFor === 'answer') {
        this.activity.noteCommand();
        this.#effects.start.answerShortage(answer);
        this.#dispatch({ kind: 'retry-admission' });
      } else if (ranOut && answer === 'make-room') this.#dispatch({ kind: 'restart', freesMemory: true });
      else throw new SwitchyardError('no_room_awaited', { backend: this.displayName });
    });
  }

  /** @throws SwitchyardError `nothing_to_retry` */
  retryNow(): Promise<void> {
    return this.#commands.post(() => {
      if (this.#state.waitingFor !== 'retry')
        throw new SwitchyardError('nothing_to_retry', { backend: this.displayName });
      this.activity.noteCommand();
      this.#dispatch({ kind: 'retry-now' });
    });
  }

  /**
   * Removes the backend: first on disk, then its process. Resolves when both are gone, or once the end of the process is
   * known to take long: the backend is then listed until it is gone. A second call joins the first.
   * Commands that come later are refused with `invalid_backend_id`.
   */
  delete(remember: (document: StoreDocument, record: BackendRecord) => void): Promise<void> {
    return this.#commands.delete(async () => {
      await this.#stored.remove(remember);
      this.activity.deleted();
      this.#dispatch({ kind: 'delete' });
      await this.#waiters.wait(this.#state, (state) => state.phase === 'removed' || hasStopProblem(state));
    });
  }

  /**
   * Ends the process because the program shuts down; what the user wants is kept. Resolves when the process is gone,
   * or once its end is known to take long.
   * @param graceMs where that is less than its own time-out; a later call with less shortens a stop under way
   */
  async quit(graceMs = Number.POSITIVE_INFINITY): Promise<void> {
    this.#isQuitting = true;
    this.#effects.limitStop(graceMs);
    this.activity.noteCommand();
    this.#dispatch({ kind: 'quit' });
    if (this.#state.phase === 'stopping') this.#effects.shortenStop();
    await this.#waiters.wait(this.#state, (state) => !isLive(state) || hasStopProblem(state));
  }

  /**
   * To be called when the machine wakes up. A retry that was waited for comes at once, for its delay may have stood still
   * during the sleep, and a live worker is probed.
   */
  resumeAfterSleep(): void {
    if (this.#state.waitingFor === 'retry') {
      this.#effects.perform({ kind: 'cancel-retry' });
      this.#dispatch({ kind: 'retry-due' });
    }
    this.#effects.run?.probeNow();
  }

  /** Null where it is not running. It bypasses the mailbox, so that it does not wait for a slow command. */
  async freeMemory(options: FreeOptions): Promise<FreeResult | null> {
    if (this.#state.phase !== 'running' || !this.#effects.run) return null;
    return await this.#effects.run.freeMemory(options);
  }

  /** Null where it is not running. */
  async freeChildMemory(key: string, systemRam: boolean, signal: AbortSignal): Promise<FreeResult | null> {
    if (this.#state.phase !== 'running' || !this.#effects.run) return null;
    return await this.#effects.run.freeChildMemory(key, systemRam, signal);
  }

  /** Shows on the card, and in the log, what was done to its memory. */
  showMemoryNotice(message: HostText): void {
    this.usage.setMemoryNotice(message);
    this.activity.memoryFreed(message);
    this.#options.environment.logMessage(englishOf(message));
    this.#changed();
  }

  /** The backend as it is on the wire, with its secrets masked: the same object until something has changed. */
  view(): FullBackend {
    return this.#view.get(this.#viewInputs, () => childrenOf(this, this.#options.childIds).map(viewOfChild));
  }

  #dispatch(event: LifecycleEvent): void {
    // A command that was under way when the shutdown began changes what is on disk, but starts nothing any more.
    if (this.#isQuitting && START_EVENTS.has(event.kind)) return;
    if (!this.#events.handleAll(event)) return;
    this.#waiters.settle(this.#state);
    this.#changed();
  }

  #handle(event: LifecycleEvent): void {
    if (COMMAND_EVENTS.has(event.kind)) this.#effects.start.forgetAnswer();
    if (event.kind === 'restart' && event.freesMemory) this.#effects.start.answerShortage('free-all');
    const before = this.#state;
    const { state, effects } = transition(before, event);
    this.#crashes.note(event, before, state);
    this.#state = state;
    this.activity.observe(event, before, state);
    this.demand.noteState(state);
    for (const effect of effects) this.#effects.perform(effect);
  }

  #changed(): void {
    this.#options.onChange(this);
  }
}
