/** What the machine has and what is used of it, as GetServerResourceInfo and the resources event show it (contract.md, section 6). */
import { z } from 'zod';

/** A graphics card. What its driver does not tell is left out. */
export const gpuSchema = z.object({
  /** Its number in the order that `CUDA_DEVICE_ORDER=PCI_BUS_ID` gives; those of another maker count on behind. */
  id: z.int(),
  /** Stays the same when cards are re-ordered. */
  uuid: z.string(),
  name: z.string(),
  vendor: z.enum(['nvidia', 'amd', 'apple']),
  /** °C. */
  temperature: z.number().optional(),
  /** Percent of the time that it computed. */
  utilization_gpu: z.number().optional(),
  /** Percent of its memory that is used; of NVIDIA's own figure of that name only the name is shared. */
  utilization_memory: z.number().optional(),
  /** Bytes. */
  total_memory: z.int().optional(),
  free_memory: z.int().optional(),
  used_memory: z.int().optional(),
  power_watts: z.number().optional(),
  fan_percent: z.number().optional(),
  /** True where Preferences exclude it: no worker gets it. */
  excluded: z.boolean().optional(),
  /** Who holds how much of it, as far as that is known; what others hold is the rest. */
  backends: z.array(
    z.object({
      id: z.int(),
      vram_bytes: z.int(),
      /** The engine's own word. */ by_engine: z.boolean().optional(),
    }),
  ),
});
export type Gpu = z.infer<typeof gpuSchema>;

const cpuSchema = z.object({ /** From 0 to 1, of all cores. */ usage: z.number(), cores: z.int() });
const ramSchema = z.object({ total: z.int(), used: z.int(), free: z.int() });

/** GPUs by their `id`; no key where none is found. */
export const serverResourceInfoSchema = z.object({
  cpu: cpuSchema,
  system_ram: ramSchema,
  gpus: z.record(z.string(), gpuSchema).optional(),
  /** Why nothing is known of GPUs that seem to be there, or why the figures are old. */
  gpu_trouble: z.string().optional(),
});
export type ServerResourceInfo = z.infer<typeof serverResourceInfoSchema>;

/** One sample. */
export interface Resources {
  /** ISO 8601, when it was taken. */
  at: string;
  cpu: ServerResourceInfo['cpu'];
  system_ram: ServerResourceInfo['system_ram'];
  /** In order of `id`. */
  gpus: readonly Gpu[];
  gpu_trouble?: string;
  /** Only those with a process or an engine that tells. */
  backends: readonly BackendUsage[];
}

export interface BackendUsage {
  id: number;
  vram_bytes?: number;
  ram_bytes?: number;
  cpu_percent?: number;
}

/** Column by column: element i of each column belongs to `times[i]`; null where nothing was known. */
const column = z.array(z.number().nullable());
export const resourceHistorySchema = z.object({
  /** Epoch milliseconds, ascending. */
  times: z.array(z.number()),
  gpus: z.array(
    z.object({
      uuid: z.string(),
      /** Bytes. */ used_memory: column,
      /** Percent. */ utilization_gpu: column,
    }),
  ),
  backends: z.array(z.object({ id: z.int(), vram_bytes: column, ram_bytes: column, cpu_percent: column })),
});
export type ResourceHistory = z.infer<typeof resourceHistorySchema>;
