/** On which machines instances run, and what those machines have. */
import type { Machine } from '../../../shared/scale-out.ts';
import type { Clock } from '../../core/clock.ts';
import { isLoopback } from '../../core/network-address.ts';

/** The name of the machine of this host. */
const OWN_MACHINE = 'localhost';
/** Memory is shown in hundredths of the total, so that a small change is no news for every panel. */
const STEPS = 100;
/** Milliseconds between two questions for the memory of a machine, and after one that was refused. */
const READ_INTERVAL_MS = 10_000;
const REFUSED_INTERVAL_MS = 60_000;

/** In bytes. */
export interface MachineMemory {
  ram?: { total: number; used: number } | undefined;
  gpus: Machine['gpus'];
}

/** What one instance tells of its machine. */
export interface InstanceOnMachine {
  machine: string;
  /** Epoch milliseconds; null while it answers. */
  awaySince: number | null;
  /** Null where it does not tell. */
  memory: MachineMemory | null;
}

/**
 * Asks an instance for the memory of its machine, at most every 10 s. No probe waits for the answer.
 * @param read may reject: an account may be without the right to it
 * @returns what was told last; null where nothing was
 */
export function createMemoryReader(
  read: () => Promise<MachineMemory>,
  clock: Clock,
): () => MachineMemory | null {
  let known: MachineMemory | null = null;
  let nextAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (clock.now() < nextAt) return known;
    nextAt = clock.now() + READ_INTERVAL_MS;
    read().then(
      (memory) => {
        known = memory;
      },
      () => {
        known = null;
        nextAt = clock.now() + REFUSED_INTERVAL_MS;
      },
    );
    return known;
  };
}

/** The machine behind an address. @param url an http address */
export function machineOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
  return host === '' || host === '0.0.0.0' || isLoopback(host) ? OWN_MACHINE : host;
}

/** The name that a machine has here, where an instance on `via` names it. */
export const machineBehind = (name: string, via: string): string => (name === OWN_MACHINE ? via : name);

/** Each machine once. Several instances may share a machine, and each tells only of the cards that it sees. */
export function toMachines(instances: readonly InstanceOnMachine[]): Machine[] {
  const names = [...new Set(instances.map(({ machine }) => machine))];
  return names.map((name) => {
    const there = instances.filter(({ machine }) => machine === name);
    const since = there.flatMap(({ awaySince }) => awaySince ?? []);
    const memories = there.flatMap(({ memory }) => memory ?? []);
    const ram = memories.find((memory) => memory.ram !== undefined)?.ram;
    const gpus = new Map(memories.flatMap((memory) => memory.gpus.map((gpu) => [gpu.id, gpu])));
    return {
      name,
      instances: there.length,
      ...(since.length === there.length ? { away_since: new Date(Math.max(...since)).toISOString() } : {}),
      ...(ram === undefined ? {} : { ram: { ...ram, used: inSteps(ram.used, ram.total) } }),
      gpus: [...gpus.values()].map(withSteps),
    };
  });
}

function withSteps(gpu: Machine['gpus'][number]): Machine['gpus'][number] {
  const { total, used } = gpu;
  return total === undefined || used === undefined ? gpu : { ...gpu, used: inSteps(used, total) };
}

const inSteps = (used: number, total: number): number =>
  total <= 0 ? used : Math.round((Math.round((used / total) * STEPS) * total) / STEPS);
