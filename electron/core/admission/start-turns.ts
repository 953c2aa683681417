/**
 * Whose turn it is for the memory that others keep busy. A backend that has waited for some time is due: of those that are
 * started on demand, the ones that have run longest yield to it. They take no new requests until they have slept.
 */
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { texts } from '../../../shared/words/phrase.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import type { AdmissionRequest } from '../backend/admission.ts';
import type { Clock } from '../clock.ts';

const say = texts(happenedWords);

/** Milliseconds that a backend waits for one that is always busy, and for which one that was started has its memory at least. */
export const TURN_AFTER_MS = 20_000;

export interface StartTurnsOptions {
  clock: Clock;
  actors: () => BackendActor[];
}

interface Wait {
  /** Monotonic milliseconds. */
  since: number;
  /** What it counts upon of the memory that is free, by UUID of the GPU, once others yield to it. */
  reserved: { bytes: number; gpus: readonly string[] };
}

export class StartTurns {
  readonly #options: StartTurnsOptions;
  /** By id of the backend that is not admitted. */
  readonly #waits = new Map<number, Wait>();

  constructor(options: StartTurnsOptions) {
    this.#options = options;
  }

  /** To be called each time that it was not admitted. @param reserved see {@link reservedBefore} */
  noteShortage({ id }: AdmissionRequest, reserved: Wait['reserved']): void {
    const since = this.#waits.get(id)?.since ?? this.#options.clock.now();
    this.#waits.set(id, { since, reserved });
  }

  /** Milliseconds until its turn comes; 0 where it has come. */
  dueIn(id: number): number {
    const wait = this.#waits.get(id);
    return wait ? Math.max(0, wait.since + TURN_AFTER_MS - this.#options.clock.now()) : TURN_AFTER_MS;
  }

  /** Bytes of free memory that are kept for others, which have waited longer and are due. */
  reservedBefore(backend: AdmissionRequest, gpus: readonly string[]): number {
    // Only what a request starts has to wait its turn.
    if (!backend.commonSettings.onDemand) return 0;
    const own = this.#waits.get(backend.id)?.since ?? Number.POSITIVE_INFINITY;
    let bytes = 0;
    for (const [id, { since, reserved }] of this.#waits)
      if (id !== backend.id && since < own && this.dueIn(id) === 0 && isShared(gpus, reserved.gpus))
        bytes += reserved.bytes;
    return bytes;
  }

  /**
   * Has those backends take no new requests; others that yielded to it go on.
   * @param stays ids of those that yield to it already and are going to be put to sleep
   */
  yieldTo(backend: AdmissionRequest, yielders: readonly number[], stays: readonly number[]): void {
    for (const { id, demand } of this.#options.actors()) {
      if (yielders.includes(id))
        demand.yieldTo(
          backend.id,
          say('yields', { backend: backend.displayName, seconds: TURN_AFTER_MS / 1000 }),
        );
      else if (demand.yieldsTo === backend.id && !stays.includes(id)) demand.resume();
    }
  }

  /** To be called when a backend has changed: who does not wait any more keeps nobody from working. */
  noteChange(): void {
    // Nobody yields to one that has not waited.
    if (this.#waits.size === 0) return;
    const actors = this.#options.actors();
    const waiting = new Set(actors.filter(({ state }) => state.phase === 'waiting').map(({ id }) => id));
    for (const id of this.#waits.keys()) if (!waiting.has(id)) this.#waits.delete(id);
    for (const { demand } of actors)
      if (demand.yieldsTo !== null && !waiting.has(demand.yieldsTo)) demand.resume();
  }
}

const isShared = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((gpu) => others.includes(gpu));
