/** What nvidia-smi prints with `--format=csv,noheader,nounits`: one line per card or process, without a mark where a round begins. */
import { type GpuReading, knownFigures, type ProcessMemory } from '../gpu-reading.ts';

/** In the order in which {@link parseGpuLine} wants them. */
export const GPU_QUERY =
  '--query-gpu=index,uuid,name,temperature.gpu,utilization.gpu,memory.used,memory.total,power.draw,fan.speed';
/** In the order in which {@link parseProcessLine} wants them. */
export const PROCESS_QUERY = '--query-compute-apps=gpu_uuid,pid,used_gpu_memory';

const MIB = 1_048_576;
const FIRST_FIELDS = 2;
const LAST_FIELDS = 6;
const UUID = /^(GPU|MIG)-\S+$/;

/** Null where the line is none of a card. A field that the driver does not know ("[N/A]", "[Not Supported]") is left out. */
export function parseGpuLine(line: string): GpuReading | null {
  const fields = line.split(',').map((field) => field.trim());
  if (fields.length <= FIRST_FIELDS + LAST_FIELDS) return null;
  const [index = '', uuid = ''] = fields;
  if (!/^\d+$/.test(index) || !UUID.test(uuid)) return null;
  // A name may have commas in it, so the rest is counted from the end.
  const name = fields.slice(FIRST_FIELDS, -LAST_FIELDS).join(', ');
  const [temperature, utilization, used, total, power, fan] = fields.slice(-LAST_FIELDS).map(toNumber);
  return {
    index: Number(index),
    uuid,
    name,
    vendor: 'nvidia',
    ...knownFigures({
      temperature,
      utilizationPercent: utilization,
      usedBytes: toBytes(used),
      totalBytes: toBytes(total),
      powerWatts: power,
      fanPercent: fan,
    }),
  };
}

/** Null where the line is none of a process. Its memory is mostly unknown on Windows, where the system manages it. */
export function parseProcessLine(line: string): ProcessMemory | null {
  const [uuid = '', pid = '', used = '', ...more] = line.split(',').map((field) => field.trim());
  if (!UUID.test(uuid) || !/^[1-9]\d*$/.test(pid) || used === '' || more.length > 0) return null;
  return { pid: Number(pid), gpuUuid: cardOf(uuid), bytes: toBytes(toNumber(used)) ?? null };
}

/** Whether a line of a card is of a slice of it, which has the number of its card. */
export const isSlice = ({ uuid }: GpuReading): boolean => uuid.startsWith('MIG-');

/** Drivers before 470 named a slice by its card: `MIG-GPU-<uuid>/<instance>/<compute instance>`. */
const cardOf = (uuid: string): string => /^MIG-(GPU-[^/]+)\//.exec(uuid)?.[1] ?? uuid;

const toNumber = (field: string): number | undefined =>
  /^-?\d+(\.\d+)?$/.test(field) ? Number(field) : undefined;

const toBytes = (mib: number | undefined): number | undefined =>
  mib === undefined ? undefined : Math.round(mib * MIB);
