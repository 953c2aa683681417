/**
 * The API of Stable Diffusion web UIs: AUTOMATIC1111, Forge and reForge, all started with --api. Source: their modules/api/api.py,
 * and a real Forge f2.0.1v1.10.1 (e2e/recordings/).
 */

import { z } from 'zod';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { given, texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import type { JobCount } from '../../core/backend/backend-type.ts';
import { isSuccess } from '../common/http-request.ts';
import type { EngineClient } from '../remote/engine-client.ts';

const remote = texts(remoteReasonWords);

export const MEMORY_PATH = '/sdapi/v1/memory';
/** The live preview would be made and sent with each reply. */
const PROGRESS_PATH = '/sdapi/v1/progress?skip_current_image=true';
const PENDING_PATH = '/internal/pending-tasks';
const PING_PATH = '/internal/ping';

/** The path of its base URL, where one was pasted from its documentation or from a request. */
export const toWebuiBasePath = (path: string): string =>
  path.replace(/\/(sdapi(\/.*)?|docs|redoc|openapi\.json)\/?$/i, '');

/** How the engine is called in a sentence. */
export const WEBUI = remote('engine_webui');
/** What SwarmUI takes for granted of each (its AutoWebUIBackendExtension.FeaturesSupported). */
export const webuiFeatures = ['variation_seed', 'autowebui'];

const bytes = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER);
/** Either part is `{error}` where the web UI cannot tell, such as `cuda` without an NVIDIA card. `ram.used` is of its own process alone. */
export const memorySchema = z.object({
  ram: z.object({ used: bytes.optional(), error: z.string().optional() }),
  cuda: z.object({
    /** What torch holds in this process. `system` beside it is of the whole card, whoever uses it. */
    reserved: z.object({ current: bytes }).optional(),
    error: z.string().optional(),
  }),
});
export type WebuiMemory = z.infer<typeof memorySchema>;

const progressSchema = z.object({
  state: z.object({
    /** 0 at rest, and -1 until it is known how many images a job makes. */
    job_count: z.number().int(),
    /** When the last job began; "0" before the first. */
    job_timestamp: z.string().catch(''),
  }),
});
const pendingSchema = z.object({ size: z.number().int().nonnegative() });
const optionsSchema = z.record(z.string(), z.unknown());

export interface WebuiJobs extends JobCount {
  /** Changes with each job, also with one that was over before it was seen. */
  lastJob: string;
}

export interface WebuiOptions {
  /** The chosen checkpoint; null where there is none. It need not be loaded yet. */
  checkpoint: string | null;
  /** Whether it loads its checkpoint again by itself after it was unloaded. */
  isForge: boolean;
}

export class WebuiApi {
  readonly #engine: EngineClient;
  /** False once it has answered that it has no such route, as with --nowebui. */
  #hasPending = true;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  /** @throws SwitchyardError `wrong_engine` where something else answers; Error whose message is the reason where nothing does */
  memory(signal?: AbortSignal): Promise<WebuiMemory> {
    return this.#probe(MEMORY_PATH, memorySchema, signal);
  }

  /** @throws as {@link memory} */
  async options(signal?: AbortSignal): Promise<WebuiOptions> {
    const options = await this.#probe('/sdapi/v1/options', optionsSchema, signal);
    const checkpoint = options.sd_model_checkpoint;
    return {
      checkpoint: typeof checkpoint === 'string' && checkpoint !== '' ? checkpoint : null,
      isForge: Object.hasOwn(options, 'forge_preset'),
    };
  }

  /** Jobs of the API and of the web page alike. @throws as {@link memory} */
  async jobs(signal?: AbortSignal): Promise<WebuiJobs> {
    const { state } = await this.#probe(PROGRESS_PATH, progressSchema, signal);
    const waiting = await this.#countPending(signal);
    return { running: state.job_count === 0 ? 0 : 1, waiting, lastJob: state.job_timestamp };
  }

  /** Whether a web UI answers whose API is off. Never rejects. */
  async isWithoutApi(signal?: AbortSignal): Promise<boolean> {
    const reply = await this.#engine.request(PING_PATH, { signal }).catch(() => null);
    return reply !== null && isSuccess(reply.status) && reply.body.trim() === '{}';
  }

  /** Asks it to unload its checkpoint. It must be at rest: it takes the model from under an image. @returns the status of its reply */
  async unload(signal: AbortSignal): Promise<number> {
    return (await this.#engine.request('/sdapi/v1/unload-checkpoint', { method: 'POST', signal })).status;
  }

  /** Asks it to load the checkpoint again that was unloaded. @throws Error whose message is the reason */
  async reload(): Promise<void> {
    const { status } = await this.#engine.request('/sdapi/v1/reload-checkpoint', { method: 'POST' });
    if (!isSuccess(status)) throw new ReasonError(remote('status', { status, ...given('meaning', null) }));
  }

  #probe<T>(path: string, shape: z.ZodType<T>, signal: AbortSignal | undefined): Promise<T> {
    return this.#engine.probe(path, shape, remote('not_webui'), signal);
  }

  async #countPending(signal: AbortSignal | undefined): Promise<number> {
    if (!this.#hasPending) return 0;
    const { status, body } = await this.#engine.request(PENDING_PATH, { signal });
    if (status === 404) this.#hasPending = false;
    return pendingSchema.safeParse(this.#engine.readJson(body)).data?.size ?? 0;
  }
}
