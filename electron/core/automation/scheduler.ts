/**
 * Switches backends on and off by their schedules. Each switch is carried out once, also when the program or the machine was
 * off at its time. What a person switches between two of them holds until the next. While no backend has a schedule, no
 * timer runs.
 */
import { isDeepStrictEqual } from 'node:util';
import { findTransitions, type ScheduleTransition } from '../../../shared/settings/schedule.ts';
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { runAs } from '../activity/origin.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import type { Clock } from '../clock.ts';
import { DeadlineTimer } from './deadline-timer.ts';

const say = texts(happenedWords);

/**
 * Milliseconds between two checks at most. The timers of the system do not know when the wall clock is set, and they stand
 * still while the machine sleeps, so a switch is late by no more than this.
 */
const MAX_INTERVAL = 60_000;
/**
 * Milliseconds by which a switch that was carried out may lie in the future without being taken back. A clock that is set
 * back by less would repeat switches that have just been made.
 */
const MAX_CLOCK_CORRECTION = 3_600_000;
/** Milliseconds until the next attempt after a switch that could not be saved. */
const RETRY_DELAY = 60_000;

export interface SchedulerOptions {
  clock: Clock;
  actors: () => readonly BackendActor[];
  onFault: (error: unknown) => void;
}

export class Scheduler {
  readonly #options: SchedulerOptions;
  /** The record of each backend at its last check. */
  readonly #checkedRecords = new WeakMap<BackendActor, BackendActor['record']>();
  readonly #timer: DeadlineTimer;
  #isStarted = false;
  #checking: Promise<void> | null = null;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#timer = new DeadlineTimer(options.clock, () => void this.check());
  }

  /** Resolves when the switches that were missed are carried out; null where no backend has a schedule. */
  start(): Promise<void> | null {
    this.#isStarted = true;
    return this.#scheduled().length === 0 ? null : this.check();
  }

  stop(): void {
    this.#isStarted = false;
    this.#timer.disarm();
  }

  /** To be called when a backend has changed: its schedule may be another one. */
  noteChange(actor: BackendActor): void {
    // Most changes do not touch the record.
    if (!this.#isStarted || this.#checking || this.#checkedRecords.get(actor) === actor.record) return;
    this.#timer.arm(this.#nextCheck(actor));
  }

  /**
   * Carries out the switches that are due. To be called also when the machine wakes up or its clock may have been set.
   * Never rejects.
   */
  check(): Promise<void> {
    this.#timer.disarm();
    this.#checking ??= this.#switchAll()
      .then((hasFailed) => {
        this.#checking = null;
        if (!this.#isStarted) return;
        for (const actor of this.#options.actors())
          this.#timer.arm(hasFailed ? RETRY_DELAY : this.#nextCheck(actor));
      })
      .catch(this.#options.onFault);
    return this.#checking;
  }

  /** Milliseconds until the schedule of a backend has to be checked; null where it has none. */
  #nextCheck(actor: BackendActor): number | null {
    const { record, commonSettings } = actor;
    this.#checkedRecords.set(actor, record);
    if (commonSettings.spans.length === 0) return null;
    if (record.schedule_done === undefined) return 0;
    const now = this.#options.clock.wall();
    if (dueTransition(actor, now)) return 0;
    const { next } = findTransitions(commonSettings.spans, now);
    return Math.min(MAX_INTERVAL, next ? next.at - now : MAX_INTERVAL);
  }

  #scheduled(): BackendActor[] {
    return this.#options.actors().filter(({ commonSettings }) => commonSettings.spans.length > 0);
  }

  /** @returns whether a switch could not be saved */
  async #switchAll(): Promise<boolean> {
    const now = this.#options.clock.wall();
    const failures = await Promise.all(
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
    return failures.includes(true);
  }

  async #switch(actor: BackendActor, now: number): Promise<void> {
    // A backend that has just got its schedule is left as it is until the first switch.
    if (actor.record.schedule_done === undefined) return await actor.skipScheduleBefore(now);
    const transition = dueTransition(actor, now);
    if (!transition) return;
    await runAs({ kind: 'schedule' }, () =>
      actor.toggle(transition.enabled, {
        notice: say(transition.enabled ? 'switchedOnBySchedule' : 'switchedOffBySchedule'),
        scheduledAt: transition.at,
        // The schedule may be edited before the command is decided.
        onlyIf: (facts) => isDeepStrictEqual(dueTransition(facts, now), transition),
      }),
    );
  }
}

/**
 * The latest switch of a schedule; null where it is carried out already. If a later one is, the clock was wrong then, and
 * the backend is switched as the present time wants it.
 * @param now epoch milliseconds
 */
function dueTransition(
  { record, commonSettings }: Pick<BackendActor, 'record' | 'commonSettings'>,
  now: number,
): ScheduleTransition | null {
  const { last } = findTransitions(commonSettings.spans, now);
  const { schedule_done: done } = record;
  if (!last || done === undefined) return null;
  return last.at > done || done > now + MAX_CLOCK_CORRECTION ? last : null;
}
