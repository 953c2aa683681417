/** A large machine that is made up: its graphics cards, its backends and what they use. */
import type { FullBackend } from '../../shared/backend.ts';
import type { ResourceHistory, Resources } from '../../shared/resources.ts';

const GIB = 1024 ** 3;
export const GPUS = 8;
export const BACKENDS = 50;
/** In the scenes with many. */
export const MANY_BACKENDS = 1000;

const wave = (index: number, at: number) => (Math.sin(at / 20_000 + index) + 1) / 2;
const uuidOf = (gpu: number) => `GPU-${gpu}`;

export function resourcesAt(at: number): Resources {
  const vram = (id: number) => Math.round((2 + 6 * wave(id, at)) * GIB);
  return {
    at: new Date(at).toISOString(),
    cpu: { usage: wave(0, at), cores: 64 },
    system_ram: { total: 512 * GIB, used: Math.round(300 * GIB * wave(1, at)), free: 100 * GIB },
    gpus: Array.from({ length: GPUS }, (_, id) => {
      const holders = Array.from({ length: BACKENDS }, (_, backend) => backend).filter(
        (backend) => backend % GPUS === id,
      );
      const used = holders.reduce((sum, backend) => sum + vram(backend), GIB);
      return {
        id,
        uuid: uuidOf(id),
        name: 'NVIDIA H100 80GB HBM3',
        vendor: 'nvidia',
        temperature: 40 + Math.round(30 * wave(id, at)),
        utilization_gpu: Math.round(100 * wave(id, at)),
        total_memory: 80 * GIB,
        used_memory: used,
        free_memory: 80 * GIB - used,
        power_watts: Math.round(600 * wave(id, at)),
        backends: holders.map((backend) => ({ id: backend, vram_bytes: vram(backend) })),
      };
    }),
    backends: Array.from({ length: BACKENDS }, (_, id) => ({
      id,
      vram_bytes: vram(id),
      ram_bytes: Math.round(4 * GIB * wave(id, at)),
      cpu_percent: Math.round(100 * wave(id, at)),
    })),
  };
}

const started = Date.now();
const usedAt = (id: number) => started - 10_000 * id;

export function backendAt(id: number, at: number): FullBackend {
  const { vram_bytes = 0, ram_bytes = 0, cpu_percent = 0 } = resourcesAt(at).backends[id] ?? {};
  return {
    id,
    type: 'fake',
    status: 'running',
    phase: 'running',
    settings: {},
    modcount: 0,
    features: ['txt2img', 'img2img', 'upscale'],
    enabled: true,
    title: `Engine ${id}`,
    can_load_models: true,
    max_usages: 1,
    // The host computes it for each event.
    seconds_since_used: Math.floor((at - usedAt(id)) / 1000),
    time_since_used: 'A while ago',
    last_used_at: new Date(usedAt(id)).toISOString(),
    started_at: new Date(started - id * 60_000).toISOString(),
    address: `http://127.0.0.1:${7860 + id}`,
    port: 7860 + id,
    current_model: 'a-model',
    restarts: 0,
    pid: 1000 + id,
    gpu: [String(id % GPUS)],
    vram_bytes,
    vram_source: 'driver',
    ram_bytes,
    cpu_percent,
  };
}

function historyBefore(now: number, count: number, interval: number): ResourceHistory {
  const times = Array.from({ length: count }, (_, index) => now - (count - index) * interval);
  const samples = times.map(resourcesAt);
  return {
    times,
    gpus: Array.from({ length: GPUS }, (_, id) => ({
      uuid: uuidOf(id),
      used_memory: samples.map(({ gpus }) => gpus[id]?.used_memory ?? null),
      utilization_gpu: samples.map(({ gpus }) => gpus[id]?.utilization_gpu ?? null),
    })),
    backends: Array.from({ length: BACKENDS }, (_, id) => ({
      id,
      vram_bytes: samples.map(({ backends }) => backends[id]?.vram_bytes ?? null),
      ram_bytes: samples.map(({ backends }) => backends[id]?.ram_bytes ?? null),
      cpu_percent: samples.map(({ backends }) => backends[id]?.cpu_percent ?? null),
    })),
  };
}

/** Made beforehand, because this program shares the processors with the page. */
export const histories = {
  quarter: historyBefore(started, 450, 2000),
  day: historyBefore(started, 1440, 60_000),
};

/** The phases among which the many change. */
const changingPhases = [
  { phase: 'running', status: 'running' },
  { phase: 'idle', status: 'idle' },
  { phase: 'loading', status: 'loading' },
  { phase: 'disabled', status: 'disabled' },
] as const;

/** One of the many, after it has changed so often. */
export function oneOfMany(id: number, changes: number): FullBackend {
  const at = Date.now();
  // Those after the first ones are elsewhere: no GPU of this machine has a part of theirs.
  const { vram_bytes: _, vram_source: __, gpu: ___, ...elsewhere } = backendAt(id, at);
  const state = changingPhases[(id + changes) % changingPhases.length] ?? changingPhases[0];
  return { ...(id < BACKENDS ? backendAt(id, at) : elsewhere), ...state, tags: [`rack ${id % 40}`] };
}
