/**
 * Frees what is not used: first the memory of a backend, then it stops the backend itself, each after the time in its
 * settings. While no backend has such a setting, no timer runs.
 */
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { given, texts } from '../../../shared/words/phrase.ts';
import { runAs } from '../activity/origin.ts';
import type { MemoryFreeing } from '../admission/memory-freeing.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import type { BackendCondition } from '../backend/actor/view/backend-condition.ts';
import { conditionalTarget } from '../backend/free-targets.ts';
import type { Clock } from '../clock.ts';
import { formatBytes } from '../format-bytes.ts';
import type { ResourceSampler } from '../resources/resource-sampler.ts';
import { DeadlineTimer } from './deadline-timer.ts';

const say = texts(happenedWords);

/** Milliseconds between two checks of backends that do not report their requests: only their computing shows that they are used. */
const SAMPLE_INTERVAL = 30_000;
/** Milliseconds between two checks at least. */
const MIN_INTERVAL = 1000;

export interface IdleMonitorOptions {
  clock: Clock;
  sampler: Pick<ResourceSampler, 'sample'>;
  freeing: Pick<MemoryFreeing, 'free'>;
  actors: () => readonly BackendActor[];
  onFault: (error: unknown) => void;
}

export class IdleMonitor {
  readonly #options: IdleMonitorOptions;
  /** The last use after which a backend was unloaded. It is unloaded once for each use. */
  readonly #unloadedAfter = new WeakMap<BackendActor, number>();
  readonly #timer: DeadlineTimer;
  #isStarted = false;
  #isChecking = false;

  constructor(options: IdleMonitorOptions) {
    this.#options = options;
    this.#timer = new DeadlineTimer(options.clock, () => this.#check());
  }

  start(): void {
    this.#isStarted = true;
    for (const actor of this.#options.actors()) this.noteChange(actor);
  }

  stop(): void {
    this.#isStarted = false;
    this.#timer.disarm();
  }

  /** To be called when a backend has changed: it may have to be checked earlier. */
  noteChange(actor: BackendActor): void {
    if (!this.#isStarted || this.#isChecking) return;
    this.#timer.arm(this.#nextCheck(actor));
  }

  #check(): void {
    this.#isChecking = true;
    void this.#checkAll()
      .catch(this.#options.onFault)
      .finally(() => {
        this.#isChecking = false;
        for (const actor of this.#options.actors()) this.noteChange(actor);
      });
  }

  /** Milliseconds until a backend has to be checked; null where it has no such setting, or does not run. */
  #nextCheck(actor: BackendActor): number | null {
    if (actor.state.phase !== 'running') return null;
    const limits = [this.#unloadAfter(actor), actor.commonSettings.stopAfter].filter((ms) => ms !== null);
    if (limits.length === 0) return null;
    const now = this.#options.clock.now();
    const due = (actor.lastUse ?? now) + Math.min(...limits) - now;
    return Math.max(MIN_INTERVAL, actor.type?.reportsUsage ? due : Math.min(due, SAMPLE_INTERVAL));
  }

  /** Milliseconds without use after which it is unloaded; null for never, or where it is unloaded already. */
  #unloadAfter(actor: BackendActor): number | null {
    const isUnloaded = this.#unloadedAfter.get(actor) === actor.lastUse;
    return isUnloaded ? null : actor.commonSettings.unloadAfter;
  }

  async #checkAll(): Promise<void> {
    const { sampler } = this.#options;
    const actors = this.#options.actors().filter((actor) => this.#nextCheck(actor) !== null);
    if (actors.some(({ type }) => !type?.reportsUsage)) await sampler.sample();
    await Promise.all(
      actors.map(async (actor) => {
        if (this.#isStopDue(actor)) await runAs({ kind: 'idle_rule' }, () => this.#switchOff(actor));
        else if (this.#unloadAfter(actor) !== null && this.#isUnloadDue(actor))
          await runAs({ kind: 'idle_rule' }, () => this.#unload(actor));
      }),
    );
  }

  readonly #isStopDue: BackendCondition = (facts) =>
    isUnusedFor(facts, facts.commonSettings.stopAfter, this.#options.clock.now());

  readonly #isUnloadDue: BackendCondition = (facts) =>
    isUnusedFor(facts, facts.commonSettings.unloadAfter, this.#options.clock.now());

  async #switchOff(actor: BackendActor): Promise<void> {
    const { onDemand, stopAfter } = actor.commonSettings;
    if (onDemand) {
      await actor.demand.sleep({
        notice: say('sleepsUnused', { minutes: minutesOf(stopAfter) }),
        onlyIf: this.#isStopDue,
      });
      return;
    }
    await actor.toggle(false, {
      notice: say('switchedOffUnused', { minutes: minutesOf(stopAfter) }),
      // It may be used, restarted or edited before the command is decided.
      onlyIf: this.#isStopDue,
    });
  }

  async #unload(actor: BackendActor): Promise<void> {
    const { freeing, sampler } = this.#options;
    const { commonSettings, lastUse } = actor;
    if (lastUse !== null) this.#unloadedAfter.set(actor, lastUse);
    if (!actor.run?.canFreeMemory) return;
    // The unloading itself is no use. If it counted as one, the backend would never be stopped.
    const endPause = actor.usage.pauseBusyMarks();
    try {
      // A request may arrive while its memory is measured.
      const [freed] = await freeing.free([conditionalTarget(actor, this.#isUnloadDue)], false);
      await sampler.sample();
      if (!freed?.ok) return;
      const bytes = freed.vram_bytes ?? 0;
      const amount = given('amount', bytes > 0 ? formatBytes(bytes) : undefined);
      const minutes = minutesOf(commonSettings.unloadAfter);
      actor.showMemoryNotice(say('freedUnused', { minutes, ...amount }));
    } finally {
      endPause();
    }
  }
}

/** Whether a backend runs and was not used for a time. @param ms null: no time is long enough @param now monotonic milliseconds */
function isUnusedFor(
  { state, inFlight, lastUse }: Pick<BackendActor, 'state' | 'inFlight' | 'lastUse'>,
  ms: number | null,
  now: number,
): boolean {
  const isUnused = state.phase === 'running' && inFlight === 0;
  return isUnused && ms !== null && lastUse !== null && now - lastUse >= ms;
}

const minutesOf = (ms: number | null): number => Math.round((ms ?? 0) / 60_000);
