/**
 * The API of Stable Diffusion web UIs: AUTOMATIC1111, Forge and reForge, all started with --api. Source: their modules/api/api.py,
 * and a real Forge f2.0.1v1.10.1 (e2e/recordings/).
 */
import { z } from 'zod';
import type { AdapterIo, FreeResult, JobCount } from '../../core/backend/backend-type.ts';
import { formatBytes } from '../../core/format-bytes.ts';
import { isSuccess } from '../common/http-request.ts';
import { waitForMemoryDrop } from '../common/wait-for-memory-drop.ts';
import type { EngineClient } from '../remote/engine-client.ts';

export const MEMORY_PATH = '/sdapi/v1/memory';
/** The live preview would be made and sent with each reply. */
const PROGRESS_PATH = '/sdapi/v1/progress?skip_current_image=true';
const PENDING_PATH = '/internal/pending-tasks';
const PING_PATH = '/internal/ping';

/** How the engine is called in a sentence. */
export const WEBUI = 'the Stable Diffusion web UI';
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

const MEGABYTE = 1024 * 1024;
/** Smaller changes happen by themselves. */
const MIN_DROP_BYTES = { gpu: 16 * MEGABYTE, cpu: 64 * MEGABYTE };

export interface WebuiJobs extends JobCount {
  /** Changes with each job, also with one that was over before it was seen. */
  lastJob: string;
}

export interface WebuiOptions {
  /** The chosen checkpoint; null where there is none. It need not be loaded yet. */
  checkpoint: string | null;
  isForge: boolean;
}

export class WebuiApi {
  readonly #engine: EngineClient;
  readonly #io: Pick<AdapterIo, 'clock'>;
  /** False once it has answered that it has no such route, as with --nowebui. */
  #hasPending = true;
  /** Whether it loads its model again by itself after it was unloaded. Null until it is known. */
  #isForge: boolean | null = null;

  constructor(engine: EngineClient, io: Pick<AdapterIo, 'clock'>) {
    this.#engine = engine;
    this.#io = io;
  }

  /** @throws SwitchyardError `wrong_engine` where something else answers; Error whose message is the reason where nothing does */
  memory(signal?: AbortSignal): Promise<WebuiMemory> {
    return this.#probe(MEMORY_PATH, memorySchema, signal);
  }

  /** @throws as {@link memory} */
  async options(signal?: AbortSignal): Promise<WebuiOptions> {
    const options = await this.#probe('/sdapi/v1/options', optionsSchema, signal);
    const checkpoint = options.sd_model_checkpoint;
    this.#isForge = Object.hasOwn(options, 'forge_preset');
    return {
      checkpoint: typeof checkpoint === 'string' && checkpoint !== '' ? checkpoint : null,
      isForge: this.#isForge,
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

  /**
   * Asks it to unload its checkpoint, and measures how much memory its own process gave back. It must be at rest: it takes the
   * model from under an image.
   */
  async freeMemory({ signal }: { signal: AbortSignal }): Promise<FreeResult> {
    if (this.#isForge === null) await this.options(signal).catch(() => undefined);
    const before = await this.memory(signal);
    const { status } = await this.#engine.request('/sdapi/v1/unload-checkpoint', { method: 'POST', signal });
    if (!isSuccess(status)) return { ok: false, message: `It refused to unload its checkpoint (${status}).` };
    const isOnGpu = before.cuda.reserved !== undefined;
    if (before.cuda.reserved?.current === 0)
      return { ok: false, message: 'There was nothing to free: it holds no graphics memory.' };
    const freed = await waitForMemoryDrop({
      clock: this.#io.clock,
      signal,
      minDrop: isOnGpu ? MIN_DROP_BYTES.gpu : MIN_DROP_BYTES.cpu,
      measure: async () => heldBytes(before) - heldBytes(await this.memory(signal)),
    });
    if (freed > 0)
      return {
        ok: true,
        message: `${formatBytes(freed)} of ${isOnGpu ? 'graphics memory' : 'memory'} came back. ${this.#isForge ? LOADS_BY_ITSELF : LOADS_WHEN_ASKED}`,
        ...(isOnGpu ? { vramBytes: freed } : {}),
      };
    return { ok: false, message: nothingFreed(isOnGpu) };
  }

  /** Asks it to load the checkpoint again that was unloaded. @throws Error whose message is the reason */
  async reload(): Promise<void> {
    const { status } = await this.#engine.request('/sdapi/v1/reload-checkpoint', { method: 'POST' });
    if (!isSuccess(status)) throw new Error(`it answered ${status}`);
  }

  #probe<T>(path: string, shape: z.ZodType<T>, signal: AbortSignal | undefined): Promise<T> {
    return this.#engine.probe(path, shape, 'what answers is not the API of a web UI', signal);
  }

  async #countPending(signal: AbortSignal | undefined): Promise<number> {
    if (!this.#hasPending) return 0;
    const { status, body } = await this.#engine.request(PENDING_PATH, { signal });
    if (status === 404) this.#hasPending = false;
    return pendingSchema.safeParse(this.#engine.readJson(body)).data?.size ?? 0;
  }
}

const LOADS_BY_ITSELF = 'The next image loads its checkpoint again.';
const LOADS_WHEN_ASKED =
  'This web UI does not load its checkpoint again by itself: the next image may fail. Switchyard asks it to load the checkpoint as soon as one was tried.';

const nothingFreed = (isOnGpu: boolean): string =>
  isOnGpu
    ? 'It took the request, but no graphics memory came back. An extension may hold on to it; stopping the web UI frees everything.'
    : 'It took the request, but no memory came back: without a graphics card a web UI keeps its model in memory. Stopping it frees everything.';

/** Bytes that its own process holds: of graphics memory where it uses a card that it can tell of, else of memory. */
const heldBytes = ({ cuda, ram }: WebuiMemory): number => cuda.reserved?.current ?? ram.used ?? 0;
