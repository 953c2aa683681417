/** llama-server's API, as far as it is used here. Source: llama.cpp's tools/server, mid 2026. */
import { basename } from 'node:path';
import { z } from 'zod';
import type { AdapterIo, FreeResult } from '../../core/backend/backend-type.ts';
import { isSuccess } from '../common/http-request.ts';
import { formatModelNames } from '../common/model-names.ts';
import { waitForMemoryDrop } from '../common/wait-for-memory-drop.ts';
import type { EngineClient } from '../remote/engine-client.ts';

const propsSchema = z.object({ model_path: z.string(), is_sleeping: z.boolean().default(false) });
const slotsSchema = z.array(z.object({ is_processing: z.boolean() }));
const modelsSchema = z.object({
  data: z.array(z.object({ id: z.string(), status: z.object({ value: z.string() }) })),
});

export class LlamaServerApi {
  readonly #client: EngineClient;
  readonly #io: Pick<AdapterIo, 'clock' | 'log'>;

  constructor(client: EngineClient, io: Pick<AdapterIo, 'clock' | 'log'>) {
    this.#client = client;
    this.#io = io;
  }

  /** Of a server with one model. @returns null while the model sleeps @throws Error whose message is the reason */
  async currentModel(): Promise<string | null> {
    const props = propsSchema.safeParse(await this.#client.requestJson('/props'));
    if (!props.success) throw new Error('its properties cannot be read');
    const { is_sleeping, model_path } = props.data;
    return is_sleeping ? null : basename(model_path).replace(/\.gguf$/i, '');
  }

  /** How many requests a server with one model answers now. @throws Error whose message is the reason */
  async countInFlight(): Promise<number> {
    const slots = slotsSchema.safeParse(await this.#client.requestJson('/slots'));
    if (!slots.success) throw new Error('its slots cannot be read');
    return slots.data.filter((slot) => slot.is_processing).length;
  }

  /** Of a router. @throws Error whose message is the reason */
  async listLoaded(signal?: AbortSignal): Promise<string[]> {
    // Without the parameter, a router would load a model for this request.
    const reply = await this.#client.requestJson('/models?autoload=false', { signal });
    const parsed = modelsSchema.safeParse(reply);
    if (!parsed.success) throw new Error('its list of models cannot be read');
    return parsed.data.data
      .filter(({ status }) => status.value === 'loaded' || status.value === 'loading')
      .map(({ id }) => id);
  }

  /**
   * Unloads all models of a router, and waits until they are gone. It does not report how large they are: the caller measures
   * how much memory its processes gave back.
   * @param onLoaded called with the models that are still loaded, each time they are read
   */
  async unloadAll(signal: AbortSignal, onLoaded: (models: string[]) => void): Promise<FreeResult> {
    const before = await this.listLoaded(signal);
    if (before.length === 0) return { ok: false, message: 'There was nothing to free: no model is loaded.' };
    for (const model of before) await this.#unload(model, signal);
    let after = before;
    const unloaded = await waitForMemoryDrop({
      clock: this.#io.clock,
      signal,
      minDrop: 1,
      measure: async () => {
        after = await this.listLoaded(signal);
        onLoaded(after);
        return before.length - after.length;
      },
    });
    return describeUnload(unloaded, after);
  }

  async #unload(model: string, signal: AbortSignal): Promise<void> {
    const request = { method: 'POST', body: { model }, signal };
    const { status } = await this.#client.request('/models/unload', request);
    if (!isSuccess(status)) this.#io.log(`It refused to unload ${model} (${status}).`);
  }
}

function describeUnload(unloaded: number, after: readonly string[]): FreeResult {
  const stillLoaded = formatModelNames(after);
  if (unloaded === 0)
    return {
      ok: false,
      message: `It took the request, but unloaded nothing: ${stillLoaded ?? 'a model'} is still loaded.`,
    };
  const models = unloaded === 1 ? 'A model was' : `${unloaded} models were`;
  const rest = stillLoaded === null ? '' : ` Still loaded: ${stillLoaded}.`;
  return { ok: true, message: `${models} unloaded.${rest}` };
}
