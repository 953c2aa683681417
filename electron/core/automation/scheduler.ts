/**
 * Switches backends on and off by their schedules: at each switch once, also when the program, or the machine, was away at
 * that moment. What a person switches between two of them holds until the next. Nobody with a schedule: no timer.
 */
import { findTransitions } from '../../../shared/schedule.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import type { Clock } from '../clock.ts';
import { DeadlineTimer } from './deadline-timer.ts';

/** Milliseconds until it is looked again at most: the clock of the machine may be set meanwhile. */
const MAX_WAIT = 3_600_000;
/** After a switch that could not be saved. */
const RETRY = 60_000;

export interface SchedulerOptions {
  clock: Clock;
  actors: () => readonly BackendActor[];
  onFault: (error: unknown) => void;
}

export class Scheduler {
  readonly #options: SchedulerOptions;
  /** What was kept of each backend when it was looked at last. */
  readonly #seen = new WeakMap<BackendActor, BackendActor['record']>();
  readonly #timer: DeadlineTimer;
  #isOpen = false;
  #looking: Promise<void> | null = null;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#timer = new DeadlineTimer(options.clock, () => void this.look());
  }

  /** Resolves when what was missed is done; null where nobody has a schedule. */
  open(): Promise<void> | null {
    this.#isOpen = true;
    return this.#scheduled().length === 0 ? null : this.look();
  }

  close(): void {
    this.#isOpen = false;
    this.#timer.disarm();
  }

  /** To be called when a backend has changed: it may have got a schedule. Mostly nothing that counts here has changed. */
  changed(actor: BackendActor): void {
    if (!this.#isOpen || this.#looking || this.#seen.get(actor) === actor.record) return;
    this.#timer.arm(this.#wait(actor));
  }

  /** Milliseconds until the schedule of a backend has to be looked at; null where it has none. */
  #wait(actor: BackendActor): number | null {
    const { record, commonSettings: rules } = actor;
    this.#seen.set(actor, record);
    if (rules.spans.length === 0) return null;
    if (record.schedule_done === undefined) return 0;
    const now = this.#options.clock.wall();
    const { last, next } = findTransitions(rules.spans, now);
    if (last && last.at > record.schedule_done) return 0;
    return Math.min(MAX_WAIT, next ? next.at - now : MAX_WAIT);
  }

  /** What is due is done now: the machine woke up, or its clock may have been set. Never rejects. */
  look(): Promise<void> {
    this.#timer.disarm();
    this.#looking ??= this.#switchAll()
      .then((failed) => {
        this.#looking = null;
        if (!this.#isOpen) return;
        for (const actor of this.#options.actors()) this.#timer.arm(failed ? RETRY : this.#wait(actor));
      })
      .catch(this.#options.onFault);
    return this.#looking;
  }

  #scheduled(): BackendActor[] {
    return this.#options.actors().filter(({ commonSettings: rules }) => rules.spans.length > 0);
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
    if (done === undefined) return await actor.skipScheduleBefore(now);
    const { last } = findTransitions(actor.commonSettings.spans, now);
    if (!last || last.at <= done) return;
    await actor.toggle(last.enabled, {
      notice: `Switched ${last.enabled ? 'on' : 'off'} by its schedule.`,
      scheduleEdge: last.at,
    });
  }
}
