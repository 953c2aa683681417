/** Cards and memory of machines, and their sums. Amounts in bytes. */
import type { Machine } from '../../../shared/scale-out.ts';
import { computersWords } from '../../../shared/words/en/backends/computers.ts';
import { words } from '../../../shared/words/words.ts';
import { formatBytePair } from '../../format/amounts.ts';
import type { ResourcesState } from '../../gpu/resources-store.ts';

const t = words(computersWords);

interface Amount {
  total: number;
  used: number;
}

export interface MachineMemory {
  /** How many cards there are; what is known of their memory, null where nothing is. */
  cards: number;
  vram: Amount | null;
  ram: Amount | null;
}

/** Of the machine of the host, as its last sample has it. */
export function memoryHere({ gpus, machine }: Pick<ResourcesState, 'gpus' | 'machine'>): MachineMemory {
  return {
    cards: gpus.size,
    vram: sumOf(
      [...gpus.values()].map(({ total_memory: total, used_memory: used }) => amountOf(total, used)),
    ),
    ram: machine === null ? null : { total: machine.system_ram.total, used: machine.system_ram.used },
  };
}

/** Of one other machine. @param machines what parents tell of it; several may tell of the same cards */
export function memoryOf(machines: readonly Machine[]): MachineMemory {
  const gpus = new Map(machines.flatMap((machine) => machine.gpus.map((gpu) => [gpu.id, gpu])));
  return {
    cards: gpus.size,
    vram: sumOf([...gpus.values()].map(({ total, used }) => amountOf(total, used))),
    ram: machines.find(({ ram }) => ram !== undefined)?.ram ?? null,
  };
}

export function sumOfMemory(all: readonly MachineMemory[]): MachineMemory {
  return {
    cards: all.reduce((sum, { cards }) => sum + cards, 0),
    vram: sumOf(all.map(({ vram }) => vram)),
    ram: sumOf(all.map(({ ram }) => ram)),
  };
}

/** `2 GPUs, 31.0 of 48.0 GiB in use`, `RAM 60.1 of 128.0 GiB in use`; nothing of what is not known. */
export function formatMemory({ cards, ram, vram }: MachineMemory): string[] {
  const bytesOf = ({ total, used }: Amount) => formatBytePair(used, 'of', total);
  return [
    ...(cards === 0
      ? []
      : [
          vram === null
            ? t('gpus', { count: cards })
            : t('gpusInUse', { count: cards, bytes: bytesOf(vram) }),
        ]),
    ...(ram === null ? [] : [t('ramInUse', { bytes: bytesOf(ram) })]),
  ];
}

const amountOf = (total: number | undefined, used: number | undefined): Amount | null =>
  total === undefined || used === undefined ? null : { total, used };

/** Null where no amount is known. */
function sumOf(amounts: readonly (Amount | null)[]): Amount | null {
  const known = amounts.filter((amount) => amount !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, { total, used }) => ({ total: sum.total + total, used: sum.used + used }));
}
