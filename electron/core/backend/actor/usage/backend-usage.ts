/** What is known of how a backend is used: its last use, whether its processes compute, and what they take. */
import type { BackendNotice } from '../../../../../shared/backend.ts';
import type { HostText } from '../../../../../shared/words/phrase.ts';
import { joinSentences } from '../../../../../shared/words/sentences.ts';
import { fieldText } from '../../../../../shared/words/wire-phrases.ts';
import type { Clock } from '../../../clock.ts';
import type { JobCount } from '../../backend-type.ts';
import { createNotice } from '../view/backend-notice.ts';

/** What a live worker takes of the machine, as sampled from outside. */
export interface ResourceUsage {
  ramBytes?: number;
  cpuPercent?: number;
  /** By GPU; left out where the driver does not report it. */
  vram?: ReadonlyMap<string, number>;
}

/** What is read of a run. */
interface UsedRun {
  /** Epoch milliseconds, for people to read. */
  readonly lastUsedAt: number | null;
  /** Monotonic milliseconds, as the time without use is measured: somebody may set the wall clock meanwhile. */
  readonly startTime: number | null;
  readonly lastUse: number | null;
}

export class UsageTracker {
  /** The last sample of the live worker; empty where there is none. */
  resources: ResourceUsage = {};
  /** What was done to the memory of the live worker, until it is used again. */
  #memoryNotice: BackendNotice | null = null;
  readonly #clock: Clock;
  /** Epoch milliseconds of the last request to a run that is over. */
  #lastUsedAt: number | null = null;
  /** Monotonic milliseconds at which the processes of the present run were last seen computing. */
  #lastBusyAt: number | null = null;
  /** How many callers have paused the busy marks. */
  #pauses = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** To be called when the sampler has seen the worker's processes computing. */
  markBusy(): void {
    if (this.#pauses === 0) this.#lastBusyAt = this.#clock.now();
  }

  /**
   * Until the returned function is called, the computing of the processes does not count as use: Switchyard has caused it,
   * for example by the request to free memory.
   */
  pauseBusyMarks(): () => void {
    this.#pauses++;
    return () => {
      this.#pauses--;
    };
  }

  get memoryNotice(): BackendNotice | null {
    return this.#memoryNotice;
  }

  setMemoryNotice(message: HostText): void {
    this.#memoryNotice = createNotice(message, this.#clock);
  }

  clearMemoryNotice(): void {
    this.#memoryNotice = null;
  }

  /** Forgets what was true of the run before. @param message what was done for this start; null for nothing */
  resetForStart(message: HostText | null): void {
    this.#lastBusyAt = null;
    this.#memoryNotice = message === null ? null : createNotice(message, this.#clock);
  }

  /** Adds to what was done for this start. */
  addToStart(message: HostText): void {
    const before = this.#memoryNotice === null ? [] : [fieldText(this.#memoryNotice, 'message')];
    this.setMemoryNotice(joinSentences([...before, message]) ?? message);
  }

  /** Keeps the last use of a run that is over. */
  keepLastUse({ lastUsedAt }: UsedRun): void {
    if (lastUsedAt !== null) this.#lastUsedAt = lastUsedAt;
  }

  /** Epoch milliseconds of the last request, whether to the present run or to an earlier one; null for never. */
  lastRequest(run: UsedRun | null): number | null {
    return run?.lastUsedAt ?? this.#lastUsedAt;
  }

  /**
   * Monotonic milliseconds of what counts as the last use of the present run: a request, computing of its processes, or its
   * start. Null where there is no run.
   */
  lastUse(run: UsedRun | null): number | null {
    if (!run || run.startTime === null) return null;
    return Math.max(run.startTime, run.lastUse ?? 0, this.#lastBusyAt ?? 0);
  }
}

/**
 * What a running worker has to do: as its engine reports it, else by the requests that are not answered yet.
 * @param maxUsages how many it takes at the same time; all of them where that is not known
 */
export function countJobs(
  { facts, inFlight }: { facts: { jobs?: JobCount | undefined }; inFlight: number },
  maxUsages: number = inFlight,
): JobCount {
  if (facts.jobs) return facts.jobs;
  const running = Math.min(inFlight, maxUsages);
  return { running, waiting: inFlight - running };
}
