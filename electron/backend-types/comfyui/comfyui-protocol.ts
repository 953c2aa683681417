/**
 * What ComfyUI understands: its figures, its queue, its nodes, its way of freeing memory. Source: ComfyUI's server.py,
 * mid 2026. Every route also exists under /api.
 */
import { z } from 'zod';
import type { AdapterIo, FreeResult } from '../../core/backend/backend-type.ts';
import { formatBytes } from '../../core/bytes-in-words.ts';
import { isSuccess } from '../common/http-request.ts';
import { waitForMemoryDrop } from '../common/wait-for-memory-drop.ts';
import type { EngineClient } from '../remote/engine-client.ts';

const bytes = z.number().nonnegative();
export const statsSchema = z.object({
  system: z.object({ comfyui_version: z.string().optional(), ram_free: bytes.optional() }),
  devices: z.array(
    z.object({
      type: z.string(),
      vram_total: bytes,
      vram_free: bytes,
      /** What torch holds in this process; 0 where it holds nothing. */
      torch_vram_total: bytes.optional(),
    }),
  ),
});
export type SystemStats = z.infer<typeof statsSchema>;

const queueSchema = z.object({ queue_running: z.array(z.unknown()), queue_pending: z.array(z.unknown()) });

/** Node → the feature it stands for; the names are those that SwarmUI's clients ask for. */
const FEATURE_OF_NODE = new Map(
  Object.entries({
    KSamplerAdvanced: ['refiners', 'endstepsearly'],
    ControlNetApplyAdvanced: ['controlnet'],
    SVD_img2vid_Conditioning: ['video'],
    SwarmKSampler: ['variation_seed'],
    SwarmLoadImageB64: ['comfy_loadimage_b64'],
    SwarmSaveImageWS: ['comfy_saveimage_ws'],
    SwarmJustLoadTheModelPlease: ['comfy_just_load_model'],
    SwarmLatentBlendMasked: ['comfy_latent_blend_masked'],
    SwarmYoloDetection: ['yolov8'],
    FreeU: ['freeu'],
    IPAdapter: ['ipadapter'],
    IPAdapterApply: ['ipadapter'],
    IPAdapterUnifiedLoader: ['ipadapter', 'cubiqipadapterunified'],
    'MiDaS-DepthMapPreprocessor': ['controlnetpreprocessors'],
    'RIFE VFI': ['frameinterps'],
    GIMMVFI_interpolate: ['frameinterps_gimmvfi'],
    Sam2Segmentation: ['sam2'],
    UnetLoaderGGUF: ['gguf'],
    CheckpointLoaderNF4: ['bnb_nf4'],
    TensorRTLoader: ['tensorrt'],
    TeaCache: ['teacache'],
  }),
);

/** What every ComfyUI can do. */
export const comfyFeatures = ['comfyui'];

const MEGABYTE = 1024 * 1024;
/** Less than this comes and goes by itself. On the processor, everything that runs moves the figure. */
const NOTICEABLE = { card: 16 * MEGABYTE, processor: 64 * MEGABYTE };

export interface ComfyOptions {
  /** Asks the routes under /api, as a front end in development has them. */
  frontendDev?: boolean;
}

export class ComfyApi {
  readonly #engine: EngineClient;
  readonly #io: Pick<AdapterIo, 'clock'>;
  readonly #prefix: string;

  constructor(
    engine: EngineClient,
    io: Pick<AdapterIo, 'clock'>,
    { frontendDev = false }: ComfyOptions = {},
  ) {
    this.#engine = engine;
    this.#io = io;
    this.#prefix = frontendDev ? '/api' : '';
  }

  /** @throws SwitchyardError `wrong_engine` where something else answers; Error in words where nothing does */
  stats(signal?: AbortSignal): Promise<SystemStats> {
    const complaint = 'what answers does not give the figures of ComfyUI';
    return this.#engine.probe(`${this.#prefix}/system_stats`, statsSchema, complaint, signal);
  }

  /** How many jobs it works on, and how many wait. @throws Error in words */
  async queue(signal?: AbortSignal): Promise<{ running: number; pending: number }> {
    const parsed = queueSchema.safeParse(await this.#json('/queue', signal));
    if (!parsed.success) throw new Error('its queue cannot be read');
    return { running: parsed.data.queue_running.length, pending: parsed.data.queue_pending.length };
  }

  /**
   * What it supports, by the nodes it has. The answer names every model of every loader: megabytes.
   * @param largest bytes @throws Error in words
   */
  async features(largest: number): Promise<string[]> {
    const answer = await this.#engine.requestJson(`${this.#prefix}/object_info`, { maxBytes: largest });
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
      throw new Error('its list of nodes cannot be read');
    const found = new Set(comfyFeatures);
    for (const name of Object.keys(answer))
      for (const feature of FEATURE_OF_NODE.get(name) ?? []) found.add(feature);
    return [...found];
  }

  /**
   * Asks it to unload its models, and looks what really came back: the request only sets a flag, which is read when the
   * queue is next at rest.
   */
  async free({ systemRam, signal }: { systemRam: boolean; signal: AbortSignal }): Promise<FreeResult> {
    const before = await this.stats(signal);
    const { status } = await this.#engine.request(`${this.#prefix}/free`, {
      method: 'POST',
      body: { unload_models: true, free_memory: systemRam },
      signal,
    });
    if (!isSuccess(status)) return { ok: false, message: `It refused to free memory (${status}).` };
    const onProcessor = before.devices.every(({ type }) => type === 'cpu');
    const freed = await waitForMemoryDrop({
      clock: this.#io.clock,
      signal,
      minDrop: onProcessor ? NOTICEABLE.processor : NOTICEABLE.card,
      measure: async () => freeVram(await this.stats(signal)) - freeVram(before),
    });
    if (freed > 0)
      return {
        ok: true,
        message: `${formatBytes(freed)} of ${onProcessor ? 'memory' : 'graphics memory'} came back.`,
        ...(onProcessor ? {} : { vramBytes: freed }),
      };
    return { ok: false, message: await this.#whyNothing(before, signal) };
  }

  async #whyNothing(before: SystemStats, signal: AbortSignal): Promise<string> {
    const { running } = await this.queue(signal).catch(() => ({ running: 0 }));
    if (running > 0) return 'Nothing came back yet: it is at work, and frees its memory when that is done.';
    const held = before.devices.map(({ torch_vram_total }) => torch_vram_total);
    return held.every((amount) => amount === 0)
      ? 'There was nothing to free: it holds no models.'
      : 'It took the request, but no memory came back. A custom node may hold on to it; stopping ComfyUI frees everything.';
  }

  #json(path: string, signal?: AbortSignal): Promise<unknown> {
    return this.#engine.requestJson(`${this.#prefix}${path}`, { signal });
  }
}

const freeVram = ({ devices }: SystemStats): number =>
  devices.reduce((sum, device) => sum + device.vram_free, 0);
