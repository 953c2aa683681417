/** How room is made for a backend that is about to start: a pure plan, made anew from what is known before each step. */

export interface VramNeed {
  /** Bytes of graphics memory; 0 = not declared. */
  bytes: number;
  /** The cards it may use; empty where nothing is known of cards: then only exclusion counts. */
  gpus: readonly { uuid: string; freeBytes: number | undefined }[];
  /** Empty: none. */
  exclusiveGroup: string;
}

/** Another backend that is up or on its way. */
export interface VramHolder {
  id: number;
  exclusiveGroup: string;
  /** Loading, answering requests or computing: nothing is taken from it. */
  isBusy: boolean;
  canUnload: boolean;
  /** Epoch milliseconds of its last use, or of its start. */
  lastUsed: number;
  /** By card. */
  vram: ReadonlyMap<string, number>;
}

export interface AdmissionStep {
  id: number;
  how: 'unload' | 'stop';
  vramBytes?: number;
}

export interface AdmissionPlan {
  /** Bytes that are free on the cards; undefined where that does not matter. */
  freeBytes: number | undefined;
  /** In order; empty where nobody can be asked. */
  steps: AdmissionStep[];
  /** Whether it fits after them, as far as the figures tell. */
  isEnough: boolean;
  /** Who stands in the way and is at work. */
  busy: number[];
}

/** Less than this is what a process keeps of a card after its models are gone: not worth ending it for. */
const NOTICEABLE = 64 * 1024 * 1024;

/**
 * Null where it may start at once. First those it excludes, then the least recently used ones on its cards: each in its
 * turn is asked to unload, or stopped where it cannot be; only then those that keep their memory though they were asked.
 * @param asked who was asked to unload already, for this start
 */
export function planAdmission(
  need: VramNeed,
  occupants: readonly VramHolder[],
  asked: ReadonlySet<number>,
): AdmissionPlan | null {
  const held = ({ vram }: VramHolder) => need.gpus.reduce((sum, { uuid }) => sum + (vram.get(uuid) ?? 0), 0);
  const excluded = occupants.filter(
    ({ exclusiveGroup }) => need.exclusiveGroup !== '' && exclusiveGroup === need.exclusiveGroup,
  );
  const freeBytes = freeOn(need);
  const fits = freeBytes === undefined || freeBytes >= need.bytes;
  if (excluded.length === 0 && fits) return null;

  const steps: AdmissionStep[] = [];
  const busy = new Set(excluded.filter(({ isBusy }) => isBusy).map(({ id }) => id));
  let expected = freeBytes ?? 0;
  const take = (occupant: VramHolder, how: AdmissionStep['how']) => {
    const bytes = held(occupant);
    steps.push({ id: occupant.id, how, ...(bytes > 0 ? { vramBytes: bytes } : {}) });
    expected += bytes;
  };
  for (const occupant of excluded) if (!occupant.isBusy) take(occupant, 'stop');

  const isEnough = () => freeBytes === undefined || expected >= need.bytes;
  const others = occupants
    .filter((occupant) => !excluded.includes(occupant) && held(occupant) >= NOTICEABLE)
    .sort((a, b) => a.lastUsed - b.lastUsed || a.id - b.id);
  const isKeeping = ({ id, canUnload }: VramHolder) => canUnload && asked.has(id);
  const inTurn = [...others.filter((one) => !isKeeping(one)), ...others.filter(isKeeping)];
  for (const occupant of inTurn) {
    if (isEnough()) break;
    if (occupant.isBusy) busy.add(occupant.id);
    else take(occupant, occupant.canUnload && !asked.has(occupant.id) ? 'unload' : 'stop');
  }
  return {
    freeBytes: fits ? undefined : freeBytes,
    steps,
    isEnough: isEnough() && !excluded.some(({ isBusy }) => isBusy),
    busy: [...busy],
  };
}

/** Undefined where no need is declared, or a card does not tell. */
function freeOn({ bytes, gpus }: VramNeed): number | undefined {
  if (bytes === 0 || gpus.length === 0) return undefined;
  let sum = 0;
  for (const { freeBytes } of gpus) {
    if (freeBytes === undefined) return undefined;
    sum += freeBytes;
  }
  return sum;
}
