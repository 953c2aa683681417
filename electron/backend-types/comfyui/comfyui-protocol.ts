/**
 * ComfyUI's API: its statistics, its queue, its nodes, and its request to free memory. Source: ComfyUI's server.py, mid 2026. Every
 * route also exists under /api.
 */

import { z } from 'zod';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import type { JobCount } from '../../core/backend/backend-type.ts';
import { isSuccess } from '../common/http-request.ts';
import type { EngineClient } from '../remote/engine-client.ts';

const remote = texts(remoteReasonWords);

const bytes = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER);
export const statsSchema = z.object({
  system: z.object({
    comfyui_version: z.string().optional(),
    /** Since 0.27. `installed` is null for a package that is missing. */
    comfy_package_versions: z
      .array(z.object({ name: z.string(), installed: z.string().nullish() }))
      .optional()
      .catch(undefined),
  }),
  devices: z.array(
    z.object({
      type: z.string(),
      /** Of the card, whoever uses it; all RAM of the machine for a `cpu` or `mps` device. */
      vram_total: bytes,
      vram_free: bytes,
      /** What torch holds in this process; all RAM of the machine for a `cpu` or `mps` device. */
      torch_vram_total: bytes.optional(),
    }),
  ),
});
export type SystemStats = z.infer<typeof statsSchema>;

/** People paste the address of a request. `/api` stays, for every route exists below it. */
export const toComfyBasePath = (path: string): string =>
  path.replace(/\/(?:system_stats|queue|object_info|prompt|history|free|interrupt|ws|index\.html)$/i, '');

const queueSchema = z.object({ queue_running: z.array(z.unknown()), queue_pending: z.array(z.unknown()) });

/** Node → the features it provides, by SwarmUI's names (its ComfyUIBackendExtension.NodeToFeatureMap). */
const FEATURES_OF_NODE = new Map(
  Object.entries({
    SwarmKSampler: ['variation_seed'],
    SwarmLoadImageB64: ['comfy_loadimage_b64'],
    SwarmSaveImageWS: ['comfy_saveimage_ws'],
    SwarmJustLoadTheModelPlease: ['comfy_just_load_model'],
    SwarmLatentBlendMasked: ['comfy_latent_blend_masked'],
    SwarmYoloDetection: ['yolov8'],
    FreeU: ['freeu'],
    IPAdapter: ['ipadapter'],
    IPAdapterApply: ['ipadapter'],
    IPAdapterModelLoader: ['cubiqipadapter'],
    IPAdapterUnifiedLoader: ['ipadapter', 'cubiqipadapterunified'],
    'MiDaS-DepthMapPreprocessor': ['controlnetpreprocessors'],
    'RIFE VFI': ['frameinterps'],
    GIMMVFI_interpolate: ['frameinterps_gimmvfi'],
    Sam2Segmentation: ['sam2'],
    UnetLoaderGGUF: ['gguf'],
    CheckpointLoaderNF4: ['bnb_nf4'],
    TensorRTLoader: ['tensorrt'],
    TeaCache: ['teacache'],
    TeaCacheForVidGen: ['teacache'],
    TeaCacheForImgGen: ['teacache_oldvers'],
    AITemplateLoader: ['aitemplate'],
    PixArtCheckpointLoader: ['extramodelspixart'],
    SanaCheckpointLoader: ['extramodelssana'],
    NunchakuFluxDiTLoader: ['nunchaku'],
    OverrideCLIPDevice: ['set_clip_device'],
  }),
);

/** What SwarmUI takes for granted of every ComfyUI (its ComfyUIBackendExtension.FeaturesSupported). */
export const comfyFeatures = [
  'comfyui',
  'refiners',
  'controlnet',
  'endstepsearly',
  'seamless',
  'video',
  'variation_seed',
  'freeu',
  'yolov8',
];

export interface ComfyOptions {
  /** Uses the routes under /api, as the development server of the front end requires. */
  frontendDev?: boolean;
}

export class ComfyApi {
  readonly #engine: EngineClient;
  readonly #prefix: string;

  constructor(engine: EngineClient, { frontendDev = false }: ComfyOptions = {}) {
    this.#engine = engine;
    this.#prefix = frontendDev ? '/api' : '';
  }

  /** @throws SwitchyardError `wrong_engine` where something else answers; Error whose message is the reason where nothing does */
  stats(signal?: AbortSignal): Promise<SystemStats> {
    return this.#engine.probe(`${this.#prefix}/system_stats`, statsSchema, remote('not_comfyui'), signal);
  }

  /** How many jobs it works on, and how many wait. @throws Error whose message is the reason */
  async queue(signal?: AbortSignal): Promise<JobCount> {
    const parsed = queueSchema.safeParse(await this.#engine.requestJson(`${this.#prefix}/queue`, { signal }));
    if (!parsed.success) throw new ReasonError(remote('unreadable_queue'));
    return { running: parsed.data.queue_running.length, waiting: parsed.data.queue_pending.length };
  }

  /**
   * The features that its nodes provide. The reply lists every model of every loader, and may have megabytes.
   * @throws Error whose message is the reason
   */
  async features(maxBytes: number): Promise<string[]> {
    const reply = await this.#engine.requestJson(`${this.#prefix}/object_info`, { maxBytes });
    if (typeof reply !== 'object' || reply === null || Array.isArray(reply))
      throw new ReasonError(remote('unreadable_nodes'));
    const found = new Set(comfyFeatures);
    for (const name of Object.keys(reply))
      for (const feature of FEATURES_OF_NODE.get(name) ?? []) found.add(feature);
    return [...found];
  }

  /**
   * Asks it to unload its models. The request only sets a flag, which ComfyUI reads when no job is in work.
   * @param everything also what it keeps of finished jobs
   * @throws Error whose message is the reason
   */
  async requestFree(
    everything: boolean,
    signal: AbortSignal,
  ): Promise<{ isAccepted: boolean; status: number }> {
    const { status } = await this.#engine.request(`${this.#prefix}/free`, {
      method: 'POST',
      body: { unload_models: true, free_memory: everything },
      signal,
    });
    return { isAccepted: isSuccess(status), status };
  }
}
