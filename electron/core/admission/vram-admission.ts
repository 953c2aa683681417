/**
 * Admits the starts of backends: it finds their GPUs, and enough VRAM on them. What is in the way is asked to unload, or is
 * switched off, in the order of admission-plan.ts. Without asking that is done only where the preferences say so, else once
 * a person has answered.
 */
import { SwitchyardError } from '../../../shared/errors.ts';
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import { runAs } from '../activity/origin.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import {
  type Admission,
  type AdmissionAnswer,
  type AdmissionRequest,
  type AdmissionResult,
  chosenGpus,
  GROUP_KEY_PREFIX,
  type ShortageListener,
  type VramShortage,
} from '../backend/admission.ts';
import { isLive } from '../backend/lifecycle/lifecycle-state.ts';
import { type Clock, delay } from '../clock.ts';
import type { FailedRun } from '../diagnosis/known-failure.ts';
import { formatBytes } from '../format-bytes.ts';
import type { GpuMonitor } from '../gpu/gpu-monitor.ts';
import { isNamedIn, type Placement, placeOnGpus } from '../gpu/gpu-placement.ts';
import { freeBytesOf } from '../gpu/gpu-sample.ts';
import type { ProcessTable } from '../process/table/process-row.ts';
import { findBusyBackends } from '../resources/busy-backends.ts';
import type { ResourceSampler } from '../resources/resource-sampler.ts';
import {
  type AdmissionPlan,
  MIN_HELD,
  planAdmission,
  type VramHolder,
  type VramNeed,
} from './admission-plan.ts';
import { performStep } from './admission-step.ts';
import type { MemoryFreeing } from './memory-freeing.ts';
import { ShortageWatch } from './shortage-watch.ts';
import { StartTurns, TURN_AFTER_MS } from './start-turns.ts';
import { vramHolderOf, vramOf } from './vram-holder.ts';

const say = texts(happenedWords);

/** What the preferences say about VRAM that is lacking. */
export type AdmissionPolicy = 'ask' | 'auto' | 'off';

export interface VramAdmissionOptions {
  clock: Clock;
  platform: NodeJS.Platform;
  table: ProcessTable;
  gpus: GpuMonitor;
  sampler: ResourceSampler;
  freeing: MemoryFreeing;
  actors: () => BackendActor[];
  policy: () => AdmissionPolicy;
  /** UUIDs or numbers of the GPUs that no worker gets. */
  excludedGpus: () => readonly string[];
  onFault: (error: unknown) => void;
}

/** Milliseconds for which the samples of a backend that waits may be old: it is checked again and again. */
const MAX_SAMPLE_AGE = 1500;
/** Milliseconds before each further measurement, where the memory of a backend that has ended is not free yet. */
const PAUSES_FOR_RETURN = [50, 100, 200, 400, 800];
/** Bytes by which the memory that comes back may differ from what was held: others allocate meanwhile. */
const RETURN_TOLERANCE = 256 * 1024 * 1024;

/** What was done for a start so far. */
interface Progress {
  /** The backends that were asked to unload, or switched off. */
  asked: Set<number>;
  /** As sentences. */
  done: Text[];
  /** How the GPUs have to be read: `fresh` now; `read` they were, after the last step; `recent` for a check among many. */
  sampling: 'fresh' | 'read' | 'recent';
  /** Bytes that are to be free once the backend that was stopped last has given its memory back; null where that is unknown. */
  expectedFree: number | null;
}

export class VramAdmission implements Admission {
  readonly #options: VramAdmissionOptions;
  readonly #watch: ShortageWatch;
  readonly #turns: StartTurns;

  constructor(options: VramAdmissionOptions) {
    this.#options = options;
    this.#turns = new StartTurns(options);
    this.#watch = new ShortageWatch({
      clock: options.clock,
      findShortage: (backend, answer) => this.#findShortage(backend, answer),
      onFault: options.onFault,
    });
  }

  slotKeys(backend: AdmissionRequest): string[] {
    const gpus = this.#options.gpus.gpus();
    // A GPU may be named by its number or by its UUID; its key is the UUID.
    const chosen = chosenGpus(backend).map(
      (name) => gpus.find((gpu) => isNamedIn([name], gpu))?.uuid ?? name,
    );
    const spreads = chosen.length === 0 && usesGpus(backend) && backend.type?.spreadsOverGpus;
    const { exclusiveGroup } = backend.commonSettings;
    return [
      ...(spreads ? gpus.map(({ uuid }) => uuid) : chosen),
      ...(exclusiveGroup === '' ? [] : [`${GROUP_KEY_PREFIX}${exclusiveGroup}`]),
    ];
  }

  admitImmediately(backend: AdmissionRequest): AdmissionResult | null {
    const { gpus } = this.#options;
    // As long as the GPUs were never read, there may be some.
    const mayUseGpus = usesGpus(backend) && (gpus.gpus().length > 0 || !gpus.hasReported);
    if (mayUseGpus || backend.commonSettings.exclusiveGroup !== '') return null;
    return { placement: this.#place(backend) };
  }

  async admit(
    backend: AdmissionRequest,
    { answer: given, signal }: { answer: AdmissionAnswer; signal: AbortSignal },
  ): Promise<AdmissionResult | { shortage: VramShortage }> {
    const { gpus } = this.#options;
    if (usesGpus(backend) && !gpus.hasReported) await gpus.sampleFresh();
    const placement = this.#place(backend);
    const policy = this.#options.policy();
    if (given === 'anyway' || (policy === 'off' && given !== 'free-all')) return { placement };

    const progress: Progress = { asked: new Set(), done: [], sampling: 'fresh', expectedFree: null };
    let answer = given;
    for (;;) {
      signal.throwIfAborted();
      const plan = await this.#planAfterReturn({ backend, placement, answer }, progress);
      if (answer === 'free-all' && (plan?.steps ?? []).length === 0) {
        if (policy === 'off') return admitted(placement, progress);
        // All that can be freed is free. What it declares and whom it excludes holds besides.
        answer = 'make-room';
        continue;
      }
      if (plan === null) return admitted(placement, progress);
      const mayAct = isConsent(answer) || ((policy === 'auto' || plan.needsNoAnswer) && plan.isEnough);
      if (!mayAct || plan.steps.length === 0)
        return { shortage: this.#noteShortage(plan, { backend, placement, answer }) };
      signal.throwIfAborted();
      await this.#performFirst(plan, backend, progress);
    }
  }

  watchShortage(backend: AdmissionRequest, listener: ShortageListener): () => void {
    const { gpus } = this.#options;
    const endCloseWatch = gpus.watchClosely();
    const unsubscribe = gpus.onSample(() => this.noteChange());
    const endWatch = this.#watch.add(backend, listener);
    const dueIn = this.#turns.dueIn(backend.id);
    const cancelTurn =
      dueIn > 0 ? this.#options.clock.setTimer(dueIn, () => this.noteChange()) : () => undefined;
    return () => {
      cancelTurn();
      endWatch();
      unsubscribe();
      endCloseWatch();
    };
  }

  /**
   * What each of these backends would lack if it started now, and what would be freed for it. Nothing is freed, and nobody
   * yields. Those that would be admitted at once are left out, and those that are up.
   */
  async preview(
    backends: readonly (AdmissionRequest & Pick<BackendActor, 'state'>)[],
  ): Promise<{ id: number; shortage: VramShortage }[]> {
    if (this.#options.policy() === 'off') return [];
    const asking = backends.filter(
      ({ state, commonSettings: { vramNeed, exclusiveGroup } }) =>
        !isLive(state) && (vramNeed > 0 || exclusiveGroup !== ''),
    );
    if (asking.length === 0) return [];
    await this.#sample('recent');
    const holders = await this.#findHolders(null);
    return asking.flatMap((backend) => {
      const placement = this.#placeOrNull(backend);
      if (placement === null) return [];
      const start: StartRequest = { backend, placement, answer: 'none' };
      const plan = planAdmission(this.#need(start), holders, new Set());
      return plan === null ? [] : { id: backend.id, shortage: this.#describe(plan, start) };
    });
  }

  async measureMemory(): Promise<void> {
    await this.#sample('fresh').catch(this.#options.onFault);
  }

  gpuMemory(backend: AdmissionRequest, placement: Placement): Pick<FailedRun, 'gpus' | 'canMakeRoom'> {
    const { actors, gpus: monitor } = this.#options;
    const known = new Map(monitor.gpus().map((gpu) => [gpu.uuid, gpu]));
    const others = actors()
      .filter((actor) => actor.id !== backend.id && isLive(actor.state))
      .map((actor) => ({ backend: actor.displayName, vram: vramOf(actor) }));
    const gpus = placement.gpus.map(({ id, name, uuid }) => ({
      id: String(id),
      name,
      totalBytes: known.get(uuid)?.totalBytes,
      freeBytes: freeBytesOf(known.get(uuid) ?? {}),
      holders: others
        .map((other) => ({ backend: other.backend, bytes: other.vram.get(uuid) ?? 0 }))
        .filter(({ bytes }) => bytes >= MIN_HELD)
        .sort((a, b) => b.bytes - a.bytes),
    }));
    return { gpus, canMakeRoom: gpus.some(({ holders }) => holders.length > 0) };
  }

  /** To be called when a backend or the use of a GPU has changed: a shortage may be over. */
  noteChange(): void {
    this.#turns.noteChange();
    this.#watch.scheduleCheck();
  }

  async #performFirst(plan: AdmissionPlan, backend: AdmissionRequest, progress: Progress): Promise<void> {
    const { actors, freeing } = this.#options;
    const [step] = plan.steps;
    const holder = actors().find(({ id }) => id === step?.id);
    progress.sampling = 'fresh';
    progress.expectedFree = null;
    if (!step || !holder) return;
    const result = await runAs({ kind: 'room_keeper', name: backend.displayName }, () =>
      performStep(step, holder, backend, freeing),
    );
    // Nothing was done, so the next plan is another one.
    if (result === null) return;
    progress.done.push(result);
    progress.asked.add(step.id);
    if (step.how === 'unload') progress.sampling = 'read';
    else if (plan.freeBytes !== undefined) progress.expectedFree = plan.freeBytes + (step.vramBytes ?? 0);
  }

  /**
   * The plan for the next step. A driver may free the memory of a process some time after its end: until then the plan would
   * stop another backend for nothing.
   */
  async #planAfterReturn(start: StartRequest, progress: Progress): Promise<AdmissionPlan | null> {
    const { expectedFree } = progress;
    let plan = await this.#plan(start, progress);
    if (expectedFree === null) return plan;
    for (const pause of PAUSES_FOR_RETURN) {
      if (plan?.freeBytes === undefined || plan.freeBytes >= expectedFree - RETURN_TOLERANCE) break;
      await delay(this.#options.clock, pause);
      plan = await this.#plan(start, progress);
    }
    return plan;
  }

  /** See {@link ShortageWatch}. */
  async #findShortage(backend: AdmissionRequest, answer: AdmissionAnswer): Promise<VramShortage | null> {
    const placement = this.#placeOrNull(backend);
    if (placement === null) return null;
    const start: StartRequest = { backend, placement, answer };
    const plan = await this.#plan(start, { asked: new Set(), sampling: 'recent' });
    const policy = this.#options.policy();
    if (plan === null || policy === 'off') return null;
    const mayAct = answer === 'make-room' || policy !== 'ask' || plan.needsNoAnswer;
    if (mayAct && plan.isEnough) return null;
    return this.#noteShortage(plan, start);
  }

  /** Null where it cannot start at all: its next attempt says why. */
  #placeOrNull(backend: AdmissionRequest): Placement | null {
    try {
      return this.#place(backend);
    } catch (error) {
      if (error instanceof SwitchyardError) return null;
      throw error;
    }
  }

  #place(backend: AdmissionRequest): Placement {
    return placeOnGpus({
      backend: backend.displayName,
      chosen: chosenGpus(backend),
      chosenGpus: backend.record.gpu_cards ?? {},
      // A worker that uses no GPU starts whatever GPUs there are.
      gpus: usesGpus(backend) ? this.#options.gpus.gpus() : [],
      excluded: this.#options.excludedGpus(),
      platform: this.#options.platform,
    });
  }

  async #plan(
    start: StartRequest,
    { asked, sampling }: Pick<Progress, 'asked' | 'sampling'>,
  ): Promise<AdmissionPlan | null> {
    const { backend, placement } = start;
    const needsSample = backend.commonSettings.vramNeed > 0 || start.answer === 'free-all';
    if (needsSample && placement.gpus.length > 0) await this.#sample(sampling);
    return planAdmission(this.#need(start), await this.#findHolders(backend.id), asked);
  }

  /** @param exceptId the backend that is about to start */
  async #findHolders(exceptId: number | null): Promise<VramHolder[]> {
    const { actors, clock, table } = this.#options;
    const others = actors().filter((actor) => actor.id !== exceptId && isLive(actor.state));
    const busy = new Set((await findBusyBackends(others, { clock, table })).map(({ id }) => id));
    const now = clock.now();
    return others.map((actor) => vramHolderOf(actor, { isBusy: busy.has(actor.id), now }));
  }

  async #sample(sampling: Progress['sampling']): Promise<void> {
    const { sampler } = this.#options;
    if (sampling === 'fresh') await sampler.sampleFresh();
    else if (sampling === 'read') await sampler.sample();
    else await sampler.sampleUnlessWithin(MAX_SAMPLE_AGE);
  }

  #need({ backend, placement, answer }: StartRequest): VramNeed {
    const { vramNeed, exclusiveGroup } = backend.commonSettings;
    const known = new Map(this.#options.gpus.gpus().map((gpu) => [gpu.uuid, gpu]));
    // A program that does not spread uses the first GPU that it sees.
    const gpus = backend.type?.spreadsOverGpus
      ? placement.gpus
      : placement.gpus.slice(0, chosenGpus(backend).length || 1);
    const uuids = gpus.map(({ uuid }) => uuid);
    return {
      id: backend.id,
      bytes: answer === 'free-all' ? Number.POSITIVE_INFINITY : vramNeed,
      reservedBytes: this.#turns.reservedBefore(backend, uuids),
      exclusiveGroup,
      isDue: this.#turns.dueIn(backend.id) === 0,
      mayFree: isConsent(answer) || this.#options.policy() === 'auto',
      gpus: gpus.map(({ uuid }) => ({ uuid, freeBytes: freeBytesOf(known.get(uuid) ?? {}) })),
    };
  }

  /** Notes since when it waits, and has others yield to it where its turn has come. @returns what its card says */
  #noteShortage(plan: AdmissionPlan, start: StartRequest): VramShortage {
    const { backend, placement } = start;
    const gpus = placement.gpus.map(({ uuid }) => uuid);
    this.#turns.noteShortage(backend, { bytes: plan.reservedBytes, gpus });
    this.#turns.yieldTo(
      backend,
      plan.yielders,
      plan.steps.map(({ id }) => id),
    );
    return this.#describe(plan, start);
  }

  #describe(plan: AdmissionPlan, { backend, answer }: StartRequest): VramShortage {
    const displayNames = new Map(this.#options.actors().map(({ id, displayName }) => [id, displayName]));
    const busy = plan.busy.map((id) => displayNames.get(id) ?? `Backend ${id}`);
    const turn = plan.yielders.length > 0 ? 'now' : 'later';
    const message = say('shortage', {
      needed: formatBytes(backend.commonSettings.vramNeed),
      free: plan.freeBytes === undefined ? 'excluded' : formatBytes(plan.freeBytes),
      busy,
      hasBusy: busy.length === 0 ? 'no' : 'yes',
      turn: plan.canTakeTurn ? turn : 'none',
      seconds: TURN_AFTER_MS / 1000,
    });
    return {
      kind: 'make_room',
      ...onWire({ message }),
      steps: plan.steps.map(({ id, how, vramBytes }) => ({
        id,
        how,
        ...(vramBytes === undefined ? {} : { vram_bytes: vramBytes }),
      })),
      enough: plan.isEnough,
      asks: this.#options.policy() === 'ask' && answer !== 'make-room' && !plan.needsNoAnswer,
    };
  }
}

/** What of a start an admission goes by. */
interface StartRequest {
  backend: AdmissionRequest;
  placement: Placement;
  answer: AdmissionAnswer;
}

/** Whether a person has agreed that others are unloaded or switched off. */
const isConsent = (answer: AdmissionAnswer): boolean => answer === 'make-room' || answer === 'free-all';

const admitted = (placement: Placement, { done }: Pick<Progress, 'done'>): AdmissionResult => ({
  placement,
  ...(done.length === 0 ? {} : { notice: say('freedForThis', { steps: joinSentences(done) ?? '' }) }),
});

/** Whether a worker is started here that may use GPUs. */
const usesGpus = ({ type, settings }: AdmissionRequest): boolean => (type?.gpus(settings) ?? null) !== null;
