/**
 * Frees what nobody uses: first the memory of a backend, then the backend itself, each after the time its settings say.
 * Nobody with such a setting: no timer.
 */
import type { BackendActor } from './backend-actor.ts';
import { inWordsBytes } from './bytes-in-words.ts';
import type { Clock } from './clock.ts';
import type { MemoryFreeing } from './memory-freeing.ts';
import type { ResourceSampler } from './resource-sampler.ts';

/** Milliseconds between two looks at those that do not tell of their requests: how they compute is the only sign of use. */
const SAMPLE_INTERVAL = 30_000;
/** Milliseconds between two looks at least. */
const SHORTEST = 1000;

export interface IdleKeeperOptions {
  clock: Clock;
  sampler: Pick<ResourceSampler, 'sample'>;
  freeing: Pick<MemoryFreeing, 'free'>;
  actors: () => readonly BackendActor[];
  onFault: (error: unknown) => void;
}

export class IdleKeeper {
  readonly #options: IdleKeeperOptions;
  /** The use after which it was unloaded: once is enough until it is used again. */
  readonly #unloadedAfter = new WeakMap<BackendActor, number>();
  #cancel: (() => void) | null = null;
  #due = Number.POSITIVE_INFINITY;
  #isOpen = false;
  #isLooking = false;

  constructor(options: IdleKeeperOptions) {
    this.#options = options;
  }

  open(): void {
    this.#isOpen = true;
    this.changed();
  }

  close(): void {
    this.#isOpen = false;
    this.#disarm();
  }

  /** To be called when a backend has changed: it may have become due earlier, or at all. */
  changed(): void {
    if (!this.#isOpen || this.#isLooking) return;
    const { clock } = this.#options;
    const wait = this.#nextLook();
    if (wait === null) {
      this.#disarm();
      return;
    }
    const due = clock.now() + wait;
    if (this.#cancel && this.#due <= due) return;
    this.#disarm();
    this.#due = due;
    this.#cancel = clock.setTimer(wait, () => {
      this.#disarm();
      this.#isLooking = true;
      void this.#look()
        .catch(this.#options.onFault)
        .finally(() => {
          this.#isLooking = false;
          this.changed();
        });
    });
  }

  #disarm(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#due = Number.POSITIVE_INFINITY;
  }

  /** Milliseconds until it has to be looked; null where nobody has such a rule. */
  #nextLook(): number | null {
    const now = this.#options.clock.wall();
    const waits = this.#ruled().map((actor) => {
      const { unloadAfter, stopAfter } = this.#steps(actor);
      const due = (actor.lastUse ?? now) + Math.min(unloadAfter, stopAfter) - now;
      return actor.type?.reportsUsage ? due : Math.min(due, SAMPLE_INTERVAL);
    });
    return waits.length === 0 ? null : Math.max(SHORTEST, Math.min(...waits));
  }

  /** Those that are up and have something to come. */
  #ruled(): BackendActor[] {
    return this.#options.actors().filter((actor) => {
      if (actor.state.phase !== 'running') return false;
      const { unloadAfter, stopAfter } = this.#steps(actor);
      return Number.isFinite(Math.min(unloadAfter, stopAfter));
    });
  }

  #steps(actor: BackendActor): { unloadAfter: number; stopAfter: number } {
    const { unloadAfter, stopAfter } = actor.rules;
    const isUnloaded = this.#unloadedAfter.get(actor) === actor.lastUse;
    return {
      unloadAfter: (isUnloaded ? null : unloadAfter) ?? Number.POSITIVE_INFINITY,
      stopAfter: stopAfter ?? Number.POSITIVE_INFINITY,
    };
  }

  async #look(): Promise<void> {
    const { clock, sampler } = this.#options;
    const ruled = this.#ruled();
    if (ruled.some(({ type }) => !type?.reportsUsage)) await sampler.sample();
    await Promise.all(
      ruled.map(async (actor) => {
        const { lastUse } = actor;
        if (actor.state.phase !== 'running' || actor.inFlight > 0 || lastUse === null) return;
        const unused = clock.wall() - lastUse;
        const { unloadAfter, stopAfter } = this.#steps(actor);
        if (unused >= stopAfter)
          await actor.toggle(false, { why: `Switched off after ${inWordsMinutes(stopAfter)} without use.` });
        else if (unused >= unloadAfter) await this.#unload(actor, lastUse, unloadAfter);
      }),
    );
  }

  async #unload(actor: BackendActor, lastUse: number, after: number): Promise<void> {
    const { freeing, sampler } = this.#options;
    this.#unloadedAfter.set(actor, lastUse);
    if (!actor.canFreeMemory) return;
    // What it computes to unload is no use of it, or it would never be stopped.
    const endPause = actor.pauseWork();
    try {
      const [freed] = await freeing.free([actor], false);
      await sampler.sample();
      if (!freed?.ok) return;
      const bytes = freed.vram_bytes ?? 0;
      const amount = bytes > 0 ? `: ${inWordsBytes(bytes)} came back` : '';
      actor.noteMemory(`Its memory was freed after ${inWordsMinutes(after)} without use${amount}.`);
    } finally {
      endPause();
    }
  }
}

const inWordsMinutes = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
};
