/**
 * AMD's cards as the kernel itself tells of them in files (Linux, driver amdgpu): no program, no library. Files are read one
 * after another, never side by side: a driver that hangs keeps the thread that reads, and Node has four for everything.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GpuFigures, knownFigures, type ProcessMemory } from '../gpu-reading.ts';

const AMD_VENDOR = '0x1002';

export interface AmdCard {
  /** PCI address, such as `0000:03:00.0`. */
  address: string;
  uuid: string;
  figures: ReturnType<typeof knownFigures>;
}

/** The cards in the order of their PCI addresses. @param sysfs `/sys`, or a test's own */
export async function readAmdCards(sysfs: string): Promise<AmdCard[]> {
  const cards: AmdCard[] = [];
  const drm = join(sysfs, 'class/drm');
  // The connectors of a card are beside it: card0-DP-1.
  for (const name of (await list(drm)).filter((entry) => /^card\d+$/.test(entry))) {
    const device = join(drm, name, 'device');
    if ((await text(join(device, 'vendor'))) !== AMD_VENDOR) continue;
    const address = /^PCI_SLOT_NAME=(.+)$/m.exec((await text(join(device, 'uevent'))) ?? '')?.[1] ?? name;
    const id = await text(join(device, 'unique_id'));
    cards.push({
      address: address.toLowerCase(),
      uuid: id === undefined || id === '' ? address.toLowerCase() : amdUuid(id),
      figures: knownFigures(await readFigures(device)),
    });
  }
  return cards.sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** As ROCR_VISIBLE_DEVICES takes it. @param id in hexadecimal, with or without `0x` */
export const amdUuid = (id: string): string => `GPU-${id.toLowerCase().replace(/^0x/, '')}`;

async function readFigures(device: string): Promise<GpuFigures> {
  const memory = {
    usedBytes: await number(join(device, 'mem_info_vram_used')),
    totalBytes: await number(join(device, 'mem_info_vram_total')),
  };
  // To ask a sleeping card for more would wake it up, and at this pace it would never sleep again.
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

/** Memory by process, as the compute driver (kfd) counts it; empty where it is not there or tells none. */
export async function readAmdProcesses(sysfs: string, cards: readonly AmdCard[]): Promise<ProcessMemory[]> {
  const kfd = join(sysfs, 'class/kfd/kfd');
  const pids = (await list(join(kfd, 'proc'))).filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return [];
  const uuids = await uuidsByGpuId(join(kfd, 'topology/nodes'), cards);
  const processes: ProcessMemory[] = [];
  for (const pid of pids) {
    const bytes = new Map<string, number>();
    for (const [gpuId, uuid] of uuids) {
      const used = await number(join(kfd, 'proc', pid, `vram_${gpuId}`));
      // A card that is split into partitions is several here.
      if (used !== undefined) bytes.set(uuid, (bytes.get(uuid) ?? 0) + used);
    }
    for (const [gpuUuid, used] of bytes) processes.push({ pid: Number(pid), gpuUuid, bytes: used });
  }
  return processes;
}

/** What kfd calls each card. */
async function uuidsByGpuId(nodes: string, cards: readonly AmdCard[]): Promise<Map<string, string>> {
  const uuids = new Map<string, string>();
  for (const node of await list(nodes)) {
    const gpuId = await text(join(nodes, node, 'gpu_id'));
    // A processor is a node too, with the id 0.
    if (gpuId === undefined || gpuId === '0') continue;
    const properties = (await text(join(nodes, node, 'properties'))) ?? '';
    const property = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(properties)?.[1] ?? 0);
    const address = pciAddress(property('domain'), property('location_id'));
    const card = cards.find((candidate) => candidate.address === address);
    if (card !== undefined) uuids.set(gpuId, card.uuid);
  }
  return uuids;
}

/** @param location bus in bits 8 to 15, device in 3 to 7, function in 0 to 2 */
function pciAddress(domain: number, location: number): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return `${hex(domain, 4)}:${hex((location >> 8) & 0xff, 2)}:${hex((location >> 3) & 0x1f, 2)}.${location & 7}`;
}

const percent = (value: number | undefined, most: number | undefined): number | undefined =>
  value === undefined || most === undefined || most <= 0 ? undefined : Math.round((100 * value) / most);

/** In order of number, so that of several sensors it is always the same one that is read. */
async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  } catch {
    // Not there: which of these folders there are depends on kernel and card.
    return [];
  }
}

async function text(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    // Not there, or not to be told at present: a card does not have every sensor, a process may just have ended.
    return undefined;
  }
}

async function number(file: string): Promise<number | undefined> {
  const value = await text(file);
  return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : undefined;
}
