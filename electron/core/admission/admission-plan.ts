/** What would be freed for a backend that is about to start: a pure plan, made again before each step. */

export interface VramNeed {
  id: number;
  /** Bytes of VRAM; 0 = not declared; infinite = as much as can be had. */
  bytes: number;
  /** Bytes of what is free that are kept for backends which have waited longer. */
  reservedBytes: number;
  /** The GPUs that it may use; empty where none are known. Then only the exclusive group counts. */
  gpus: readonly { uuid: string; freeBytes: number | undefined }[];
  /** Empty for none. */
  exclusiveGroup: string;
  /** It has waited so long that busy ones which are started on demand yield to it. */
  isDue: boolean;
  /** Whether memory may be freed without an answer, of whomever it is. */
  mayFree: boolean;
}

/** Another backend that is up, or starting or stopping. */
export interface VramHolder {
  id: number;
  exclusiveGroup: string;
  /** Starting, stopping, answering requests or computing: it is left alone. */
  isBusy: boolean;
  canUnload: boolean;
  /** A request starts it again, so nobody is asked before it is put to sleep. */
  onDemand: boolean;
  /** It runs and is started on demand. */
  mayYield: boolean;
  /** It has had its memory for long enough to yield it now. */
  hasServed: boolean;
  /** Id of the backend that it yields to; null where it does not. */
  yieldsTo: number | null;
  /** Monotonic milliseconds. */
  startedAt: number;
  /** Monotonic milliseconds of its last use, or of its start. */
  lastUsed: number;
  /** Bytes by UUID of the GPU. */
  vram: ReadonlyMap<string, number>;
}

export interface AdmissionStep {
  id: number;
  how: 'unload' | 'stop';
  vramBytes?: number;
  /** The last use that the plan goes by. Where the backend was used since, the step does not hold. Monotonic milliseconds. */
  lastUsed: number;
}

export interface AdmissionPlan {
  /** Bytes that are free on the GPUs; undefined where enough are free, or where that is unknown. */
  freeBytes: number | undefined;
  /** In order; empty where nothing can be freed. */
  steps: AdmissionStep[];
  /** Whether the backend fits after them, as far as is known. */
  isEnough: boolean;
  /** Whether all that is in the way is started on demand: nobody loses anything, so that nobody has to be asked. */
  needsNoAnswer: boolean;
  /** Backends that are in the way and busy. */
  busy: number[];
  /** Of these, the ones that are to take no new requests, so that they can be put to sleep; none before the turn has come. */
  yielders: number[];
  /** Whether its turn comes: enough of what is in the way is started on demand. */
  canTakeTurn: boolean;
  /** Bytes that it counts upon of those that are free, once steps and yielders have brought theirs. */
  reservedBytes: number;
}

/** Bytes. A process keeps up to so much of a GPU after it has unloaded its models: to stop it is not worth that. */
export const MIN_HELD = 64 * 1024 * 1024;

/**
 * Plans first the stop of the backends in the same exclusive group, then the least recently used ones on the same GPUs. Each
 * of these is to unload, or to stop where it cannot unload; those that were asked to unload and kept their memory come last.
 * @param asked the backends that were asked to unload already, for this start
 * @returns null where the backend may start at once
 */
export function planAdmission(
  need: VramNeed,
  holders: readonly VramHolder[],
  asked: ReadonlySet<number>,
): AdmissionPlan | null {
  const excluded = holders.filter(
    ({ exclusiveGroup }) => need.exclusiveGroup !== '' && exclusiveGroup === need.exclusiveGroup,
  );
  const freeBytes = freeBytesFor(need);
  // One that yields to another is as good as taken.
  const isTaken = ({ isBusy, yieldsTo }: VramHolder) => isBusy || (yieldsTo !== null && yieldsTo !== need.id);
  const fits = freeBytes === undefined || freeBytes >= need.bytes;
  if (excluded.length === 0 && fits) return null;

  const steps: AdmissionStep[] = [];
  const busy = new Set(excluded.filter(isTaken).map(({ id }) => id));
  let expectedBytes = freeBytes ?? 0;
  const addStep = (holder: VramHolder, how: AdmissionStep['how']) => {
    const bytes = heldBytes(holder, need);
    const { id, lastUsed } = holder;
    steps.push({ id, how, ...(bytes > 0 ? { vramBytes: bytes } : {}), lastUsed });
    expectedBytes += bytes;
  };
  for (const holder of excluded) if (!isTaken(holder)) addStep(holder, 'stop');

  const isEnough = () => freeBytes === undefined || expectedBytes >= need.bytes;
  const others = holders.filter(
    (holder) =>
      !excluded.includes(holder) &&
      heldBytes(holder, need) >= MIN_HELD &&
      // Where nobody knows how much is needed, one that has unloaded is not switched off besides.
      (Number.isFinite(need.bytes) || !asked.has(holder.id)),
  );
  for (const holder of inOrder(others, asked)) {
    if (isEnough()) break;
    if (isTaken(holder)) busy.add(holder.id);
    else addStep(holder, holder.canUnload && !asked.has(holder.id) ? 'unload' : 'stop');
  }
  const isPlanEnough = isEnough() && !excluded.some(isTaken);
  const yielders = isPlanEnough ? [] : findYielders(need, { holders, excluded, busy, expectedBytes });
  const stepsAreFree =
    need.mayFree || steps.every(({ id }) => holders.find((one) => one.id === id)?.onDemand);
  const canTakeTurn = yielders.length > 0 && stepsAreFree;
  const mayYieldNow = yielders.every(({ hasServed, yieldsTo }) => hasServed || yieldsTo === need.id);
  const yieldedBytes = yielders.reduce((sum, holder) => sum + heldBytes(holder, need), 0);
  const inTheWay = holders.filter(({ id }) => busy.has(id) || steps.some((step) => step.id === id));
  return {
    freeBytes: fits ? undefined : freeBytes,
    steps,
    isEnough: isPlanEnough,
    needsNoAnswer: inTheWay.length > 0 && inTheWay.every(({ onDemand }) => onDemand),
    busy: [...busy],
    yielders: need.isDue && canTakeTurn && mayYieldNow ? yielders.map(({ id }) => id) : [],
    canTakeTurn,
    reservedBytes: Math.max(0, need.bytes - (expectedBytes - (freeBytes ?? 0)) - yieldedBytes),
  };
}

/** The busy ones that would make room for it, those that have run longest first; none where all of them are not enough. */
function findYielders(
  need: VramNeed,
  found: { holders: readonly VramHolder[]; excluded: VramHolder[]; busy: Set<number>; expectedBytes: number },
): VramHolder[] {
  const { holders, excluded, busy, expectedBytes } = found;
  const mayYield = (holder: VramHolder) =>
    holder.mayYield && (holder.yieldsTo === null || holder.yieldsTo === need.id);
  const busyOnes = holders.filter(({ id }) => busy.has(id));
  const yielders = busyOnes.filter((holder) => excluded.includes(holder));
  if (!yielders.every(mayYield)) return [];
  let bytes = yielders.reduce((sum, holder) => sum + heldBytes(holder, need), expectedBytes);
  const others = busyOnes.filter((holder) => !excluded.includes(holder) && mayYield(holder));
  // One that yields already goes on with it.
  const order = (holder: VramHolder) => (holder.yieldsTo === need.id ? -1 : holder.startedAt);
  for (const holder of others.sort((a, b) => order(a) - order(b) || a.id - b.id)) {
    if (freeBytesFor(need) === undefined || bytes >= need.bytes) break;
    yielders.push(holder);
    bytes += heldBytes(holder, need);
  }
  return freeBytesFor(need) === undefined || bytes >= need.bytes ? yielders : [];
}

/** The least recently used first; those that kept their memory although they were asked come last. */
function inOrder(holders: readonly VramHolder[], asked: ReadonlySet<number>): VramHolder[] {
  const hasKept = ({ id, canUnload }: VramHolder) => canUnload && asked.has(id);
  return [...holders].sort(
    (a, b) => Number(hasKept(a)) - Number(hasKept(b)) || a.lastUsed - b.lastUsed || a.id - b.id,
  );
}

/** What a backend holds on the GPUs that are needed. */
const heldBytes = ({ vram }: VramHolder, { gpus }: VramNeed): number =>
  gpus.reduce((sum, { uuid }) => sum + (vram.get(uuid) ?? 0), 0);

/** Undefined where no need is declared, or where it is unknown for one of the GPUs. */
function freeBytesFor({ bytes, gpus, reservedBytes }: VramNeed): number | undefined {
  if (bytes === 0 || gpus.length === 0) return undefined;
  let sum = 0;
  for (const { freeBytes } of gpus) {
    if (freeBytes === undefined) return Number.isFinite(bytes) ? undefined : 0;
    sum += freeBytes;
  }
  return Math.max(0, sum - reservedBytes);
}
