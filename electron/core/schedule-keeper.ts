/**
 * Switches backends on and off by their schedules: at each switch once, also when the program, or the machine, was away at
 * that moment. What a person switches between two of them holds until the next. Nobody with a schedule: no timer.
 */
import { edgesAround } from '../../shared/schedule.ts';
import type { BackendActor } from './backend-actor.ts';
import type { Clock } from './clock.ts';

/** Milliseconds until it is looked again at most: the clock of the machine may be set meanwhile. */
const LONGEST_WAIT = 3_600_000;
/** After a switch that could not be saved. */
const RETRY = 60_000;

export interface ScheduleKeeperOptions {
  clock: Clock;
  actors: () => readonly BackendActor[];
  onFault: (error: unknown) => void;
}

export class ScheduleKeeper {
  readonly #options: ScheduleKeeperOptions;
  #cancel: (() => void) | null = null;
  #due = Number.POSITIVE_INFINITY;
  #isOpen = false;
  #looking: Promise<void> | null = null;

  constructor(options: ScheduleKeeperOptions) {
    this.#options = options;
  }

  /** Resolves when what was missed is done; null where nobody has a schedule. */
  open(): Promise<void> | null {
    this.#isOpen = true;
    return this.#scheduled().length === 0 ? null : this.look();
  }

  close(): void {
    this.#isOpen = false;
    this.#disarm();
  }

  /** To be called when a backend has changed: it may have got a schedule. */
  changed(): void {
    if (!this.#isOpen || this.#looking) return;
    const now = this.#options.clock.wall();
    const waits = this.#scheduled().map((actor) => {
      if (actor.record.schedule_done === undefined) return 0;
      const { last, next } = edgesAround(actor.rules.spans, now);
      if (last && last.at > actor.record.schedule_done) return 0;
      return next ? next.at - now : LONGEST_WAIT;
    });
    this.#arm(waits.length === 0 ? null : Math.min(LONGEST_WAIT, ...waits));
  }

  /** What is due is done now: the machine woke up, or its clock may have been set. Never rejects. */
  look(): Promise<void> {
    this.#disarm();
    this.#looking ??= this.#switchAll()
      .then((failed) => {
        this.#looking = null;
        if (failed && this.#isOpen) this.#arm(RETRY);
        else this.changed();
      })
      .catch(this.#options.onFault);
    return this.#looking;
  }

  #scheduled(): BackendActor[] {
    return this.#options.actors().filter(({ rules }) => rules.spans.length > 0);
  }

  #arm(wait: number | null): void {
    if (wait === null) {
      this.#disarm();
      return;
    }
    const { clock } = this.#options;
    const due = clock.now() + wait;
    if (this.#cancel && this.#due <= due) return;
    this.#disarm();
    this.#due = due;
    this.#cancel = clock.setTimer(wait, () => void this.look());
  }

  #disarm(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#due = Number.POSITIVE_INFINITY;
  }

  /** @returns whether one of them could not be saved */
  async #switchAll(): Promise<boolean> {
    const now = this.#options.clock.wall();
    const results = await Promise.all(
      this.#scheduled().map(async (actor) => {
        try {
          await this.#switch(actor, now);
          return false;
        } catch (error) {
          this.#options.onFault(error);
          return true;
        }
      }),
    );
    return results.includes(true);
  }

  async #switch(actor: BackendActor, now: number): Promise<void> {
    const done = actor.record.schedule_done;
    // One that has just got its schedule is left as it is until the first switch.
    if (done === undefined) return await actor.followScheduleFrom(now);
    const { last } = edgesAround(actor.rules.spans, now);
    if (!last || last.at <= done) return;
    await actor.toggle(last.enabled, {
      why: `Switched ${last.enabled ? 'on' : 'off'} by its schedule.`,
      scheduleEdge: last.at,
    });
  }
}
