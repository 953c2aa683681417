/**
 * Admits the starts of backends: it finds their GPUs, and enough VRAM on them. What is in the way is asked to unload, or is
 * switched off, in the order of admission-plan.ts. Without asking that is done only where the preferences say so, else once
 * a person has answered.
 */
import { SwitchyardError } from '../../../shared/errors.ts';
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
import type { Clock } from '../clock.ts';
import type { FailedRun } from '../diagnosis/known-failure.ts';
import { formatBytes } from '../format-bytes.ts';
import type { GpuMonitor } from '../gpu/gpu-monitor.ts';
import { isNamedIn, type Placement, placeOnGpus } from '../gpu/gpu-placement.ts';
import { freeBytesOf } from '../gpu/gpu-sample.ts';
import type { ProcessTable } from '../process/process-table.ts';
import { findBusyBackends } from '../resources/busy-backends.ts';
import type { ResourceSampler } from '../resources/resource-sampler.ts';
import {
  type AdmissionPlan,
  MIN_HELD,
  planAdmission,
  type VramHolder,
  type VramNeed,
} from './admission-plan.ts';
import { isStartingOrStopping, performStep } from './admission-step.ts';
import type { MemoryFreeing } from './memory-freeing.ts';
import { ShortageWatch } from './shortage-watch.ts';

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
  done: string[];
  /** How the GPUs have to be read: `fresh` now; `read` they were, after the last step; `recent` for a check among many. */
  sampling: 'fresh' | 'read' | 'recent';
  /** Bytes that are to be free once the backend that was stopped last has given its memory back; null where that is unknown. */
  expectedFree: number | null;
}

export class VramAdmission implements Admission {
  readonly #options: VramAdmissionOptions;
  readonly #watch: ShortageWatch;

  constructor(options: VramAdmissionOptions) {
    this.#options = options;
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
    { answer, signal }: { answer: AdmissionAnswer; signal: AbortSignal },
  ): Promise<AdmissionResult | { shortage: VramShortage }> {
    const { gpus } = this.#options;
    if (usesGpus(backend) && !gpus.hasReported) await gpus.sampleFresh();
    const placement = this.#place(backend);
    const policy = this.#options.policy();
    if (policy === 'off' || answer === 'anyway') return { placement };

    const progress: Progress = { asked: new Set(), done: [], sampling: 'fresh', expectedFree: null };
    for (;;) {
      signal.throwIfAborted();
      const plan = await this.#planAfterReturn(backend, placement, progress);
      if (plan === null) {
        const { done } = progress;
        return { placement, ...(done.length === 0 ? {} : { notice: `Made room: ${done.join(' ')}` }) };
      }
      const mayAct = answer === 'make-room' || ((policy === 'auto' || plan.needsNoAnswer) && plan.isEnough);
      if (!mayAct || plan.steps.length === 0) return { shortage: this.#describe(plan, backend, answer) };
      signal.throwIfAborted();
      await this.#performFirst(plan, backend, progress);
    }
  }

  watchShortage(backend: AdmissionRequest, listener: ShortageListener): () => void {
    const { gpus } = this.#options;
    const endCloseWatch = gpus.watchClosely();
    const unsubscribe = gpus.onSample(() => this.noteChange());
    const endWatch = this.#watch.add(backend, listener);
    return () => {
      endWatch();
      unsubscribe();
      endCloseWatch();
    };
  }

  gpuMemory(backend: AdmissionRequest, placement: Placement): Pick<FailedRun, 'gpus' | 'canMakeRoom'> {
    const { actors, gpus: monitor } = this.#options;
    const known = new Map(monitor.gpus().map((gpu) => [gpu.uuid, gpu]));
    const others = actors()
      .filter((actor) => actor.id !== backend.id && isLive(actor.state))
      .map((actor) => ({ backend: actor.displayName, vram: vramHolderOf(actor, false).vram }));
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
  async #planAfterReturn(
    backend: AdmissionRequest,
    placement: Placement,
    progress: Progress,
  ): Promise<AdmissionPlan | null> {
    const { expectedFree } = progress;
    let plan = await this.#plan(backend, placement, progress);
    if (expectedFree === null) return plan;
    for (const pause of PAUSES_FOR_RETURN) {
      if (plan?.freeBytes === undefined || plan.freeBytes >= expectedFree - RETURN_TOLERANCE) break;
      await new Promise<void>((resolve) => void this.#options.clock.setTimer(pause, resolve));
      plan = await this.#plan(backend, placement, progress);
    }
    return plan;
  }

  /** See {@link ShortageWatch}. */
  async #findShortage(backend: AdmissionRequest, answer: AdmissionAnswer): Promise<VramShortage | null> {
    let plan: AdmissionPlan | null;
    try {
      plan = await this.#plan(backend, this.#place(backend), { asked: new Set(), sampling: 'recent' });
    } catch (error) {
      // It cannot start at all, and its next attempt says why.
      if (error instanceof SwitchyardError) return null;
      throw error;
    }
    const policy = this.#options.policy();
    if (plan === null || policy === 'off') return null;
    const mayAct = answer === 'make-room' || policy !== 'ask' || plan.needsNoAnswer;
    if (mayAct && plan.isEnough) return null;
    return this.#describe(plan, backend, answer);
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
    backend: AdmissionRequest,
    placement: Placement,
    { asked, sampling }: Pick<Progress, 'asked' | 'sampling'>,
  ): Promise<AdmissionPlan | null> {
    const { actors, clock, table } = this.#options;
    if (backend.commonSettings.vramNeed > 0 && placement.gpus.length > 0) await this.#sample(sampling);
    const others = actors().filter((actor) => actor.id !== backend.id && isLive(actor.state));
    const busy = new Set((await findBusyBackends(others, { clock, table })).map(({ id }) => id));
    const holders = others.map((actor) => vramHolderOf(actor, busy.has(actor.id)));
    return planAdmission(this.#need(backend, placement), holders, asked);
  }

  async #sample(sampling: Progress['sampling']): Promise<void> {
    const { sampler } = this.#options;
    if (sampling === 'fresh') await sampler.sampleFresh();
    else if (sampling === 'read') await sampler.sample();
    else await sampler.sampleUnlessWithin(MAX_SAMPLE_AGE);
  }

  #need(backend: AdmissionRequest, placement: Placement): VramNeed {
    const { vramNeed, exclusiveGroup } = backend.commonSettings;
    const known = new Map(this.#options.gpus.gpus().map((gpu) => [gpu.uuid, gpu]));
    // A program that does not spread uses the first GPU that it sees.
    const gpus = backend.type?.spreadsOverGpus
      ? placement.gpus
      : placement.gpus.slice(0, chosenGpus(backend).length || 1);
    return {
      bytes: vramNeed,
      exclusiveGroup,
      gpus: gpus.map(({ uuid }) => ({ uuid, freeBytes: freeBytesOf(known.get(uuid) ?? {}) })),
    };
  }

  #describe(plan: AdmissionPlan, backend: AdmissionRequest, answer: AdmissionAnswer): VramShortage {
    const displayNames = new Map(this.#options.actors().map(({ id, displayName }) => [id, displayName]));
    const busy = plan.busy.map((id) => displayNames.get(id) ?? `Backend ${id}`).join(', ');
    const parts = [
      plan.freeBytes === undefined
        ? 'It never runs together with others that are on.'
        : `It needs ${formatBytes(backend.commonSettings.vramNeed)} of graphics memory, and ${formatBytes(plan.freeBytes)} are free.`,
      ...(busy === '' ? [] : [`At work: ${busy}.`]),
    ];
    return {
      kind: 'make_room',
      message: parts.join(' '),
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

/** Whether a worker is started here that may use GPUs. */
const usesGpus = ({ type, settings }: AdmissionRequest): boolean => (type?.gpus(settings) ?? null) !== null;

function vramHolderOf(actor: BackendActor, isBusy: boolean): VramHolder {
  const { id, commonSettings, state, usage, gpuUuids } = actor;
  const vramByEngine = actor.run?.facts.vramBytes;
  const [gpu] = gpuUuids;
  // What the engine reports counts where it can only mean one GPU.
  const byEngine = vramByEngine !== undefined && gpu !== undefined && gpuUuids.length === 1;
  return {
    id,
    exclusiveGroup: commonSettings.exclusiveGroup,
    isBusy: isBusy || isStartingOrStopping(state),
    onDemand: commonSettings.onDemand,
    canUnload: state.phase === 'running' && actor.run?.canFreeMemory === true,
    lastUsed: actor.lastUse ?? 0,
    vram: usage.resources.vram ?? new Map(byEngine ? [[gpu, vramByEngine]] : []),
  };
}
