/**
 * Decides which GPUs a backend gets: those that its setting names, compared with the GPUs that are there, with those that
 * were there when the setting was made, and with those that Preferences exclude.
 */
import { SwitchyardError } from '../../../shared/errors.ts';
import { gpuProblemWords } from '../../../shared/words/en/gpus/problems.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import { type GpuEnvironment, visibilityOfGpus, visibilityOfNames } from './gpu-visibility.ts';
import { formatGpu, type KnownGpu } from './known-gpu.ts';

const say = texts(gpuProblemWords);

/** The ids in a setting of the format `gpu-list`. */
export const gpuIds = (list: string): string[] => list.split(',').filter((id) => id !== '');

/** Whether the list names the GPU by its number or by its UUID. */
export const isNamedIn = (names: readonly string[], { id, uuid }: Pick<KnownGpu, 'id' | 'uuid'>): boolean =>
  names.includes(uuid) || names.includes(String(id));

/** The GPU that a number meant when it was chosen. */
export interface ChosenGpu {
  uuid: string;
  name: string;
}

export interface PlacementRequest {
  /** displayName of the backend, for errors. */
  backend: string;
  /** Numbers or UUIDs in its setting. Empty: it may see all GPUs. */
  chosen: readonly string[];
  /** By entry of `chosen`; without an entry for what was never placed before. */
  chosenGpus: Readonly<Record<string, ChosenGpu>>;
  /** Empty when there is none or none is known: the numbers are then passed on as they are. */
  gpus: readonly KnownGpu[];
  /** Numbers or UUIDs. */
  excluded: readonly string[];
  platform: NodeJS.Platform;
}

export interface Placement {
  /** The GPUs that it may see; empty when no GPU is known. */
  gpus: readonly KnownGpu[];
  environment: GpuEnvironment;
  /** What the setting should be now; equal to `chosen` of the request unless a GPU has another number. */
  chosen: readonly string[];
  /** To be stored with `chosen`. */
  chosenGpus: Readonly<Record<string, ChosenGpu>>;
  /** What has changed since the GPUs were chosen, in sentences for the user. */
  messages: Text[];
}

/** @throws SwitchyardError `gpu_not_found`, `gpu_excluded`, `every_gpu_excluded` */
export function placeOnGpus(request: PlacementRequest): Placement {
  const { backend, chosen, gpus, platform } = request;
  if (gpus.length === 0)
    return {
      gpus: [],
      environment: visibilityOfNames(chosen, request.chosenGpus, platform),
      chosen,
      chosenGpus: request.chosenGpus,
      messages: [],
    };
  const isExcluded = (gpu: KnownGpu) => isNamedIn(request.excluded, gpu);

  if (chosen.length === 0) {
    if (!gpus.some(isExcluded))
      return { gpus, environment: {}, chosen, chosenGpus: request.chosenGpus, messages: [] };
    const allowed = gpus.filter((gpu) => !isExcluded(gpu));
    if (allowed.length === 0) throw new SwitchyardError('every_gpu_excluded', { backend });
    return {
      gpus: allowed,
      environment: visibilityOfGpus(allowed, gpus, platform),
      chosen,
      chosenGpus: request.chosenGpus,
      messages: [],
    };
  }

  const messages: Text[] = [];
  const found = chosen.map((name) => {
    const before = request.chosenGpus[name];
    const gpu = findGpu(name, before, gpus);
    if (!gpu)
      throw new SwitchyardError('gpu_not_found', {
        backend,
        gpu: before ? `GPU ${name} (${before.name})` : `GPU ${name}`,
        available: gpus.map(formatGpu).join(', '),
      });
    if (isExcluded(gpu)) throw new SwitchyardError('gpu_excluded', { backend, gpu: formatGpu(gpu) });
    const isUuid = name === gpu.uuid;
    if (before && before.uuid === gpu.uuid && !isUuid && name !== String(gpu.id))
      messages.push(say('reordered', { name: before.name, before: name, now: String(gpu.id) }));
    else if (before && before.uuid !== gpu.uuid)
      messages.push(say('replaced', { number: name, name: gpu.name, before: before.name }));
    return { gpu, name: isUuid ? name : String(gpu.id) };
  });
  const names = [...new Set(found.map(({ name }) => name))];
  const placed = [...new Map(found.map(({ gpu }) => [gpu.uuid, gpu])).values()];
  return {
    gpus: placed,
    environment: visibilityOfGpus(placed, gpus, platform),
    chosen: names,
    chosenGpus: Object.fromEntries(found.map(({ gpu, name }) => [name, { uuid: gpu.uuid, name: gpu.name }])),
    messages,
  };
}

/** The same GPU under whatever number it has now. If it is gone, the GPU that has its number. */
function findGpu(
  name: string,
  before: ChosenGpu | undefined,
  gpus: readonly KnownGpu[],
): KnownGpu | undefined {
  return (
    gpus.find(({ uuid }) => uuid === (before?.uuid ?? name)) ?? gpus.find((gpu) => isNamedIn([name], gpu))
  );
}
