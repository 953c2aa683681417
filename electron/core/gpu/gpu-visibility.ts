/**
 * The environment variables that let a worker see some GPUs and hide the others. Each maker's library has one of its own, and
 * never more than one layer may hide something: ROCm removes GPUs by ROCR_VISIBLE_DEVICES and numbers the rest from 0, and HIP
 * then reads HIP_VISIBLE_DEVICES, or without it CUDA_VISIBLE_DEVICES, as numbers among that rest. With 1 in both layers a
 * program sees no GPU at all. Source: ROCm's clr (rocdevice.cpp, paldevice.cpp), mid 2026.
 */
import { formatGpu, type KnownGpu } from './known-gpu.ts';

/** `undefined` removes a variable that Switchyard itself was started with. */
export type GpuEnvironment = Record<string, string | undefined>;

/** All variables by which CUDA, ROCm and HIP hide GPUs. */
const VISIBILITY_VARIABLES = [
  'CUDA_VISIBLE_DEVICES',
  'ROCR_VISIBLE_DEVICES',
  'HIP_VISIBLE_DEVICES',
  // HIP reads it as well, for OpenCL's sake.
  'GPU_DEVICE_ORDINAL',
] as const;

/** Hides every GPU of a library. */
const NONE = '-1';

/** An AMD GPU's UUID in the form that ROCm reads. NVIDIA's have hyphens. */
const ROCM_UUID = /^GPU-[0-9a-f]{16}$/i;
/** The UUID of an AMD GPU that has no unique id is its PCI address. */
const PCI_ADDRESS = /^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/i;

/**
 * @param visible what the worker may see
 * @param all every GPU of the machine
 * @returns empty where no maker's library has a variable
 */
export function visibilityOfGpus(
  visible: readonly KnownGpu[],
  all: readonly KnownGpu[],
  platform: NodeJS.Platform,
): GpuEnvironment {
  const nvidia = visible.filter(({ vendor }) => vendor === 'nvidia');
  const amd = visible.filter(({ vendor }) => vendor === 'amd');
  if (nvidia.length === 0 && amd.length === 0) return {};
  const count = (vendor: KnownGpu['vendor']) => all.filter((gpu) => gpu.vendor === vendor).length;
  // Where nothing of NVIDIA's is hidden beside an AMD GPU, there is no need for a variable that HIP reads, too.
  const needsCuda = nvidia.length > 0 && (amd.length === 0 || nvidia.length < count('nvidia'));
  return composeVisibility({
    nvidia: needsCuda ? nvidia.map(({ index }) => String(index)) : [],
    amd: amd.map((gpu) => nameOfAmdGpu(gpu, platform)),
    // NVIDIA's cannot be hidden in the same way from a worker on an AMD GPU, because HIP reads that variable as well.
    hidesAmd: amd.length === 0 && count('amd') > 0,
    platform,
  });
}

/**
 * For a machine whose GPUs are not known.
 * @param chosen numbers and UUIDs
 * @param uuids by number, of an earlier start
 */
export function visibilityOfNames(
  chosen: readonly string[],
  uuids: Readonly<Record<string, { uuid: string }>>,
  platform: NodeJS.Platform,
): GpuEnvironment {
  if (chosen.length === 0) return {};
  const names = chosen.map((name) => ({ name, uuid: uuids[name]?.uuid ?? name }));
  const isAmd = ({ uuid }: { uuid: string }) => ROCM_UUID.test(uuid) || PCI_ADDRESS.test(uuid);
  const amd = platform === 'win32' ? [] : names.filter(isAmd);
  return composeVisibility({
    // Libraries of both makers read CUDA_VISIBLE_DEVICES, so a number works whosever GPU it is.
    nvidia: names.filter((gpu) => !amd.includes(gpu)).map(({ name }) => name),
    amd: amd.map(({ uuid }) => uuid),
    hidesAmd: false,
    platform,
  });
}

interface VisibleGpus {
  nvidia: readonly string[];
  amd: readonly string[];
  hidesAmd: boolean;
  platform: NodeJS.Platform;
}

function composeVisibility({ nvidia, amd, hidesAmd, platform }: VisibleGpus): GpuEnvironment {
  const environment: GpuEnvironment = Object.fromEntries(
    VISIBILITY_VARIABLES.map((name) => [name, undefined]),
  );
  if (nvidia.length > 0) {
    // The order of nvidia-smi.
    environment.CUDA_DEVICE_ORDER = 'PCI_BUS_ID';
    environment.CUDA_VISIBLE_DEVICES = nvidia.join(',');
  }
  const amdVariable = platform === 'win32' ? 'HIP_VISIBLE_DEVICES' : 'ROCR_VISIBLE_DEVICES';
  if (amd.length > 0) {
    environment[amdVariable] = amd.join(',');
    // All that ROCm leaves. It hides nothing: it only keeps HIP from reading NVIDIA's numbers as its own.
    if (nvidia.length > 0 && platform !== 'win32')
      environment.HIP_VISIBLE_DEVICES = amd.map((_, index) => index).join(',');
  } else if (hidesAmd) environment[amdVariable] = NONE;
  return environment;
}

/** By its UUID where it has one, because ROCm's order need not be that of the PCI addresses. */
const nameOfAmdGpu = ({ uuid, index, rocrIndex }: KnownGpu, platform: NodeJS.Platform): string =>
  platform !== 'win32' && ROCM_UUID.test(uuid) ? uuid : String(rocrIndex ?? index);

export const isVisibilityVariable = (name: string): boolean =>
  VISIBILITY_VARIABLES.some((known) => known === name.toUpperCase());

/** Which GPUs a worker may see and by which variables, in sentences for its log; empty where nothing limits it. */
export function describeVisibility(
  { gpus, environment }: { gpus: readonly KnownGpu[]; environment: GpuEnvironment },
  inherited: Readonly<GpuEnvironment>,
): string {
  const outer = setVariables(inherited);
  if (Object.keys(environment).length === 0)
    return outer.length === 0
      ? ''
      : `It may see only the graphics cards that ${outer.join(' ')} leaves, with which Switchyard was started.`;
  const variables = setVariables(environment).join(' ');
  const replaced = outer.filter((variable) => !setVariables(environment).includes(variable));
  return [
    gpus.length === 0
      ? `Which graphics cards there are is not known, so the choice is handed on as it is: ${variables}.`
      : `It may see ${gpus.map(formatGpu).join(', ')}${variables === '' ? '' : `: ${variables}`}.`,
    ...(replaced.length === 0
      ? []
      : [`What Switchyard was started with does not count for it: ${replaced.join(' ')}.`]),
  ].join(' ');
}

/** Those that are set, as `NAME=value`. */
const setVariables = (environment: Readonly<GpuEnvironment>): string[] =>
  Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && isVisibilityVariable(name) ? `${name}=${value}` : [],
  );
