/**
 * llama-server's API, as far as it is used here. Source: llama-server 0.4.0, see e2e/recordings. Invariant: nothing here is
 * asked again and again that wakes a model which sleeps, or restarts the clock after which it would: /slots does both, /props,
 * /models, /metrics and /health do neither.
 */

import { z } from 'zod';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { given, type HostText, texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import { isSuccess } from '../common/http-request.ts';
import { withoutFolders } from '../common/model-names.ts';
import type { EngineClient } from '../remote/engine-client.ts';

const remote = texts(remoteReasonWords);

const propsSchema = z.object({
  /** Of a router alone. */
  role: z.string().optional(),
  model_path: z.string().optional(),
  /** The path, where the model was given no other name. */
  model_alias: z.string().optional(),
  total_slots: z.number().optional(),
  /** Left out by versions that cannot sleep. */
  is_sleeping: z.boolean().optional(),
});
const slotsSchema = z.array(z.object({ is_processing: z.boolean() }));
const modelsSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      aliases: z.array(z.string()).default([]),
      status: z.object({
        value: z.string().min(1),
        args: z.array(z.string()).default([]),
        failed: z.boolean().default(false),
        exit_code: z.number().optional(),
      }),
    }),
  ),
});

/** What a server with one model, or a router, says of itself. */
export interface Properties {
  isRouter: boolean;
  /** Under which clients know its model; null for a router. */
  model: string | null;
  isSleeping: boolean;
  canSleep: boolean;
  slots: number | undefined;
}

/** A model of a router. */
export interface RouterModel {
  id: string;
  aliases: string[];
  /** unloaded, loading, loaded, sleeping, downloading or downloaded. */
  status: string;
  /** Of a model whose last load has failed. */
  failure: { exitCode: number | undefined } | null;
  /** Of its process, on the loopback address; null where it has none or is of another version. */
  port: number | null;
  /** Its file; null where it is not named. */
  path: string | null;
}

export interface Work {
  /** Requests in work and in the queue. */
  inFlight: number;
  /** Grows with every request that is answered; null where that is not known. */
  tokens: number | null;
}

/** A model takes memory, or is about to. */
export const isInMemory = ({ status }: Pick<RouterModel, 'status'>): boolean =>
  status === 'loaded' || status === 'loading';

export class LlamaServerApi {
  readonly #client: EngineClient;
  /** Another client with the same credentials, for the process of one model. */
  readonly #clientAt: (port: number) => EngineClient;

  constructor(client: EngineClient, clientAt: (port: number) => EngineClient) {
    this.#client = client;
    this.#clientAt = clientAt;
  }

  /** @throws Error whose message is the reason */
  async properties(signal?: AbortSignal): Promise<Properties> {
    const props = propsSchema.safeParse(await this.#client.requestJson('/props', { signal }));
    if (!props.success) throw new ReasonError(remote('unreadable_properties'));
    const { is_sleeping, role, total_slots } = props.data;
    const isRouter = role === 'router';
    return {
      isRouter,
      model: isRouter ? null : modelName(props.data),
      isSleeping: is_sleeping === true,
      canSleep: is_sleeping !== undefined,
      slots: isRouter ? undefined : total_slots,
    };
  }

  /** Of a router. @throws Error whose message is the reason */
  async listModels(signal?: AbortSignal): Promise<RouterModel[]> {
    // Without the parameter, some versions of the router load a model for this request.
    const reply = await this.#client.requestJson('/models?autoload=false', { signal });
    const parsed = modelsSchema.safeParse(reply);
    if (!parsed.success) throw new ReasonError(remote('unreadable_models'));
    return parsed.data.data.map(({ id, aliases, status }) => ({
      id,
      aliases,
      status: status.value,
      failure: status.failed ? { exitCode: status.exit_code } : null,
      port: Number(argumentOf(status.args, '--port')) || null,
      path: argumentOf(status.args, '--model'),
    }));
  }

  /** What a server with one model has to do. @throws Error whose message is the reason */
  async readWork(signal?: AbortSignal): Promise<Work> {
    return await readMetrics(this.#client, '/metrics', signal);
  }

  /**
   * As {@link readWork}, for versions and settings without metrics. It wakes the model.
   * @throws Error whose message is the reason
   */
  async readSlots(signal?: AbortSignal): Promise<Work> {
    const slots = slotsSchema.safeParse(await this.#client.requestJson('/slots', { signal }));
    if (!slots.success) throw new ReasonError(remote('unreadable_slots'));
    return { inFlight: slots.data.filter((slot) => slot.is_processing).length, tokens: null };
  }

  /**
   * What a model of a router has to do. One that loads is loaded for a request. The process of the model is asked itself, since
   * the router writes a line into its log for each request that it passes on.
   * @throws Error whose message is the reason
   */
  async readWorkOf({ id, port, status }: RouterModel, signal?: AbortSignal): Promise<Work> {
    if (status === 'loading') return { inFlight: 1, tokens: null };
    if (status !== 'loaded') return { inFlight: 0, tokens: null };
    if (port !== null) return await readMetrics(this.#clientAt(port), '/metrics', signal);
    const path = `/metrics?model=${encodeURIComponent(id)}&autoload=false`;
    return await readMetrics(this.#client, path, signal);
  }

  /** Whether it answers at all. A server that is too busy for anything else still does. */
  async isAlive(signal: AbortSignal): Promise<boolean> {
    const reply = await this.#client.request('/health', { signal }).catch(() => null);
    return reply !== null && isSuccess(reply.status);
  }

  /**
   * Asks a router to unload a model. The process of the model gets 10 s, or its stop-timeout, for the requests that it answers;
   * then they are broken off.
   * @returns null, or why it was refused
   */
  async unload(model: string, signal: AbortSignal): Promise<HostText | null> {
    const request = { method: 'POST', body: { model }, signal };
    const { status, body } = await this.#client.request('/models/unload', request);
    if (isSuccess(status)) return null;
    return (
      errorMessageOf(this.#client.readJson(body)) ?? remote('status', { status, ...given('meaning', null) })
    );
  }
}

/** A server without metrics, or with none for this model. */
export class NoMetricsError extends Error {}

async function readMetrics(client: EngineClient, path: string, signal?: AbortSignal): Promise<Work> {
  const { status, body } = await client.request(path, { signal });
  if (status === 501 || status === 404) throw new NoMetricsError('it has no metrics');
  if (!isSuccess(status)) throw new ReasonError(remote('status', { status, ...given('meaning', null) }));
  const metric = (name: string) => {
    const value = Number(new RegExp(`^llamacpp:${name} (\\S+)$`, 'm').exec(body)?.[1] ?? Number.NaN);
    return Number.isFinite(value) && value >= 0 ? value : null;
  };
  const processing = metric('requests_processing');
  if (processing === null) throw new NoMetricsError('its metrics cannot be read');
  const tokens = [metric('prompt_tokens_total'), metric('tokens_predicted_total')];
  return {
    inFlight: Math.round(processing + (metric('requests_deferred') ?? 0)),
    tokens: tokens.some((count) => count === null) ? null : (tokens[0] ?? 0) + (tokens[1] ?? 0),
  };
}

const modelName = ({
  model_alias: alias = '',
  model_path: path = '',
}: z.infer<typeof propsSchema>): string => (alias !== '' && alias !== path ? alias : withoutFolders(path));

function argumentOf(args: readonly string[], name: string): string | null {
  const index = args.lastIndexOf(name);
  return index < 0 ? null : (args[index + 1] ?? null);
}

function errorMessageOf(reply: unknown): string | null {
  const parsed = z.object({ error: z.object({ message: z.string() }) }).safeParse(reply);
  return parsed.success ? parsed.data.error.message : null;
}
