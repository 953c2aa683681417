/** How long the starts of each backend usually take, by those that the activity has. */
import type { ActivityEntry } from '../../../shared/activity.ts';

/** How many of the last starts count. */
const MAX_STARTS = 5;

export class StartTimes {
  /** Seconds by the `uid` of a backend, oldest first. */
  readonly #seconds = new Map<string, number[]>();

  /** To be called with all entries in the order in which they were recorded. */
  note({
    changes,
    kind,
    seconds,
    uid,
  }: Pick<ActivityEntry, 'changes' | 'kind' | 'seconds'> & { uid?: string | undefined }): void {
    if (uid === undefined) return;
    // With another model, or other arguments, earlier starts tell nothing.
    if (kind === 'edited' && changes?.some(({ field }) => field === 'setting')) this.#seconds.delete(uid);
    if (kind !== 'ready' || seconds === undefined) return;
    this.#seconds.set(uid, [...(this.#seconds.get(uid) ?? []), seconds].slice(-MAX_STARTS));
  }

  /** The median in seconds; null where no start is known. */
  usualSeconds(uid: string): number | null {
    const sorted = this.#seconds.get(uid)?.toSorted((a, b) => a - b) ?? [];
    return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
  }
}
