/**
 * All instances of one backend: starts and stops them on demand, and chooses one for each request. Invariant: only this file
 * adds and removes instances.
 */

import type { Machine, ScaleState } from '../../../shared/scale-out.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { englishOf, type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import type { AdapterIo, ChildFacts, InstanceTurn } from '../../core/backend/backend-type.ts';
import type { Launcher } from '../../core/scale-out/launcher.ts';
import {
  decideScale,
  planStop,
  type ScaleFacts,
  type ScaleLimits,
} from '../../core/scale-out/scale-decision.ts';
import { toMachines } from '../common/machines.ts';
import { formatTimeOfDay, toMinutes } from './format-time.ts';
import { Instance } from './instance.ts';
import { reasonOf } from './instance-kinds.ts';
import type { InstanceOptions, InstancePhase } from './instance-options.ts';

const note = texts(noticeWords);

const TICK_MS = 1_000;
/** A launch that fails at once is not repeated at once, whatever the settings say. */
const MIN_FAILURE_PAUSE_MS = 1_000;
/** The pause after a failure grows with each one in a row, up to so many times what is set. */
const MAX_FAILURE_GROWTH = 16;

/** The settings, with times in milliseconds. */
export interface FleetSettings extends ScaleLimits {
  startPauseMs: number;
  failurePauseMs: number;
  stopPauseMs: number;
}

export interface FleetOptions {
  io: Pick<AdapterIo, 'clock' | 'log' | 'waitingRequests'>;
  launcher: Launcher;
  /** Asked each time: settings change. */
  settings: () => FleetSettings;
  instance: Pick<InstanceOptions, 'find' | 'attemptMs' | 'maxUsages' | 'launchMs' | 'graceMs'>;
  /** See {@link InstanceOptions.readAddress}. @param isFound whether it ran before this host did */
  addressReader: (number: number, isFound: boolean) => InstanceOptions['readAddress'];
  /** Something has changed that is shown. */
  onChange: () => void;
}

export class Fleet {
  readonly #options: FleetOptions;
  readonly #instances = new Map<number, Instance>();
  #nextNumber = 1;
  #nextStartAt = Number.NEGATIVE_INFINITY;
  #nextStopAt = Number.NEGATIVE_INFINITY;
  #isFilled = false;
  /** Failures in a row. */
  #failures = 0;
  #failure: Text | null = null;
  #lastLaunch: ScaleState['last_launch'];
  #isEnding = false;
  #cancelTick = () => {};

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  start(): void {
    this.#options.launcher.open({
      onFound: (number) => {
        this.#nextNumber = Math.max(this.#nextNumber, number + 1);
        const found = this.#add(number, true);
        return { listener: found, setLaunch: (launch) => found.setLaunch(launch) };
      },
      onChange: () => {
        if (!this.#isEnding) this.#scheduleCheck();
      },
    });
    this.#tick();
  }

  /** All that are not ended, the oldest first. */
  get instances(): readonly Instance[] {
    return [...this.#instances.values()];
  }

  get children(): ChildFacts[] {
    return this.instances.flatMap((instance) => instance.facts);
  }

  /** Names of what the instances serve; one that several serve comes several times. */
  get models(): string[] {
    return this.instances.flatMap(({ models }) => models);
  }

  get machines(): Machine[] {
    return toMachines(this.instances.flatMap(({ onMachine }) => onMachine ?? []));
  }

  get state(): ScaleState {
    const { io, launcher, settings } = this.#options;
    const count = (...phases: InstancePhase[]) =>
      this.instances.filter(({ phase }) => phases.includes(phase)).length;
    const limits = settings();
    const wait = this.instances.find(({ waitsFor }) => waitsFor !== null);
    const nextStop = planStop(limits, this.#facts);
    return {
      up: count('up'),
      starting: count('launching', 'connecting'),
      away: count('away'),
      draining: count('draining', 'ending'),
      min: limits.minInstances,
      max: limits.maxInstances,
      waiting: this.#waiting,
      min_queued: limits.minQueued,
      capacity: this.instances.reduce((sum, { capacity }) => sum + capacity, 0),
      ...(wait?.waitsFor ? { waits_for: { number: wait.number, reason: englishOf(wait.waitsFor) } } : {}),
      ...(this.#nextStartAt > io.clock.now() ? { next_start_at: this.#format(this.#nextStartAt) } : {}),
      ...(nextStop ? { next_stop: { number: nextStop.number, at: this.#format(nextStop.at) } } : {}),
      ...(this.#lastLaunch ? { last_launch: this.#lastLaunch } : {}),
      ...(launcher.outage ? { unknown_since: new Date(launcher.outage.since).toISOString() } : {}),
    };
  }

  /** What a person has to know, in sentences; undefined for nothing. */
  get notice(): HostText | undefined {
    const { launcher } = this.#options;
    const refusing = this.instances.filter(({ isRefusingControl }) => isRefusingControl);
    const waiting = this.instances.find(({ waitsFor }) => waitsFor !== null);
    const sentences = [
      launcher.outage
        ? note('fleet_outage', {
            time: formatTimeOfDay(launcher.outage.since),
            reason: launcher.outage.reason,
          })
        : null,
      this.#failure,
      waiting ? note('fleet_waiting', { number: waiting.number, reason: waiting.waitsFor ?? '' }) : null,
      refusing.length > 0
        ? note('fleet_refusing', {
            count: refusing.length,
            numbers: refusing.map(({ number }) => String(number)),
          })
        : null,
    ].filter((sentence) => sentence !== null);
    return joinSentences(sentences) ?? undefined;
  }

  /** To be called when the demand or the settings have changed. */
  check(): void {
    if (!this.#isEnding) this.#tick();
  }

  /** Chooses the oldest one that has a free place, so that the younger ones fall idle when there is less to do. */
  enter(model: string | null): InstanceTurn | null {
    for (const instance of this.#instances.values()) {
      const serves = model === null || instance.models.length === 0 || instance.models.includes(model);
      const turn = serves ? instance.enter() : null;
      if (turn) return turn;
    }
    return null;
  }

  /** Ends all. Never rejects. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#cancelTick();
    await Promise.all(this.instances.map((instance) => instance.end()));
    this.#options.launcher.close();
  }

  get #waiting(): number {
    const atInstances = this.instances.reduce((sum, { jobs }) => sum + (jobs?.waiting ?? 0), 0);
    return this.#options.io.waitingRequests() + atInstances;
  }

  get #facts(): ScaleFacts {
    const { io, launcher } = this.#options;
    const active = this.instances;
    return {
      now: io.clock.now(),
      nextStartAt: this.#nextStartAt,
      nextStopAt: this.#nextStopAt,
      isFilled: this.#isFilled,
      waiting: this.#waiting,
      active: active.length,
      draining: active.filter(({ phase }) => phase === 'draining' || phase === 'ending').length,
      instances: active.filter(({ phase }) => phase === 'up'),
      isUnknown: !launcher.isKnown,
    };
  }

  /** In whole seconds, so that a time that stays is written in the same way each time. @param at monotonic milliseconds */
  #format(at: number): string {
    const { clock } = this.#options.io;
    const wall = clock.wall() + at - clock.now();
    return new Date(Math.ceil(wall / 1000) * 1000).toISOString();
  }

  #tick(): void {
    this.#cancelTick();
    const { io, launcher, settings } = this.#options;
    const limits = settings();
    const facts = this.#facts;
    const { now } = facts;
    const { start, stop } = decideScale(limits, facts);
    if (launcher.isKnown) this.#isFilled = true;
    for (let count = 0; count < start; count++) this.#launch();
    if (stop !== null) {
      this.#nextStopAt = now + limits.stopPauseMs;
      io.log(`Instance ${stop} was unused for ${toMinutes(limits.minIdleMs)} min and is stopped.`);
      this.#instances.get(stop)?.drain();
    }
    this.#options.onChange();
    this.#cancelTick = io.clock.setTimer(TICK_MS, () => this.#tick());
  }

  #launch(): void {
    const { io, launcher, settings } = this.#options;
    const number = this.#nextNumber++;
    this.#waitForStart(settings().startPauseMs);
    io.log(`Instance ${number} is launched. Requests that wait: ${this.#waiting}.`);
    const instance = this.#add(number, false);
    launcher.start(number, instance).then(
      (launch) => instance.setLaunch(launch),
      (error: unknown) => instance.failLaunch(reasonOf(error)),
    );
  }

  #add(number: number, isFound: boolean): Instance {
    const { addressReader, instance, io, launcher } = this.#options;
    const added: Instance = new Instance({
      ...instance,
      number,
      clock: io.clock,
      readAddress: addressReader(number, isFound),
      isUnknown: () => !launcher.isKnown,
      log: (message) => io.log(message),
      onChange: () => this.#onInstanceChange(added),
      onUp: () => this.#noteLaunch(number),
      onFailed: (reason) => this.#onFailed(number, reason),
      onLost: (reason) => io.log(`Instance ${number} is gone: ${reason}.`),
    });
    this.#instances.set(number, added);
    return added;
  }

  #onInstanceChange(instance: Instance): void {
    if (instance.phase === 'up' && this.#failures > 0) {
      this.#failures = 0;
      this.#failure = null;
    }
    if (!instance.isActive) this.#instances.delete(instance.number);
    // This is called in the middle of a change, so the check comes later.
    if (this.#isEnding) this.#options.onChange();
    else this.#scheduleCheck();
  }

  /** All changes of one turn are handled together. */
  #scheduleCheck(): void {
    this.#cancelTick();
    this.#cancelTick = this.#options.io.clock.setTimer(0, () => this.#tick());
  }

  #onFailed(number: number, reason: HostText): void {
    if (this.#isEnding) return;
    const { io, settings } = this.#options;
    const growth = Math.min(2 ** this.#failures, MAX_FAILURE_GROWTH);
    this.#failures++;
    this.#noteLaunch(number, englishOf(reason));
    const pause = Math.max(MIN_FAILURE_PAUSE_MS, settings().failurePauseMs) * growth;
    this.#waitForStart(pause);
    this.#failure = note('fleet_launchFailed', {
      number,
      reason,
      failures: this.#failures,
      pause: formatPause(pause),
    });
    io.log(this.#failure.text);
  }

  #noteLaunch(number: number, failure?: string): void {
    const at = new Date(this.#options.io.clock.wall()).toISOString();
    this.#lastLaunch = { number, at, ...(failure === undefined ? {} : { failure }) };
  }

  #waitForStart(ms: number): void {
    this.#nextStartAt = Math.max(this.#nextStartAt, this.#options.io.clock.now() + ms);
  }
}

const formatPause = (ms: number): string =>
  ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${toMinutes(ms)} min`;
