/**
 * One backend: mailbox + transition + effects. Only this file writes a backend's phase, and it does so only through
 * `transition`. Commands are decided quickly, one after another; slow work (start, stop) runs outside and comes back as
 * an event with its generation.
 */
import { isDeepStrictEqual } from 'node:util';
import type { BackendError, BackendNotice, FullBackend, SettingValues } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { edgesAround } from '../../../shared/schedule.ts';
import {
  changeNeedsRestart,
  defaultSettings,
  maskSettings,
  mergeSettings,
} from '../../../shared/settings.ts';
import { sumOfShares } from '../gpu/vram-shares.ts';
import { describeExit, type ExitInfo } from '../process/exit-info.ts';
import { assertSecretsStay } from '../storage/bound-secrets.ts';
import { isSealed, secretNames } from '../storage/secrets.ts';
import type { BackendRecord, Store, StoreDocument } from '../storage/store.ts';
import type { Admission, AdmissionResult, VramShortage } from './admission.ts';
import { asSwitchyardError, isPermanent, toBackendError } from './backend-errors.ts';
import type { AnyBackendType, ChildFacts, FreeResult } from './backend-type.ts';
import { type ChildNumbers, childrenOf, viewOfChild } from './child-backends.ts';
import { type CommonSettings, commonSettings } from './common-settings.ts';
import {
  FAILURE_LIMIT,
  isLive,
  type LifecycleEffect,
  type LifecycleEvent,
  type LifecycleState,
  restingState,
  statusOf,
  transition,
} from './lifecycle/lifecycle.ts';
import type { LoadSlots } from './lifecycle/load-slots.ts';
import { Mailbox } from './lifecycle/mailbox.ts';
import { retryDelay, STABILITY_WINDOW } from './lifecycle/restart-policy.ts';
import { timeSince } from './relative-time.ts';
import { type RunEnvironment, WorkerRun } from './worker-run.ts';

/** What a live worker uses, as sampled from outside. */
export interface ResourceUsage {
  ramBytes?: number;
  cpuPercent?: number;
  /** By card; not there where the driver does not tell. */
  vram?: ReadonlyMap<string, number>;
}

export interface ActorOptions {
  record: BackendRecord;
  /** Undefined where this version does not know the type of a stored backend. */
  type: AnyBackendType | undefined;
  store: Store;
  slots: LoadSlots;
  childNumbers: ChildNumbers;
  environment: RunEnvironment;
  preparation: Admission;
  /** From 0 to 1, for the jitter of the back-off. */
  random: () => number;
  onChange: (actor: BackendActor) => void;
  /** Its process is gone and so is the backend. */
  onRemoved: (actor: BackendActor) => void;
  /** A fault of ours, for the program log. */
  onFault: (error: unknown) => void;
}

export interface EditRequest {
  title?: string;
  /** What was sent, not yet checked. */
  settings: Record<string, unknown>;
  newId?: number;
}

/** Milliseconds a stop takes at most where the type of the backend is unknown; it has no process then. */
const DEFAULT_STOP_TIMEOUT = 10_000;

/** Events after which a worker would be started. */
const BEGINNINGS: ReadonlySet<LifecycleEvent['kind']> = new Set([
  'enable',
  'restart',
  'retry-now',
  'retry-due',
]);

const isWish = ({ kind }: LifecycleEvent): boolean =>
  kind === 'enable' || kind === 'disable' || kind === 'restart' || kind === 'quit' || kind === 'delete';

/** Nothing is known of cards, and nothing stands in the way. */
const unprepared: AdmissionResult = {
  placement: { gpus: [], environment: {}, chosen: [], cards: {}, remarks: [] },
};

/** The setting that names the cards. */
const gpuSetting = (type: AnyBackendType | undefined): string | undefined =>
  Object.entries(type?.settings ?? {}).find(([, { info }]) => info.format === 'gpu-list')?.[0];

export class BackendActor {
  readonly type: AnyBackendType | undefined;
  usage: ResourceUsage = {};

  #record: BackendRecord;
  /** Derived from the record; null until asked for. */
  #settings: SettingValues | null = null;
  #state: LifecycleState;
  #run: WorkerRun | null = null;
  #lastUsedAt: number | null = null;
  #retryAt: number | null = null;
  #forceStopAt: number | null = null;
  #cancelRetry: () => void = () => {};
  #cancelStability: () => void = () => {};
  #releaseSlot: () => void = () => {};
  #leaveRoom: () => void = () => {};
  /** What it lacks to start, while it waits for that. */
  #lack: VramShortage | null = null;
  /** A person's answer to that, for the start that follows. */
  #answer: 'none' | 'make-room' | 'anyway' = 'none';
  #prepared: AdmissionResult = unprepared;
  #memoryNotice: BackendNotice | null = null;
  /** Epoch milliseconds at which its processes were last seen computing. */
  #lastBusyAt: number | null = null;
  /** How many see to it that work is not counted now. */
  #pauses = 0;
  /** Derived from the settings; null until asked for. */
  #rules: CommonSettings | null = null;
  #deleting: Promise<void> | null = null;
  #isQuitting = false;
  /** Milliseconds a stop may take, whatever the type says. */
  #longestStop = Number.POSITIVE_INFINITY;
  #events: LifecycleEvent[] = [];
  #processing = false;
  #waiters: { until: (state: LifecycleState) => boolean; resolve: () => void }[] = [];
  readonly #mailbox = new Mailbox();
  readonly #options: ActorOptions;

  constructor(options: ActorOptions) {
    this.#options = options;
    this.#record = options.record;
    this.type = options.type;
    this.#state = restingState(options.record.enabled);
  }

  get id(): number {
    return this.#record.id;
  }

  get record(): Readonly<BackendRecord> {
    return this.#record;
  }

  get state(): LifecycleState {
    return this.#state;
  }

  /** How the backend is called in words. */
  get displayName(): string {
    return this.#record.title === ''
      ? `Backend ${this.id} (${this.type?.name ?? this.#record.type})`
      : `Backend ${this.id} "${this.#record.title}"`;
  }

  /** The settings complete and coerced; a stored value that this version cannot use gives way to the default. */
  get settings(): SettingValues {
    this.#settings ??= this.#effectiveSettings();
    return this.#settings;
  }

  #effectiveSettings(): SettingValues {
    if (!this.type) return this.#record.settings;
    let settings: SettingValues = defaultSettings(this.type.settings);
    const secrets = secretNames(this.type.settings);
    for (const [name, value] of Object.entries(this.#record.settings)) {
      if (secrets.includes(name) && isSealed(value)) {
        // No value of the user's: what it must look like says nothing about it.
        settings = { ...settings, [name]: value };
        continue;
      }
      try {
        settings = mergeSettings(this.type.settings, this.type.id, settings, { [name]: value });
      } catch {
        // A value of an older or newer version: it stays on disk, and the worker gets the default.
      }
    }
    return settings;
  }

  get worker() {
    return this.#run?.worker ?? null;
  }

  get commonSettings(): CommonSettings {
    this.#rules ??= commonSettings(this.settings);
    return this.#rules;
  }

  /** Whether it can be asked to free memory and go on running. */
  get canFreeMemory(): boolean {
    return this.#run?.canFreeMemory ?? false;
  }

  /** Graphics memory by the engine's own word, of a live worker. */
  get vramByEngine(): number | undefined {
    return this.#run?.facts.vramBytes;
  }

  /** UUIDs of the cards that its live worker may see; empty where nothing is known of cards. */
  get gpuUuids(): readonly string[] {
    return this.#run ? this.#prepared.placement.gpus.map(({ uuid }) => uuid) : [];
  }

  /** Epoch milliseconds of what counts as its last use: a request, work of its processes, or its start; null while it is off. */
  get lastUse(): number | null {
    const run = this.#run;
    if (!run || run.startedAt === null) return null;
    return Math.max(run.startedAt, run.lastUsedAt ?? 0, this.#lastBusyAt ?? 0);
  }

  /** Its processes were seen computing. */
  noteWork(): void {
    if (this.#pauses === 0) this.#lastBusyAt = this.#options.environment.clock.wall();
  }

  /** What its processes do until the function that is returned is called is our doing, and no use of it. */
  pauseWork(): () => void {
    this.#pauses++;
    return () => {
      this.#pauses--;
    };
  }

  /** Puts something that was done to its memory on the card. */
  noteMemory(message: string): void {
    this.#memoryNotice = this.#notice(message);
    this.#options.environment.logMessage(message);
    this.#changed();
  }

  #notice(message: string): BackendNotice {
    return { at: new Date(this.#options.environment.clock.wall()).toISOString(), message };
  }

  /** Requests that the worker has told of and that are not answered yet. */
  get inFlight(): number {
    return this.#run?.inFlight ?? 0;
  }

  // --- commands -----------------------------------------------------------------------------------------------------

  /** Called once after the program started. */
  begin(): void {
    if (this.#record.enabled) this.#dispatch({ kind: 'enable' });
  }

  /**
   * @param by who switches it, where that is not a person: why, for the card, and the switch of its schedule, where it is that
   * @returns false if nothing changed. Resolves, for off, once the process is gone or a later command wants it on again.
   */
  async toggle(enabled: boolean, by: { why?: string; scheduleEdge?: number } = {}): Promise<boolean> {
    const changed = await this.#command(async () => {
      const changes = this.#record.enabled !== enabled;
      if (!changes && by.scheduleEdge === undefined) return false;
      await this.#persist((record) => {
        record.enabled = enabled;
        if (by.scheduleEdge !== undefined) record.schedule_done = by.scheduleEdge;
        if (!changes) return;
        if (enabled || by.why === undefined) delete record.off_notice;
        else record.off_notice = this.#notice(by.why);
      });
      if (!changes) return false;
      if (by.why !== undefined) this.#options.environment.logMessage(by.why);
      this.#dispatch({ kind: enabled ? 'enable' : 'disable' });
      return true;
    });
    if (!enabled) await this.#until((state) => state.phase !== 'stopping' || state.enabled);
    return changed;
  }

  /** Applies an edit, on disk first. The live worker is kept where nothing that needs a restart has changed. */
  edit(request: EditRequest): Promise<void> {
    return this.#command(async () => {
      const type = this.type;
      if (!type) throw new SwitchyardError('invalid_backend_type', { type: this.#record.type });
      const before = this.settings;
      const after = mergeSettings(type.settings, type.id, before, request.settings);
      const cardSetting = gpuSetting(type) ?? '';
      assertSecretsStay(type.settings, before, after, request.settings);
      await this.#persist((record, document) => {
        if (request.newId !== undefined && request.newId !== record.id) {
          if (document.backends.some((other) => other.id === request.newId))
            throw new SwitchyardError('backend_id_in_use', { id: request.newId });
          record.id = request.newId;
          document.next_id = Math.max(document.next_id, request.newId + 1);
        }
        if (request.title !== undefined) record.title = request.title;
        // A new schedule begins with its next switch.
        if (before.Schedule !== after.Schedule) record.schedule_done = this.#options.environment.clock.wall();
        if (!isDeepStrictEqual(before[cardSetting], after[cardSetting])) delete record.gpu_cards;
        // What another version wrote stays.
        record.settings = { ...record.settings, ...after };
        record.modcount++;
      });
      const wasErrored = this.#state.phase === 'errored';
      if (wasErrored || changeNeedsRestart(type.settings, before, after)) this.#dispatch({ kind: 'restart' });
      else this.#run?.applySettings(after);
      this.#changed();
    });
  }

  /** Switches before that moment are past. @param from epoch milliseconds */
  skipScheduleBefore(from: number): Promise<void> {
    return this.#command(() =>
      this.#persist((record) => {
        record.schedule_done = from;
      }),
    );
  }

  /** @param tags tidy already. The worker is left alone, and so is modcount, which tells of its settings. */
  tag(tags: string[]): Promise<void> {
    return this.#command(async () => {
      await this.#persist((record) => {
        record.tags = tags;
      });
      this.#changed();
    });
  }

  /** Takes over its place in the order, which is on disk already. */
  placedAt(position: number | undefined): void {
    if (this.#record.position === position) return;
    this.#record = { ...this.#record, position };
    this.#changed();
  }

  /** Only running and errored backends are restarted. @returns whether this one was */
  restart(): Promise<boolean> {
    return this.#command(() => {
      if (this.#state.phase !== 'running' && this.#state.phase !== 'errored') return false;
      this.#dispatch({ kind: 'restart' });
      return true;
    });
  }

  /** What a person says to a backend that lacks room. @throws SwitchyardError `no_room_awaited` */
  answerRoom(answer: 'make-room' | 'anyway'): Promise<void> {
    return this.#command(() => {
      if (this.#state.waitingFor !== 'answer')
        throw new SwitchyardError('no_room_awaited', { backend: this.displayName });
      this.#answer = answer;
      this.#dispatch({ kind: 'room-expected' });
    });
  }

  /** @throws SwitchyardError `nothing_to_retry` */
  retryNow(): Promise<void> {
    return this.#command(() => {
      if (this.#state.waitingFor !== 'retry')
        throw new SwitchyardError('nothing_to_retry', { backend: this.displayName });
      this.#dispatch({ kind: 'retry-now' });
    });
  }

  /**
   * Removes the backend: on disk at once, then its process. Resolves when both are gone; a second call joins the first.
   * Commands that come later find no such backend.
   */
  delete(remember: (document: StoreDocument, record: BackendRecord) => void): Promise<void> {
    this.#deleting ??= this.#mailbox
      .post(async () => {
        await this.#options.store.update((document) => {
          const index = document.backends.findIndex((record) => record.uid === this.#record.uid);
          const [record] = document.backends.splice(index, 1);
          if (record) remember(document, record);
        });
        this.#dispatch({ kind: 'delete' });
        await this.#until((state) => state.phase === 'removed');
      })
      .catch((error: unknown) => {
        // Not saved, so not deleted: the backend takes commands again.
        this.#deleting = null;
        throw error;
      });
    return this.#deleting;
  }

  /**
   * Ends the process for good; what the user wants stays. Resolves when it is gone.
   * @param graceMs where that is less than its own time-out; a later call with less hurries a stop under way
   */
  async quit(graceMs = Number.POSITIVE_INFINITY): Promise<void> {
    this.#isQuitting = true;
    this.#longestStop = Math.min(this.#longestStop, graceMs);
    this.#dispatch({ kind: 'quit' });
    this.#hurryStop();
    await this.#until((state) => !isLive(state));
  }

  /** A stop may have begun before the time for it became shorter. */
  #hurryStop(): void {
    const run = this.#run;
    if (this.#state.phase !== 'stopping' || !run) return;
    this.#noteForcedEnd();
    run.stop(this.#stopTimeout()).catch(() => {
      // Who began the stop hears of it.
    });
  }

  /**
   * After a sleep of the machine: a retry that is waited for comes now, for its delay may have slept along, and a live
   * worker is asked how it is.
   */
  recheck(): void {
    if (this.#state.waitingFor === 'retry') {
      this.#cancelRetry();
      this.#dispatch({ kind: 'retry-due' });
    }
    this.#run?.recheck();
  }

  /** Null where it is not running. Not through the mailbox: it must not wait for a slow command. */
  async freeMemory(systemRam: boolean, signal: AbortSignal): Promise<FreeResult | null> {
    const run = this.#run;
    if (this.#state.phase !== 'running' || !run) return null;
    return await run.freeMemory(systemRam, signal);
  }

  /** The backends of the instance it is connected to, while it is wanted. */
  get children(): readonly ChildFacts[] {
    return (this.#run && this.#state.phase !== 'stopping' && this.#run.children) || [];
  }

  /** Null where it is not running. */
  async freeChildMemory(key: string, systemRam: boolean, signal: AbortSignal): Promise<FreeResult | null> {
    const run = this.#run;
    if (this.#state.phase !== 'running' || !run) return null;
    return await run.freeChildMemory(key, systemRam, signal);
  }

  /** Settles when a deletion under way has ended; null when there is none. */
  get deletion(): Promise<void> | null {
    return this.#deleting;
  }

  #command<T>(decide: () => Promise<T> | T): Promise<T> {
    return this.#mailbox.post(() => {
      if (this.#deleting) throw new SwitchyardError('invalid_backend_id', { id: this.id });
      return decide();
    });
  }

  /** Changes the record on disk and, once it is safe, here. */
  async #persist(change: (record: BackendRecord, document: StoreDocument) => void): Promise<void> {
    this.#record = await this.#options.store.update((document) => {
      const record = document.backends.find((candidate) => candidate.uid === this.#record.uid);
      if (!record) throw new SwitchyardError('invalid_backend_id', { id: this.id });
      change(record, document);
      return structuredClone(record);
    });
    this.#settings = null;
    this.#rules = null;
  }

  // --- the state machine ----------------------------------------------------------------------------------------------

  #dispatch(event: LifecycleEvent): void {
    // A command that was on its way when the program began to end changes what is on disk, and starts nothing any more.
    if (this.#isQuitting && BEGINNINGS.has(event.kind)) return;
    this.#events.push(event);
    // An effect may bring the next event at once; it waits until the present one is through.
    if (this.#processing) return;
    this.#processing = true;
    try {
      for (let next = this.#events.shift(); next; next = this.#events.shift()) {
        // An answer holds for the start it was given to.
        if (isWish(next)) this.#answer = 'none';
        const { state, effects } = transition(this.#state, next);
        this.#state = state;
        for (const effect of effects) this.#perform(effect);
      }
    } finally {
      this.#processing = false;
    }
    this.#settleWaiters();
    this.#changed();
  }

  #perform(effect: LifecycleEffect): void {
    const { environment } = this.#options;
    const { clock } = environment;
    switch (effect.kind) {
      case 'request-slot':
        this.#releaseSlot = this.#options.slots.request(this.#options.preparation.claims(this), () => {
          const prepared = this.#options.preparation.atOnce(this);
          this.#prepared = prepared ?? unprepared;
          this.#dispatch({ kind: 'slot-granted', looksForRoom: prepared === null });
        });
        return;
      case 'find-room':
        this.#findRoom(effect.generation);
        return;
      case 'leave-room':
        this.#leaveRoom();
        this.#lack = null;
        return;
      case 'release-slot':
        this.#releaseSlot();
        return;
      case 'start':
        this.#start(effect.generation);
        return;
      case 'stop':
        this.#stop(effect.generation);
        return;
      case 'schedule-retry': {
        const delay = retryDelay(effect.failures, this.#options.random());
        this.#retryAt = clock.wall() + delay;
        environment.logMessage(
          `Next try in ${(delay / 1000).toFixed(1)} s (try ${effect.failures + 1} of ${FAILURE_LIMIT}).`,
        );
        this.#cancelRetry = clock.setTimer(delay, () => this.#dispatch({ kind: 'retry-due' }));
        return;
      }
      case 'cancel-retry':
        this.#cancelRetry();
        return;
      case 'watch-stability':
        this.#cancelStability();
        this.#cancelStability = clock.setTimer(STABILITY_WINDOW, () =>
          this.#dispatch({ kind: 'stable', generation: effect.generation }),
        );
        return;
      case 'removed':
        this.#options.onRemoved(this);
        return;
    }
  }

  #findRoom(generation: number): void {
    const { preparation, environment } = this.#options;
    const search = new AbortController();
    this.#leaveRoom = () => search.abort();
    const { signal } = search;
    preparation
      .prepare(this, { answer: this.#answer, signal })
      .then(async (prepared) => {
        if (signal.aborted) return;
        if ('lack' in prepared) {
          this.#lack = prepared.lack;
          environment.logMessage(prepared.lack.message);
          this.#leaveRoom = preparation.awaitRoom(this, {
            answer: this.#answer,
            changed: (lack) => {
              this.#lack = lack;
              this.#changed();
            },
            again: () => this.#dispatch({ kind: 'room-expected' }),
          });
          this.#dispatch({ kind: 'room-lacking', generation });
          return;
        }
        await this.#keepCards(prepared);
        if (signal.aborted) return;
        this.#prepared = prepared;
        this.#dispatch({ kind: 'room-found', generation });
      })
      .catch((error: unknown) => {
        if (signal.aborted) return;
        if (!(error instanceof SwitchyardError)) this.#options.onFault(error);
        this.#prepared = { ...unprepared, refusal: asSwitchyardError(error, this.displayName) };
        this.#dispatch({ kind: 'room-found', generation });
      });
  }

  /** The cards are remembered with their numbers, and a number follows its card. */
  async #keepCards({ placement }: AdmissionResult): Promise<void> {
    const name = gpuSetting(this.type);
    const before = String(this.settings[name ?? ''] ?? '');
    const now = placement.chosen.join(',');
    const known = this.#record.gpu_cards ?? {};
    if (name === undefined || (before === now && isDeepStrictEqual(known, placement.cards))) return;
    try {
      await this.#persist((record) => {
        if (Object.keys(placement.cards).length > 0) record.gpu_cards = { ...placement.cards };
        if (before === now || (record.settings[name] ?? before) !== before) return;
        record.settings[name] = now;
        record.modcount++;
      });
    } catch (error) {
      // It starts on the right card all the same, and the next start tries again.
      this.#options.onFault(error);
    }
  }

  #start(generation: number): void {
    const { type } = this;
    const { environment } = this.#options;
    const { refusal, placement, memo } = this.#prepared;
    this.#lack = null;
    this.#answer = 'none';
    this.#lastBusyAt = null;
    const said = [...placement.remarks, ...(memo === undefined ? [] : [memo])].join(' ');
    this.#memoryNotice = said === '' ? null : this.#notice(said);
    if (said !== '') environment.logMessage(said);
    if (refusal) {
      this.#refuseStart(generation, refusal);
      return;
    }
    if (!type) {
      const details = { backend: this.displayName, type: this.#record.type };
      this.#refuseStart(generation, new SwitchyardError('unknown_type_in_store', details));
      return;
    }
    const settings = this.settings;
    const unreadable = secretNames(type.settings).find((name) => isSealed(settings[name]));
    if (unreadable !== undefined) {
      const details = {
        backend: this.displayName,
        name: type.settings[unreadable]?.info.label ?? unreadable,
      };
      this.#refuseStart(generation, new SwitchyardError('secret_unreadable', details));
      return;
    }
    const noteExit = (exit: ExitInfo) => {
      const error = new SwitchyardError('crashed', { backend: this.displayName, reason: describeExit(exit) });
      this.#dispatch({
        kind: 'exited',
        generation,
        error: toBackendError(error, { lastLines: run.lastLines(), exit }),
        // Asked now: the setting may have changed since the start.
        autoRestart: type.autoRestart(this.settings),
      });
    };
    const run = new WorkerRun({
      generation,
      type,
      settings,
      gpuEnvironment: placement.environment,
      backend: this.displayName,
      environment,
      listener: {
        changed: () => {
          // It is in use again: what was done to its memory before is past.
          if (run.inFlight > 0) this.#memoryNotice = null;
          this.#changed();
        },
        exited: (exit) => noteExit(exit),
        lost: (error, shownAs) =>
          this.#dispatch({ kind: 'lost', generation, error: toBackendError(error, {}), shownAs }),
        found: () => this.#dispatch({ kind: 'found', generation }),
      },
    });
    this.#run = run;
    this.usage = {};
    environment.logMessage(
      this.#state.failures > 0
        ? `Starting (try ${this.#state.failures + 1} of ${FAILURE_LIMIT}).`
        : 'Starting.',
    );
    const startedAt = environment.clock.now();
    run.start().then(
      () => {
        const seconds = ((environment.clock.now() - startedAt) / 1000).toFixed(1);
        // A worker elsewhere that did not answer has told so already.
        if (this.#state.phase === 'loading') environment.logMessage(`Ready after ${seconds} s.`);
        this.#dispatch({ kind: 'ready', generation });
        // It may have died while that word was on its way; the exit was told then, but to a backend not yet running.
        if (run.exit) noteExit(run.exit);
      },
      (error: unknown) => void this.#failStart(run, asSwitchyardError(error, this.displayName)),
    );
  }

  /** Nothing was tried, and nothing but the user can change what stands in the way. */
  #refuseStart(generation: number, error: SwitchyardError): void {
    this.#options.environment.logMessage(`The start failed: ${error.message}`);
    this.#dispatch({ kind: 'start-failed', generation, error: toBackendError(error, {}), permanent: true });
  }

  async #failStart(run: WorkerRun, failure: SwitchyardError): Promise<void> {
    // Called off by a stop: that one tells when it is gone.
    if (this.#state.phase !== 'loading' || this.#state.generation !== run.generation) return;
    if (failure.code === 'start_failed' && failure.cause) this.#options.onFault(failure.cause);
    await this.#stopRun(run);
    // Asked now: the lines that tell why it ended may have come after its exit.
    const error = run.explained(failure);
    const shown = toBackendError(error, {
      lastLines: run.lastLines(),
      exit: run.exit,
    });
    this.#options.environment.logMessage(`The start failed: ${error.message}`);
    this.#dispatch({
      kind: 'start-failed',
      generation: run.generation,
      error: shown,
      permanent: isPermanent(error),
    });
  }

  #stop(generation: number): void {
    this.#cancelStability();
    const run = this.#run;
    if (!run) {
      this.#dispatch({ kind: 'gone', generation });
      return;
    }
    if (!run.exit) {
      this.#options.environment.logMessage('Stopping.');
      this.#noteForcedEnd();
    }
    void this.#stopRun(run).then(() =>
      this.#dispatch({ kind: 'gone', generation, lastLines: run.lastLines() }),
    );
  }

  /** Resolves when nothing of the run is left; a fault of ours on the way is logged, for the stop must go on. */
  async #stopRun(run: WorkerRun): Promise<void> {
    try {
      await run.stop(this.#stopTimeout());
    } catch (error) {
      this.#options.onFault(error);
    }
    if (run.lastUsedAt !== null) this.#lastUsedAt = run.lastUsedAt;
    if (this.#run === run) {
      this.#run = null;
      this.#forceStopAt = null;
      this.usage = {};
    }
  }

  #noteForcedEnd(): void {
    const at = this.#options.environment.clock.wall() + this.#stopTimeout();
    this.#forceStopAt = Math.min(this.#forceStopAt ?? at, at);
  }

  #stopTimeout(): number {
    return Math.min(this.#longestStop, this.type?.stopTimeoutMs(this.settings) ?? DEFAULT_STOP_TIMEOUT);
  }

  #until(condition: (state: LifecycleState) => boolean): Promise<void> {
    if (condition(this.#state)) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ until: condition, resolve }));
  }

  #settleWaiters(): void {
    this.#waiters = this.#waiters.filter(({ until, resolve }) => {
      if (!until(this.#state)) return true;
      resolve();
      return false;
    });
  }

  #changed(): void {
    this.#options.onChange(this);
  }

  // --- the picture ----------------------------------------------------------------------------------------------------

  /** The backend as the wire shows it, secrets masked. */
  view(): FullBackend {
    const { type } = this;
    const state = this.#state;
    const run = this.#run;
    const settings = this.settings;
    const up = state.phase === 'running' || state.phase === 'idle';
    const lastUsed = run?.lastUsedAt ?? this.#lastUsedAt;
    const now = this.#options.environment.clock.wall();
    const used = lastUsed === null ? null : Math.max(0, Math.floor((now - lastUsed) / 1000));
    const view: FullBackend = {
      id: this.id,
      type: this.#record.type,
      status: statusOf(state),
      // Without the type it cannot be told which of the settings are secrets: none is shown.
      settings: type ? maskSettings(type.settings, settings) : {},
      modcount: this.#record.modcount,
      features: up ? (run?.facts.features ?? type?.features ?? []) : [],
      enabled: this.#record.enabled,
      title: this.#record.title,
      can_load_models: type?.canLoadModels ?? true,
      max_usages: type?.maxUsages(settings) ?? 0,
      seconds_since_used: used ?? 0,
      time_since_used: timeSince(used),
      current_model: up ? (run?.facts.currentModel ?? null) : null,
      phase: state.phase === 'removed' ? 'disabled' : state.phase,
      restarts: state.failures,
    };
    const { tags = [], position } = this.#record;
    if (tags.length > 0) view.tags = [...tags];
    if (position !== undefined) view.position = position;
    if (type?.reportsUsage) view.reports_usage = true;
    if (lastUsed !== null) view.last_used_at = new Date(lastUsed).toISOString();
    if (run && isLive(state)) Object.assign(view, liveFacts(run, this.usage));
    const gpus = type?.gpus(settings) ?? [];
    if (gpus.length > 0 && isLive(state)) view.gpu = gpus;
    if (this.#memoryNotice && isLive(state)) view.memory_notice = this.#memoryNotice;
    if (this.#record.off_notice && !this.#record.enabled) view.off_notice = this.#record.off_notice;
    const { next } = edgesAround(this.commonSettings.spans, now);
    if (next) view.schedule_next = { at: new Date(next.at).toISOString(), enabled: next.enabled };
    const children = childrenOf(this, this.#options.childNumbers);
    if (children.length > 0) view.children = children.map(viewOfChild);
    if (state.error) view.error = this.#shownError(state.error);
    if (state.waitingFor === 'retry' && this.#retryAt !== null && state.error)
      view.next_step = {
        kind: 'retry',
        at: new Date(this.#retryAt).toISOString(),
        attempt: state.failures + 1,
        attempts: FAILURE_LIMIT,
        reason: state.error,
      };
    else if (state.waitingFor === 'answer' && this.#lack) view.next_step = this.#lack;
    else if (state.phase === 'stopping' && this.#forceStopAt !== null)
      view.next_step = { kind: 'force_stop', at: new Date(this.#forceStopAt).toISOString() };
    return view;
  }

  #shownError(error: BackendError): BackendError {
    if (this.#state.phase !== 'errored' || this.#state.failures < FAILURE_LIMIT) return error;
    const loop = new SwitchyardError('crash_loop', {
      backend: this.displayName,
      failures: this.#state.failures,
      reason: error.message,
    });
    return { ...error, code: loop.code, message: loop.message, hint: `${error.hint} ${loop.hint}` };
  }
}

function liveFacts(run: WorkerRun, usage: ResourceUsage): Partial<FullBackend> {
  const facts: Partial<FullBackend> = {};
  if (run.worker && !run.exit) facts.pid = run.worker.pid;
  if (run.port !== null) facts.port = run.port;
  if (run.facts.address !== undefined) facts.address = run.facts.address;
  if (run.startedAt !== null) facts.started_at = new Date(run.startedAt).toISOString();
  if (run.facts.loadStatus !== undefined) facts.load_status = run.facts.loadStatus;
  if (run.facts.notice !== undefined) facts.notice = run.facts.notice;
  if (run.facts.commandLine !== undefined) facts.command_line = run.facts.commandLine;
  if (usage.ramBytes !== undefined) facts.ram_bytes = usage.ramBytes;
  if (usage.vram !== undefined) {
    facts.vram_bytes = sumOfShares(usage.vram);
    facts.vram_source = 'driver';
  } else if (run.facts.vramBytes !== undefined) {
    facts.vram_bytes = run.facts.vramBytes;
    facts.vram_source = 'engine';
  }
  if (usage.cpuPercent !== undefined) facts.cpu_percent = usage.cpuPercent;
  return facts;
}
