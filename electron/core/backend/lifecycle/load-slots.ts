/**
 * Who may load now: backends on different GPUs load at the same time, those that share a GPU one after another. A start that is
 * only tried again after failures makes nobody else wait, for it may never be ready.
 */

/** A backend that loads or waits. Both can change meanwhile. */
export interface SlotHolder {
  readonly id: number;
  readonly displayName: string;
}

/** A backend that another one waits for. */
export interface SlotBlocker {
  holder: SlotHolder;
  /** The keys that both have. */
  keys: readonly string[];
  /** Since when it loads, in epoch milliseconds; null where it waits itself and comes first. */
  since: number | null;
}

export interface SlotRequest {
  holder: SlotHolder;
  /** What the holder needs for itself while it loads. */
  keys: readonly string[];
  /** It waits for others, but others wait for it only where they yield as well. */
  yields: boolean;
  /** Epoch milliseconds. */
  wall: () => number;
  onGranted: () => void;
  /** Called with what it waits for, each time that changes. There is one at least. */
  onBlocked: (blockers: readonly SlotBlocker[]) => void;
}

interface Entry extends SlotRequest {
  /** When it was granted; null while it waits. */
  since: number | null;
  blockers: readonly SlotBlocker[];
}

export class LoadSlots {
  #held: Entry[] = [];
  #queue: Entry[] = [];

  /**
   * Calls `onGranted` once every key is free, which may be before this returns. Without keys it is granted at once.
   * @returns gives the slot back, or leaves the queue; safe to call twice
   */
  request(request: SlotRequest): () => void {
    const entry: Entry = { ...request, since: null, blockers: [] };
    // Whoever yields comes after all who do not.
    const index = entry.yields ? -1 : this.#queue.findIndex(({ yields }) => yields);
    this.#queue.splice(index < 0 ? this.#queue.length : index, 0, entry);
    this.#grantFree();
    return () => {
      if (!this.#held.includes(entry) && !this.#queue.includes(entry)) return;
      this.#held = this.#held.filter((other) => other !== entry);
      this.#queue = this.#queue.filter((other) => other !== entry);
      this.#grantFree();
    };
  }

  #grantFree(): void {
    const waiting: Entry[] = [];
    const granted: Entry[] = [];
    const changed: Entry[] = [];
    for (const entry of this.#queue) {
      // A GPU that an earlier request waits for is reserved for it. Otherwise a worker on two GPUs might wait for ever.
      const blockers = [...this.#held, ...waiting].flatMap((other) => blockerOf(entry, other));
      if (blockers.length === 0) {
        entry.since = entry.wall();
        this.#held.push(entry);
        granted.push(entry);
      } else waiting.push(entry);
      const isChanged = !isSame(blockers, entry.blockers);
      entry.blockers = blockers;
      if (isChanged && blockers.length > 0) changed.push(entry);
    }
    this.#queue = waiting;
    for (const entry of granted) entry.onGranted();
    for (const entry of changed) if (this.#queue.includes(entry)) entry.onBlocked(entry.blockers);
  }
}

function blockerOf(entry: Entry, other: Entry): SlotBlocker[] {
  const keys = entry.keys.filter((key) => other.keys.includes(key));
  const isBlocking = keys.length > 0 && (entry.yields || !other.yields);
  return isBlocking ? [{ holder: other.holder, keys, since: other.since }] : [];
}

const isSame = (a: readonly SlotBlocker[], b: readonly SlotBlocker[]): boolean =>
  a.length === b.length &&
  a.every(({ holder, since }, index) => holder === b[index]?.holder && since === b[index]?.since);
