/** The output of nvidia-smi with `--format=csv,noheader,nounits`: a line per GPU or process, and no mark between rounds. */
import { type GpuSample, knownMetrics, type ProcessVram } from '../../gpu-sample.ts';

/** The fields in the order of {@link parseGpuLine}. */
export const GPU_QUERY =
  '--query-gpu=index,uuid,name,temperature.gpu,utilization.gpu,memory.used,memory.total,power.draw,fan.speed';
/** The fields in the order of {@link parseProcessLine}. */
export const PROCESS_QUERY = '--query-compute-apps=gpu_uuid,pid,used_gpu_memory';

const MIB = 1_048_576;
const FIRST_FIELDS = 2;
const LAST_FIELDS = 6;
const UUID = /^(GPU|MIG)-\S{1,190}$/;
/** Longer names than those of the maker are cut. */
const MAX_NAME_LENGTH = 200;

/** Null if the line is not about a GPU. Fields that the driver does not know ("[N/A]", "[Not Supported]") are left out. */
export function parseGpuLine(line: string): GpuSample | null {
  const fields = line.split(',').map((field) => field.trim());
  if (fields.length <= FIRST_FIELDS + LAST_FIELDS) return null;
  const [index = '', uuid = ''] = fields;
  if (!/^\d{1,4}$/.test(index) || !UUID.test(uuid)) return null;
  // A name may contain commas, so the other fields are counted from the end.
  const name = fields.slice(FIRST_FIELDS, -LAST_FIELDS).join(', ').slice(0, MAX_NAME_LENGTH);
  const [temperature, utilization, used, total, power, fan] = fields.slice(-LAST_FIELDS).map(toNumber);
  return {
    index: Number(index),
    uuid,
    name,
    vendor: 'nvidia',
    ...knownMetrics({
      temperature,
      utilizationPercent: utilization,
      usedBytes: toBytes(used),
      totalBytes: toBytes(total),
      powerWatts: power,
      fanPercent: fan,
    }),
  };
}

/** Null if the line is not about a process. Its VRAM is usually unknown on Windows, where the system manages it. */
export function parseProcessLine(line: string): ProcessVram | null {
  const [uuid = '', pid = '', used = '', ...more] = line.split(',').map((field) => field.trim());
  if (!UUID.test(uuid) || !/^[1-9]\d{0,9}$/.test(pid) || used === '' || more.length > 0) return null;
  return { pid: Number(pid), gpuUuid: gpuOf(uuid), bytes: positiveOrNull(toBytes(toNumber(used))) };
}

/** Whether a line is about a MIG instance, a part of a GPU. It has the number of its GPU. */
export const isMigInstance = ({ uuid }: GpuSample): boolean => uuid.startsWith('MIG-');

/** Drivers before 470 named a MIG instance after its GPU: `MIG-GPU-<uuid>/<instance>/<compute instance>`. */
const gpuOf = (uuid: string): string => /^MIG-(GPU-[^/]+)\//.exec(uuid)?.[1] ?? uuid;

const positiveOrNull = (value: number | undefined): number | null =>
  value !== undefined && value >= 0 ? value : null;

const toNumber = (field: string): number | undefined =>
  /^-?\d{1,9}(\.\d{1,9})?$/.test(field) ? Number(field) : undefined;

const toBytes = (mib: number | undefined): number | undefined =>
  mib === undefined ? undefined : Math.round(mib * MIB);
