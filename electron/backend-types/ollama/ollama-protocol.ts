/** Ollama's API: its version, its loaded models, and how it unloads them. */

import { z } from 'zod';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import type { AdapterIo, FreeResult } from '../../core/backend/backend-type.ts';
import { formatBytes } from '../../core/format-bytes.ts';
import { waitForMemoryDrop } from '../common/health/wait-for-memory-drop.ts';
import { isSuccess } from '../common/http-request.ts';
import { listModelNames } from '../common/model-names.ts';
import type { EngineClient } from '../remote/engine-client.ts';

const remote = texts(remoteReasonWords);

const say = texts(freeingWords);

export const VERSION_PATH = '/api/version';
const OLLAMA_ENDPOINT =
  /\/(?:api(?:\/(?:tags|ps|version|generate|chat|show|embed|embeddings))?|v1(?:\/(?:models|completions|chat\/completions|embeddings))?)$/i;
/** People paste the address of a request, or of Ollama's API for clients of OpenAI. */
export const toOllamaBasePath = (path: string): string => path.replace(OLLAMA_ENDPOINT, '');
export const versionSchema = z.object({ version: z.string() });
const bytes = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER);
const loadedSchema = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      /** Bytes of RAM and VRAM together. */
      size: bytes,
      size_vram: bytes.default(0),
      /** Until when it is kept loaded. In the past: it goes as soon as its running requests are answered. */
      expires_at: z.string().optional(),
    }),
  ),
});
const tagsSchema = z.object({ models: z.array(z.object({ name: z.string() })).nullable() });
export type LoadedModel = z.infer<typeof loadedSchema>['models'][number];

/** A model is unloaded as a whole, so that a drop of any size is one. */
const MIN_DROP_BYTES = 1;

export class OllamaApi {
  readonly #client: EngineClient;
  readonly #io: Pick<AdapterIo, 'clock' | 'log'>;

  constructor(client: EngineClient, io: Pick<AdapterIo, 'clock' | 'log'>) {
    this.#client = client;
    this.#io = io;
  }

  /** Whether anything answers at the address. What it is, the next probe tells. */
  async isThere(): Promise<boolean> {
    try {
      await this.#client.request(VERSION_PATH);
      return true;
    } catch {
      // Nothing is there, or it does not answer. Either its port is free, or the start reports who has it.
      return false;
    }
  }

  /** @throws SwitchyardError `wrong_engine` where something else answers; Error whose message is the reason where nothing does */
  async probe(): Promise<void> {
    await this.#client.probe(VERSION_PATH, versionSchema, remote('not_ollama'));
  }

  /** Names of all its models, loaded or not. @throws Error whose message is the reason */
  async listModels(): Promise<string[]> {
    const parsed = tagsSchema.safeParse(await this.#client.requestJson('/api/tags'));
    if (!parsed.success) throw new ReasonError(remote('unreadable_models'));
    return (parsed.data.models ?? []).map(({ name }) => name);
  }

  /** @throws Error whose message is the reason */
  async listLoaded(signal?: AbortSignal): Promise<LoadedModel[]> {
    const parsed = loadedSchema.safeParse(await this.#client.requestJson('/api/ps', { signal }));
    if (!parsed.success) throw new ReasonError(remote('unreadable_loaded'));
    return parsed.data.models;
  }

  /**
   * Unloads all models, and measures how much memory came back.
   * @param onLoaded called with the models that are still loaded, each time they are read
   */
  async unloadAll(signal: AbortSignal, onLoaded: (models: LoadedModel[]) => void): Promise<FreeResult> {
    const loaded = await this.listLoaded(signal);
    if (loaded.length === 0) return { ok: false, message: say('noModelLoaded') };
    const asked = new Set<string>();
    for (const { name } of loaded) if (await this.#unload(name, signal)) asked.add(name);
    if (asked.size === 0)
      return { ok: false, message: say('refusedModels', { models: loaded.map(({ name }) => name) }) };
    // What somebody loads meanwhile takes nothing from what came back.
    const amongAsked = (models: readonly LoadedModel[]) => models.filter(({ name }) => asked.has(name));
    const before = amongAsked(loaded);
    let after = loaded;
    const dropOf = (field: 'size' | 'size_vram') =>
      sumBytes(before, field) - sumBytes(amongAsked(after), field);
    const freedBytes = await waitForMemoryDrop({
      clock: this.#io.clock,
      signal,
      minDrop: MIN_DROP_BYTES,
      maxDrop: sumBytes(before, 'size'),
      measure: async () => {
        after = await this.listLoaded(signal);
        onLoaded(after);
        return dropOf('size');
      },
    });
    const still = after.filter(({ name }) => loaded.some((model) => model.name === name));
    return describeUnload(still, {
      freedBytes,
      vramBytes: Math.max(0, dropOf('size_vram')),
      now: this.#io.clock.wall(),
    });
  }

  /** @returns whether it takes the request */
  async #unload(name: string, signal: AbortSignal): Promise<boolean> {
    const body = { model: name, keep_alive: 0 };
    const { status } = await this.#client.request('/api/generate', { method: 'POST', body, signal });
    if (!isSuccess(status)) this.#io.log(`It refused to unload ${name} (${status}).`);
    return isSuccess(status);
  }
}

/** @returns bytes */
export function sumBytes(models: readonly LoadedModel[], field: 'size' | 'size_vram'): number {
  return models.reduce((sum, model) => sum + model[field], 0);
}

function describeUnload(
  still: readonly LoadedModel[],
  { freedBytes, vramBytes, now }: Record<'freedBytes' | 'vramBytes' | 'now', number>,
): FreeResult {
  const stillLoaded = listModelNames(still.map(({ name }) => name));
  const isWaiting = ({ expires_at }: LoadedModel) => Date.parse(expires_at ?? '') <= now;
  if (freedBytes === 0 && still.length > 0 && still.every(isWaiting))
    return {
      ok: false,
      message: say('modelsWaitForRequests', { models: stillLoaded ?? '' }),
    };
  if (freedBytes === 0)
    return {
      ok: false,
      message: say('keptModels', { models: stillLoaded ?? '' }),
    };
  const cameBack = say('cameBackWithVram', { bytes: formatBytes(freedBytes), vram: formatBytes(vramBytes) });
  const rest = stillLoaded === null ? [] : [say('stillLoaded', { models: stillLoaded })];
  return {
    ok: true,
    vramBytes,
    message: joinSentences([cameBack, ...rest]) ?? cameBack,
  };
}
