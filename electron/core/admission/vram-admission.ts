/**
 * Prepares starts: finds the cards of a backend, and room on them. What stands in the way is asked to unload, or switched
 * off, in the order of room-plan.ts: unasked only where Preferences say so, else once a person has answered.
 */
import { SwitchyardError } from '../../../shared/errors.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import {
  type Admission,
  type AdmissionAnswer,
  type AdmissionRequest,
  type AdmissionResult,
  chosenGpus,
  type ShortageListener,
  type VramShortage,
} from '../backend/admission.ts';
import { isLive } from '../backend/lifecycle/lifecycle.ts';
import { formatBytes } from '../bytes-in-words.ts';
import type { Clock } from '../clock.ts';
import type { GpuMonitor } from '../gpu/gpu-monitor.ts';
import { isNamedIn, type Placement, placeOnGpus } from '../gpu/gpu-placement.ts';
import { freeBytesOf } from '../gpu/gpu-reading.ts';
import type { ProcessTable } from '../process/process-table.ts';
import { findBusy } from '../resources/busy-backends.ts';
import type { ResourceSampler } from '../resources/resource-sampler.ts';
import {
  type AdmissionPlan,
  type AdmissionStep,
  planAdmission,
  type VramHolder,
  type VramNeed,
} from './admission-plan.ts';
import type { MemoryFreeing } from './memory-freeing.ts';

/** What Preferences say about room. */
export type AdmissionPolicy = 'ask' | 'auto' | 'off';

/** Milliseconds between two looks for those that wait for room, at least. */
const LOOK_INTERVAL = 1000;

export interface VramAdmissionOptions {
  clock: Clock;
  platform: NodeJS.Platform;
  table: ProcessTable;
  gpus: GpuMonitor;
  sampler: ResourceSampler;
  freeing: MemoryFreeing;
  actors: () => BackendActor[];
  policy: () => AdmissionPolicy;
  /** UUIDs or numbers of the cards that no worker gets. */
  excludedGpus: () => readonly string[];
  onFault: (error: unknown) => void;
}

interface Waiting extends ShortageListener {
  backend: AdmissionRequest;
  told: string;
}

export class VramAdmission implements Admission {
  readonly #options: VramAdmissionOptions;
  readonly #waiting = new Set<Waiting>();
  #cancelLook: (() => void) | null = null;
  #isLooking = false;

  constructor(options: VramAdmissionOptions) {
    this.#options = options;
  }

  slotKeys(backend: AdmissionRequest): string[] {
    const gpus = this.#options.gpus.gpus();
    const all = gpus.map(({ uuid }) => uuid);
    // However it is written, a card is one card.
    const chosen = chosenGpus(backend).map(
      (name) => gpus.find((gpu) => isNamedIn([name], gpu))?.uuid ?? name,
    );
    const { exclusiveGroup } = backend.commonSettings;
    return [
      ...(chosen.length === 0 && usesCards(backend) && backend.type?.spreadsOverGpus ? all : chosen),
      ...(exclusiveGroup === '' ? [] : [`group ${exclusiveGroup}`]),
    ];
  }

  admitImmediately(backend: AdmissionRequest): AdmissionResult | null {
    const { gpus } = this.#options;
    const { exclusiveGroup } = backend.commonSettings;
    // Those of a driver that has none, or none that work, are waited for once.
    const mayMeetCards = usesCards(backend) && (gpus.gpus().length > 0 || !gpus.isRead);
    if (mayMeetCards || exclusiveGroup !== '') return null;
    return { placement: this.#place(backend) };
  }

  async admit(
    backend: AdmissionRequest,
    { answer, signal }: { answer: AdmissionAnswer; signal: AbortSignal },
  ): Promise<AdmissionResult | { shortage: VramShortage }> {
    const { gpus } = this.#options;
    if (usesCards(backend) && !gpus.isRead) await gpus.fresh();
    const placement = this.#place(backend);
    const policy = this.#options.policy();
    if (policy === 'off' || answer === 'anyway') return { placement };

    const asked = new Set<number>();
    const done: string[] = [];
    // Whether the cards were read after the last step.
    let isRead = false;
    for (;;) {
      signal.throwIfAborted();
      const plan = await this.#plan(backend, placement, asked, isRead);
      if (plan === null)
        return { placement, ...(done.length === 0 ? {} : { notice: `Made room: ${done.join(' ')}` }) };
      const mayAct = answer === 'make-room' || (policy === 'auto' && plan.isEnough);
      const [step] = plan.steps;
      if (!mayAct || !step) return { shortage: this.#shortage(backend, plan, answer) };
      signal.throwIfAborted();
      done.push(await this.#take(step, backend));
      asked.add(step.id);
      isRead = step.how === 'unload';
    }
  }

  watchShortage(backend: AdmissionRequest, listener: ShortageListener): () => void {
    const waiting: Waiting = { backend, told: '', ...listener };
    this.#waiting.add(waiting);
    this.look();
    return () => {
      this.#waiting.delete(waiting);
      if (this.#waiting.size > 0) return;
      this.#cancelLook?.();
      this.#cancelLook = null;
    };
  }

  /** To be called when a backend or a reading has changed: those that wait for room may find it now. */
  look(): void {
    if (this.#waiting.size === 0 || this.#cancelLook || this.#isLooking) return;
    this.#cancelLook = this.#options.clock.setTimer(LOOK_INTERVAL, () => {
      this.#cancelLook = null;
      this.#isLooking = true;
      void this.#lookForAll()
        .catch(this.#options.onFault)
        .finally(() => {
          this.#isLooking = false;
        });
    });
  }

  async #lookForAll(): Promise<void> {
    for (const waiting of [...this.#waiting]) {
      let plan: AdmissionPlan | null;
      try {
        plan = await this.#plan(waiting.backend, this.#place(waiting.backend), new Set());
      } catch (error) {
        // It cannot start at all: its next try says why.
        if (!(error instanceof SwitchyardError)) throw error;
        plan = null;
      }
      if (!this.#waiting.has(waiting)) continue;
      const mayAct = waiting.answer === 'make-room' || this.#options.policy() !== 'ask';
      if (plan === null || (mayAct && plan.isEnough) || this.#options.policy() === 'off') {
        waiting.onRetry();
        continue;
      }
      const lack = this.#shortage(waiting.backend, plan, waiting.answer);
      const told = JSON.stringify(lack);
      if (told !== waiting.told) waiting.onChange(lack);
      waiting.told = told;
    }
  }

  #place(backend: AdmissionRequest): Placement {
    return placeOnGpus({
      backend: backend.displayName,
      chosen: chosenGpus(backend),
      cards: backend.record.gpu_cards ?? {},
      // What is not known of a worker that uses none cannot stand in its way.
      gpus: usesCards(backend) ? this.#options.gpus.gpus() : [],
      excluded: this.#options.excludedGpus(),
      platform: this.#options.platform,
    });
  }

  async #plan(
    backend: AdmissionRequest,
    placement: Placement,
    asked: ReadonlySet<number>,
    isRead = false,
  ): Promise<AdmissionPlan | null> {
    const { actors, clock, gpus, sampler, table } = this.#options;
    const { vramNeed, exclusiveGroup } = backend.commonSettings;
    if (vramNeed > 0 && placement.gpus.length > 0) await (isRead ? sampler.sample() : sampler.sampleAnew());
    const others = actors().filter((actor) => actor.id !== backend.id && isLive(actor.state));
    const busy = new Set((await findBusy(others, { clock, table })).map(({ id }) => id));
    const now = new Map(gpus.gpus().map((card) => [card.uuid, card]));
    // A program that does not spread takes the first card that it sees.
    const cards = backend.type?.spreadsOverGpus
      ? placement.gpus
      : placement.gpus.slice(0, chosenGpus(backend).length || 1);
    const need: VramNeed = {
      bytes: vramNeed,
      exclusiveGroup,
      gpus: cards.map(({ uuid }) => ({ uuid, freeBytes: freeBytesOf(now.get(uuid) ?? {}) })),
    };
    return planAdmission(
      need,
      others.map((actor) => occupant(actor, busy.has(actor.id))),
      asked,
    );
  }

  /** @returns what was done, in a sentence */
  async #take({ id, how, vramBytes }: AdmissionStep, backend: AdmissionRequest): Promise<string> {
    const { actors, freeing } = this.#options;
    const actor = actors().find((one) => one.id === id);
    if (!actor) return '';
    const amount = vramBytes === undefined ? '' : ` (${formatBytes(vramBytes)})`;
    if (how === 'unload') {
      const [freed] = await freeing.free([actor], false, true);
      if (!freed?.ok) return `${actor.displayName} was asked to unload, which brought nothing.`;
      actor.showMemoryNotice(`Its graphics memory was freed to make room for ${backend.displayName}.`);
      return `the graphics memory of ${actor.displayName} was freed${amount}.`;
    }
    const isExcluded =
      backend.commonSettings.exclusiveGroup !== '' &&
      actor.commonSettings.exclusiveGroup === backend.commonSettings.exclusiveGroup;
    await actor.toggle(false, {
      notice: isExcluded
        ? `Switched off because ${backend.displayName} was started: the two never run together.`
        : `Switched off to make room for ${backend.displayName}.`,
    });
    return `${actor.displayName} was switched off${amount}.`;
  }

  #shortage(backend: AdmissionRequest, plan: AdmissionPlan, answer: AdmissionAnswer): VramShortage {
    const actors = new Map(this.#options.actors().map((actor) => [actor.id, actor.displayName]));
    const named = (ids: readonly number[]) => ids.map((id) => actors.get(id) ?? `Backend ${id}`).join(', ');
    const parts = [
      plan.freeBytes === undefined
        ? 'It never runs together with others that are on.'
        : `It needs ${formatBytes(backend.commonSettings.vramNeed)} of graphics memory, and ${formatBytes(plan.freeBytes)} are free.`,
      ...(plan.busy.length === 0 ? [] : [`At work: ${named(plan.busy)}.`]),
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
      asks: this.#options.policy() === 'ask' && answer !== 'make-room',
    };
  }
}

/** Whether a worker is started here that may use graphics cards. */
const usesCards = ({ type, settings }: AdmissionRequest): boolean => (type?.gpus(settings) ?? null) !== null;

function occupant(actor: BackendActor, isBusy: boolean): VramHolder {
  const { id, commonSettings: rules, state, usage, vramByEngine, gpuUuids } = actor;
  const [card] = gpuUuids;
  const own = vramByEngine !== undefined && gpuUuids.length === 1 && card !== undefined;
  return {
    id,
    exclusiveGroup: rules.exclusiveGroup,
    isBusy: isBusy || state.phase === 'loading' || state.phase === 'stopping',
    canUnload: state.phase === 'running' && actor.canFreeMemory,
    lastUsed: actor.lastUse ?? 0,
    vram: usage.resources.vram ?? new Map(own ? [[card, vramByEngine]] : []),
  };
}
