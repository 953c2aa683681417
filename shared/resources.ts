/** CPU, memory and GPUs of the machine and their use: of GetServerResourceInfo, GetResourceHistory and the resources event. */
import { z } from 'zod';
import { phrasesSchema } from './phrases.ts';
import type { Phrases } from './words/wire-phrases.ts';

/** A GPU. What its driver does not report is absent. */
export const gpuSchema = z.object({
  /** Its number in the order of `CUDA_DEVICE_ORDER=PCI_BUS_ID`. The GPUs of a second maker are numbered after those of the first. */
  id: z.int(),
  /** Stays the same when GPUs are moved to other slots. */
  uuid: z.string(),
  name: z.string(),
  vendor: z.enum(['nvidia', 'amd', 'apple']),
  /** °C. */
  temperature: z.number().optional(),
  /** Percent of the time in which it computed. */
  utilization_gpu: z.number().optional(),
  /** Percent of its memory that is used. NVIDIA has a value of this name that means something else. */
  utilization_memory: z.number().optional(),
  /** Bytes. */
  total_memory: z.int().optional(),
  free_memory: z.int().optional(),
  used_memory: z.int().optional(),
  power_watts: z.number().optional(),
  fan_percent: z.number().optional(),
  /** True where Preferences exclude it: no worker gets it. */
  excluded: z.boolean().optional(),
  /** How much of its memory each backend holds, as far as that is known. */
  backends: z.array(
    z.object({
      id: z.int(),
      vram_bytes: z.int(),
      /** True where the engine reported it and not the driver. */
      by_engine: z.boolean().optional(),
    }),
  ),
});
export type Gpu = z.infer<typeof gpuSchema>;

/** As GetServerResourceInfo has it: SwarmUI's clients read these fields without asking whether they are there. */
const fullGpuSchema = gpuSchema.extend({
  temperature: z.number().nullable(),
  utilization_gpu: z.number().nullable(),
  utilization_memory: z.number().nullable(),
  total_memory: z.int().nullable(),
  free_memory: z.int().nullable(),
  used_memory: z.int().nullable(),
  power_watts: z.number().nullable(),
  fan_percent: z.number().nullable(),
});

/** With null where the driver reports nothing. */
export const withAllMetrics = (gpu: Gpu): z.infer<typeof fullGpuSchema> => ({
  ...gpu,
  temperature: gpu.temperature ?? null,
  utilization_gpu: gpu.utilization_gpu ?? null,
  utilization_memory: gpu.utilization_memory ?? null,
  total_memory: gpu.total_memory ?? null,
  free_memory: gpu.free_memory ?? null,
  used_memory: gpu.used_memory ?? null,
  power_watts: gpu.power_watts ?? null,
  fan_percent: gpu.fan_percent ?? null,
});

const cpuSchema = z.object({ /** From 0 to 1, of all cores. */ usage: z.number(), cores: z.int() });
const ramSchema = z.object({ total: z.int(), used: z.int(), free: z.int() });

/** `gpus` is keyed by `id`, and absent where there are none. */
export const serverResourceInfoSchema = z.object({
  cpu: cpuSchema,
  system_ram: ramSchema,
  gpus: z.record(z.string(), fullGpuSchema).optional(),
  /** Why nothing is known of GPUs that seem to be there, or why their values are old. */
  gpu_trouble: z.string().optional(),
  phrases: phrasesSchema.optional(),
});
export type ServerResourceInfo = z.infer<typeof serverResourceInfoSchema>;

/** One sample. GPUs and backends are measured at the same time. */
export interface Resources {
  /** ISO 8601, when it was taken. */
  at: string;
  cpu: ServerResourceInfo['cpu'];
  system_ram: ServerResourceInfo['system_ram'];
  /** In order of `id`. */
  gpus: readonly Gpu[];
  gpu_trouble?: string;
  phrases?: Phrases;
  /** Only backends with a process, or with an engine that reports its memory. */
  backends: readonly BackendUsage[];
}

export interface BackendUsage {
  id: number;
  vram_bytes?: number;
  ram_bytes?: number;
  cpu_percent?: number;
}

/** Element i of a column belongs to `times[i]`; null where nothing was known. */
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
