/**
 * Frees what nobody uses: first the memory of a backend, then the backend itself, each after the time its settings say.
 * Nobody with such a setting: no timer.
 */

import type { MemoryFreeing } from '../admission/memory-freeing.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import { formatBytes } from '../bytes-in-words.ts';
import type { Clock } from '../clock.ts';
import type { ResourceSampler } from '../resources/resource-sampler.ts';
import { DeadlineTimer } from './deadline-timer.ts';

/** Milliseconds between two looks at those that do not tell of their requests: how they compute is the only sign of use. */
const SAMPLE_INTERVAL = 30_000;
/** Milliseconds between two looks at least. */
const SHORTEST = 1000;

export interface IdleMonitorOptions {
  clock: Clock;
  sampler: Pick<ResourceSampler, 'sample'>;
  freeing: Pick<MemoryFreeing, 'free'>;
  actors: () => readonly BackendActor[];
  onFault: (error: unknown) => void;
}

export class IdleMonitor {
  readonly #options: IdleMonitorOptions;
  /** The use after which it was unloaded: once is enough until it is used again. */
  readonly #unloadedAfter = new WeakMap<BackendActor, number>();
  readonly #timer: DeadlineTimer;
  #isOpen = false;
  #isLooking = false;

  constructor(options: IdleMonitorOptions) {
    this.#options = options;
    this.#timer = new DeadlineTimer(options.clock, () => this.#lookAgain());
  }

  open(): void {
    this.#isOpen = true;
    for (const actor of this.#options.actors()) this.changed(actor);
  }

  close(): void {
    this.#isOpen = false;
    this.#timer.disarm();
  }

  /** To be called when a backend has changed: it may have become due earlier, or at all. */
  changed(actor: BackendActor): void {
    if (!this.#isOpen || this.#isLooking) return;
    this.#timer.arm(this.#nextLook(actor));
  }

  #lookAgain(): void {
    this.#isLooking = true;
    void this.#look()
      .catch(this.#options.onFault)
      .finally(() => {
        this.#isLooking = false;
        for (const one of this.#options.actors()) this.changed(one);
      });
  }

  /** Milliseconds until a backend has to be looked at; null where it has no such rule, or is not up. */
  #nextLook(actor: BackendActor): number | null {
    if (actor.state.phase !== 'running') return null;
    const { unloadAfter, stopAfter } = this.#steps(actor);
    const after = Math.min(unloadAfter, stopAfter);
    if (!Number.isFinite(after)) return null;
    const now = this.#options.clock.wall();
    const due = (actor.lastUse ?? now) + after - now;
    return Math.max(SHORTEST, actor.type?.reportsUsage ? due : Math.min(due, SAMPLE_INTERVAL));
  }

  #steps(actor: BackendActor): { unloadAfter: number; stopAfter: number } {
    const { unloadAfter, stopAfter } = actor.commonSettings;
    const isUnloaded = this.#unloadedAfter.get(actor) === actor.lastUse;
    return {
      unloadAfter: (isUnloaded ? null : unloadAfter) ?? Number.POSITIVE_INFINITY,
      stopAfter: stopAfter ?? Number.POSITIVE_INFINITY,
    };
  }

  async #look(): Promise<void> {
    const { clock, sampler } = this.#options;
    const ruled = this.#options.actors().filter((actor) => this.#nextLook(actor) !== null);
    if (ruled.some(({ type }) => !type?.reportsUsage)) await sampler.sample();
    await Promise.all(
      ruled.map(async (actor) => {
        const { lastUse } = actor;
        if (actor.state.phase !== 'running' || actor.inFlight > 0 || lastUse === null) return;
        const unused = clock.wall() - lastUse;
        const { unloadAfter, stopAfter } = this.#steps(actor);
        if (unused >= stopAfter)
          await actor.toggle(false, {
            notice: `Switched off after ${inWordsMinutes(stopAfter)} without use.`,
          });
        else if (unused >= unloadAfter) await this.#unload(actor, lastUse, unloadAfter);
      }),
    );
  }

  async #unload(actor: BackendActor, lastUse: number, after: number): Promise<void> {
    const { freeing, sampler } = this.#options;
    this.#unloadedAfter.set(actor, lastUse);
    if (!actor.canFreeMemory) return;
    // What it computes to unload is no use of it, or it would never be stopped.
    const endPause = actor.usage.pauseBusyMarks();
    try {
      const [freed] = await freeing.free([actor], false);
      await sampler.sample();
      if (!freed?.ok) return;
      const bytes = freed.vram_bytes ?? 0;
      const amount = bytes > 0 ? `: ${formatBytes(bytes)} came back` : '';
      actor.showMemoryNotice(`Its memory was freed after ${inWordsMinutes(after)} without use${amount}.`);
    } finally {
      endPause();
    }
  }
}

const inWordsMinutes = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
};
