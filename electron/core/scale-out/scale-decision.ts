/** Decides when instances are started and stopped: a pure function of what is set and what is known. */

/** Times in milliseconds. */
export interface ScaleLimits {
  minInstances: number;
  maxInstances: number;
  /** Requests that have to wait before one more is started. */
  minQueued: number;
  /** For how long an instance has nothing to do before it is stopped. */
  minIdleMs: number;
}

export interface ScaleFacts {
  /** Monotonic milliseconds. */
  now: number;
  /** Nothing is started before this time. */
  nextStartAt: number;
  /** Nothing is stopped before this time. */
  nextStopAt: number;
  /** Whether the minimum has been filled up once. The first time, all missing instances are started together. */
  isFilled: boolean;
  /** Requests that wait. */
  waiting: number;
  /** Launches and instances that have not ended, including those that drain. All of them count towards the maximum. */
  active: number;
  /** Those of them that drain. */
  draining: number;
  /** Instances that answer and take requests, with the time since which they have had nothing to do; null for one at work. */
  instances: readonly { number: number; idleSince: number | null }[];
  /** Whether it is not known at present what the scheduler runs. */
  isUnknown: boolean;
}

export interface ScaleDecision {
  start: number;
  /** Number of the instance to stop; null for none. */
  stop: number | null;
}

const NOTHING: ScaleDecision = { start: 0, stop: null };

export function decideScale(limits: ScaleLimits, facts: ScaleFacts): ScaleDecision {
  // What cannot be seen may still run: nothing is started in its place, and nothing stopped.
  if (facts.isUnknown) return NOTHING;
  const start = countStarts(limits, facts);
  return start > 0 ? { start, stop: null } : { start: 0, stop: findUnused(limits, facts) };
}

function countStarts(limits: ScaleLimits, facts: ScaleFacts): number {
  const { active, draining, isFilled, nextStartAt, now, waiting } = facts;
  const free = limits.maxInstances - active;
  if (free <= 0 || now < nextStartAt) return 0;
  const missing = limits.minInstances - (active - draining);
  if (missing > 0) return Math.min(free, isFilled ? 1 : missing);
  return waiting >= Math.max(1, limits.minQueued) ? 1 : 0;
}

function findUnused(limits: ScaleLimits, facts: ScaleFacts): number | null {
  const next = planStop(limits, facts);
  return next !== null && next.at <= facts.now ? next.number : null;
}

/**
 * The instance that is stopped next if it stays unused: the one that has been unused for the longest time.
 * @returns null where none is to be stopped. `at` in monotonic milliseconds
 */
export function planStop(
  { minIdleMs, minInstances }: ScaleLimits,
  { active, draining, instances, isUnknown, nextStopAt, waiting }: ScaleFacts,
): { number: number; at: number } | null {
  if (isUnknown || waiting > 0 || active - draining <= minInstances) return null;
  const [first] = instances
    .flatMap(({ number, idleSince }) => (idleSince === null ? [] : [{ number, idleSince }]))
    // Where several were unused for the same time, the youngest is stopped, because requests go to the oldest first.
    .sort((one, other) => one.idleSince - other.idleSince || other.number - one.number);
  return first ? { number: first.number, at: Math.max(nextStopAt, first.idleSince + minIdleMs) } : null;
}
