/**
 * Which graphics cards a backend gets: what its setting names, held against the cards that are there and the ones that
 * were there when it was chosen, and against what Preferences exclude.
 */
import { SwitchyardError } from '../../../shared/errors.ts';
import type { GpuReading } from './gpu-reading.ts';

/** The ids that a setting of the format `gpu-list` names. */
export const gpuIds = (list: string): string[] => list.split(',').filter((id) => id !== '');

/** A card under the number that people and settings name it by. */
export type KnownGpu = Pick<GpuReading, 'index' | 'uuid' | 'name' | 'vendor'> & { id: number };

/** Whether a list of settings names the card, by its number or by its UUID. */
export const isNamedIn = (names: readonly string[], { id, uuid }: Pick<KnownGpu, 'id' | 'uuid'>): boolean =>
  names.includes(uuid) || names.includes(String(id));

/** The card that a number stood for when it was chosen. */
export interface ChosenCard {
  uuid: string;
  name: string;
}

export interface PlacementRequest {
  /** How the backend is called in words. */
  backend: string;
  /** What its setting names: numbers or UUIDs. Empty: it sees all of them. */
  chosen: readonly string[];
  /** By what was chosen; not there for what nobody has looked up yet. */
  cards: Readonly<Record<string, ChosenCard>>;
  /** Empty where none is there, or nothing tells of them: then the numbers are handed on as they are. */
  gpus: readonly KnownGpu[];
  /** UUIDs or numbers. */
  excluded: readonly string[];
  platform: NodeJS.Platform;
}

export interface Placement {
  /** What it may see: empty where nothing is known of cards. */
  gpus: readonly KnownGpu[];
  environment: Record<string, string>;
  /** What the setting should say by now; the same as `chosen` where no card has moved. */
  chosen: readonly string[];
  /** To be kept with it. */
  cards: Readonly<Record<string, ChosenCard>>;
  /** What is different from when the cards were chosen, in sentences. */
  remarks: string[];
}

/** @throws SwitchyardError `gpu_not_found`, `gpu_excluded`, `every_gpu_excluded` */
export function placeOnGpus(request: PlacementRequest): Placement {
  const { backend, chosen, gpus, platform } = request;
  if (gpus.length === 0)
    return {
      gpus: [],
      environment: visible(chosen, chosen, platform),
      chosen,
      cards: request.cards,
      remarks: [],
    };
  const isExcluded = (gpu: KnownGpu) => isNamedIn(request.excluded, gpu);

  if (chosen.length === 0) {
    if (!gpus.some(isExcluded)) return { gpus, environment: {}, chosen, cards: request.cards, remarks: [] };
    const left = gpus.filter((gpu) => !isExcluded(gpu));
    if (left.length === 0) throw new SwitchyardError('every_gpu_excluded', { backend });
    return {
      gpus: left,
      environment: environmentOf(left, gpus, platform),
      chosen,
      cards: request.cards,
      remarks: [],
    };
  }

  const remarks: string[] = [];
  const found = chosen.map((name) => {
    const before = request.cards[name];
    const gpu = findCard(name, before, gpus);
    if (!gpu)
      throw new SwitchyardError('gpu_not_found', {
        backend,
        gpu: before ? `GPU ${name} (${before.name})` : `GPU ${name}`,
        available: gpus.map(nameOf).join(', '),
      });
    if (isExcluded(gpu)) throw new SwitchyardError('gpu_excluded', { backend, gpu: nameOf(gpu) });
    const isUuid = name === gpu.uuid;
    if (before && before.uuid === gpu.uuid && !isUuid && name !== String(gpu.id))
      remarks.push(
        `The graphics cards were re-ordered: ${before.name} was GPU ${name} and is GPU ${gpu.id} now.`,
      );
    else if (before && before.uuid !== gpu.uuid)
      remarks.push(`GPU ${name} is ${gpu.name} now; it was ${before.name} when it was chosen.`);
    return { gpu, name: isUuid ? name : String(gpu.id) };
  });
  const names = [...new Set(found.map(({ name }) => name))];
  const placed = [...new Map(found.map(({ gpu }) => [gpu.uuid, gpu])).values()];
  return {
    gpus: placed,
    environment: environmentOf(placed, gpus, platform),
    chosen: names,
    cards: Object.fromEntries(found.map(({ gpu, name }) => [name, { uuid: gpu.uuid, name: gpu.name }])),
    remarks,
  };
}

/** The card itself wherever it is now; where it is gone, the one that has its number. */
function findCard(
  name: string,
  before: ChosenCard | undefined,
  gpus: readonly KnownGpu[],
): KnownGpu | undefined {
  return (
    gpus.find(({ uuid }) => uuid === (before?.uuid ?? name)) ?? gpus.find((gpu) => isNamedIn([name], gpu))
  );
}

const nameOf = ({ id, name }: KnownGpu): string => `GPU ${id} (${name})`;

/** Where the makers are mixed, each library gets the numbers of its own cards, and none where it has none. */
function environmentOf(
  placed: readonly KnownGpu[],
  all: readonly KnownGpu[],
  platform: NodeJS.Platform,
): Record<string, string> {
  const numbers = (vendor: KnownGpu['vendor']) =>
    placed.filter((gpu) => gpu.vendor === vendor).map(({ index }) => String(index));
  const isMixed = new Set(all.map(({ vendor }) => vendor)).size > 1;
  if (isMixed) return visible(numbers('nvidia'), numbers('amd'), platform, '-1');
  const own = placed.map(({ index }) => String(index));
  return visible(own, own, platform);
}

/** @param none what stands for no card at all; left out: nothing is said then */
function visible(
  nvidia: readonly string[],
  amd: readonly string[],
  platform: NodeJS.Platform,
  none?: string,
): Record<string, string> {
  if (nvidia.length === 0 && amd.length === 0) return {};
  const list = (ids: readonly string[]) => (ids.length === 0 && none !== undefined ? none : ids.join(','));
  return {
    // The libraries of NVIDIA and AMD each read a variable of their own; the order is that of nvidia-smi.
    CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
    CUDA_VISIBLE_DEVICES: list(nvidia),
    ROCR_VISIBLE_DEVICES: list(amd),
    ...(platform === 'win32' ? { HIP_VISIBLE_DEVICES: list(amd) } : {}),
  };
}
