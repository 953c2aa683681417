/**
 * AMD's GPUs from the files of the Linux kernel (driver amdgpu), without program or library. Files are read one after
 * another and never in parallel: a driver that hangs blocks the thread that reads, and Node has four for everything.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GpuMetrics, knownMetrics, type ProcessVram } from '../gpu-sample.ts';

const AMD_VENDOR = '0x1002';
/** Under `/sys`. */
const KFD_NODES = 'class/kfd/kfd/topology/nodes';

export interface AmdGpu {
  /** PCI address, such as `0000:03:00.0`. */
  address: string;
  uuid: string;
  /** Its number in ROCm's order, which is that of kfd's nodes; only where its uuid is none that ROCm knows. */
  rocrIndex?: number;
  metrics: ReturnType<typeof knownMetrics>;
}

/** The GPUs in the order of their PCI addresses. @param sysfs `/sys`, or a folder of a test */
export async function readAmdGpus(sysfs: string): Promise<AmdGpu[]> {
  const gpus: AmdGpu[] = [];
  const drm = join(sysfs, 'class/drm');
  // The folder also has the connectors of each GPU, such as card0-DP-1.
  for (const name of (await list(drm)).filter((entry) => /^card\d+$/.test(entry))) {
    const device = join(drm, name, 'device');
    if ((await text(join(device, 'vendor'))) !== AMD_VENDOR) continue;
    const address = /^PCI_SLOT_NAME=(.+)$/m.exec((await text(join(device, 'uevent'))) ?? '')?.[1] ?? name;
    const id = await text(join(device, 'unique_id'));
    gpus.push({
      address: address.toLowerCase(),
      // Some models have no id, or the id 0.
      uuid: id === undefined || /^0*$/.test(id) ? address.toLowerCase() : amdUuid(id),
      metrics: knownMetrics(await readMetrics(device)),
    });
  }
  gpus.sort((a, b) => (a.address < b.address ? -1 : 1));
  if (gpus.every(({ address, uuid }) => address !== uuid)) return gpus;
  const order = (await readKfdGpus(join(sysfs, KFD_NODES))).map(({ address }) => address);
  return gpus.map((gpu) => {
    const rocrIndex = order.indexOf(gpu.address);
    return gpu.address !== gpu.uuid || rocrIndex < 0 ? gpu : { ...gpu, rocrIndex };
  });
}

/** The form that ROCR_VISIBLE_DEVICES expects. @param id in hexadecimal, with or without `0x` */
export const amdUuid = (id: string): string => `GPU-${id.toLowerCase().replace(/^0x/, '').padStart(16, '0')}`;

async function readMetrics(device: string): Promise<GpuMetrics> {
  const memory = {
    usedBytes: await number(join(device, 'mem_info_vram_used')),
    totalBytes: await number(join(device, 'mem_info_vram_total')),
  };
  // Reading more would wake a suspended GPU, and with regular samples it would never be suspended again.
  if ((await text(join(device, 'power/runtime_status'))) === 'suspended') return memory;
  const [sensors] = await list(join(device, 'hwmon'));
  const sensor = async (name: string) =>
    sensors === undefined ? undefined : number(join(device, 'hwmon', sensors, name));
  const milliCelsius = await sensor('temp1_input');
  const microWatts = (await sensor('power1_average')) ?? (await sensor('power1_input'));
  return {
    ...memory,
    utilizationPercent: await number(join(device, 'gpu_busy_percent')),
    temperature: milliCelsius === undefined ? undefined : Math.round(milliCelsius / 1000),
    powerWatts: microWatts === undefined ? undefined : microWatts / 1_000_000,
    fanPercent:
      percent(await sensor('fan1_input'), await sensor('fan1_max')) ??
      percent(await sensor('pwm1'), await sensor('pwm1_max')),
  };
}

/** VRAM by process, as the compute driver (kfd) counts it; empty without that driver. */
export async function readAmdProcesses(sysfs: string, gpus: readonly AmdGpu[]): Promise<ProcessVram[]> {
  const kfd = join(sysfs, 'class/kfd/kfd');
  const pids = (await list(join(kfd, 'proc'))).filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return [];
  const uuids = await uuidsByGpuId(join(sysfs, KFD_NODES), gpus);
  const processes: ProcessVram[] = [];
  for (const pid of pids) {
    const bytes = new Map<string, number>();
    for (const [gpuId, uuid] of uuids) {
      const used = await number(join(kfd, 'proc', pid, `vram_${gpuId}`));
      // A GPU that is split into partitions has several entries here.
      if (used !== undefined) bytes.set(uuid, (bytes.get(uuid) ?? 0) + used);
    }
    for (const [gpuUuid, used] of bytes) processes.push({ pid: Number(pid), gpuUuid, bytes: used });
  }
  return processes;
}

/** UUIDs by the id that kfd has for each GPU. */
async function uuidsByGpuId(nodes: string, gpus: readonly AmdGpu[]): Promise<Map<string, string>> {
  const uuids = new Map<string, string>();
  for (const { gpuId, address } of await readKfdGpus(nodes)) {
    const gpu = gpus.find((candidate) => candidate.address === address);
    if (gpu !== undefined) uuids.set(gpuId, gpu.uuid);
  }
  return uuids;
}

/** The GPUs that ROCm can use, in its order. */
async function readKfdGpus(nodes: string): Promise<{ gpuId: string; address: string }[]> {
  const gpus: { gpuId: string; address: string }[] = [];
  for (const node of await list(nodes)) {
    const gpuId = await text(join(nodes, node, 'gpu_id'));
    // A CPU is a node as well, with the id 0.
    if (gpuId === undefined || gpuId === '0') continue;
    const properties = (await text(join(nodes, node, 'properties'))) ?? '';
    const property = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(properties)?.[1] ?? 0);
    gpus.push({ gpuId, address: pciAddress(property('domain'), property('location_id')) });
  }
  return gpus;
}

/** @param location bus in bits 8 to 15, device in 3 to 7, function in 0 to 2 */
function pciAddress(domain: number, location: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return `${hex(domain, 4)}:${hex((location >> 8) & 0xff, 2)}:${hex((location >> 3) & 0x1f, 2)}.${location & 7}`;
}

const percent = (value: number | undefined, max: number | undefined): number | undefined =>
  value === undefined || max === undefined || max <= 0 ? undefined : Math.round((100 * value) / max);

/** Names in the order of their numbers, so that the same one of several sensors is read each time. */
async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  } catch {
    // Which of these folders exist depends on kernel and GPU.
    return [];
  }
}

async function text(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    // A GPU does not have every sensor, some cannot be read at times, and a process may have ended.
    return undefined;
  }
}

async function number(file: string): Promise<number | undefined> {
  const value = await text(file);
  return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : undefined;
}
