/** The kinds of instances, and how each kind is asked for its work and told to end. */

import { z } from 'zod';
import { SwitchyardError } from '../../../shared/errors.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { messagePhrase } from '../../../shared/words/error-text.ts';
import { englishOf, type HostText, texts } from '../../../shared/words/phrase.ts';
import { ReasonError, reasonOf as reasonOfError } from '../../../shared/words/reason-error.ts';
import type { ChildCommand, FreeResult, JobCount, OpenAiApi } from '../../core/backend/backend-type.ts';
import type { Clock } from '../../core/clock.ts';
import { isSuccess } from '../common/http-request.ts';
import { createMemoryReader, type MachineMemory } from '../common/machines.ts';
import { modelListPaths, toOpenAiBasePath } from '../openai/openai-paths.ts';
import { modelsSchema } from '../openai/openai-servers.ts';
import { EngineClient } from '../remote/engine-client.ts';
import type { CredentialSettings } from '../remote/remote-settings.ts';
import { PEER_TYPE, type PeerChild, SwarmPeer } from '../swarm/swarm-peer.ts';

const say = texts(freeingWords);
const remote = texts(remoteReasonWords);

/** The kinds, in the order in which they are tried. A server with OpenAI's API is asked last: other kinds may have that, too. */
export type InstanceKind = 'swarm' | 'comfyui' | 'openai';
export const instanceKinds: readonly InstanceKind[] = ['swarm', 'comfyui', 'openai'];

/** The type that a backend of its own would have for it. */
export const remoteTypes: Record<InstanceKind, string> = {
  swarm: PEER_TYPE,
  comfyui: 'comfyui_api',
  openai: 'simpleremotellm',
};

/** What one probe has found. */
export interface InstanceState {
  /** Null where it cannot be asked for models by OpenAI's API. */
  api: OpenAiApi | null;
  models: string[];
  /** Backends of the instance itself. */
  children: readonly PeerChild[];
  /** Its work, including that from others than this program; null where it does not tell. */
  jobs: JobCount | null;
  /** Of its machine; null where it does not tell. */
  memory: MachineMemory | null;
}

/** An instance of one kind. All methods reject with the reason where it does not answer as that kind does. */
export interface InstanceApi {
  readonly kind: InstanceKind;
  probe(): Promise<InstanceState>;
  /** @returns false where it refuses */
  takeControl?(): Promise<boolean>;
  shutDown?(): Promise<void>;
  /** @returns whether anything was done */
  commandChild?(child: PeerChild, command: ChildCommand): Promise<boolean>;
  freeMemory?(
    child: PeerChild | null,
    options: { systemRam: boolean; signal: AbortSignal },
  ): Promise<FreeResult>;
}

export interface InstanceAddress {
  url: string;
  /** Where OpenAI's API of an instance of SwarmUI or Switchyard is; null for the same address. */
  modelsUrl: string | null;
  credentials: CredentialSettings;
  /** Display name of the backend, for errors. */
  backend: string;
  serverId: string;
  signal: AbortSignal;
  clock: Clock;
}

const makers: Record<InstanceKind, (address: InstanceAddress) => InstanceApi> = {
  swarm: (address) => new SwarmInstance(address),
  comfyui: (address) => new ComfyInstance(address),
  openai: (address) => new OpenAiInstance(address),
};

/**
 * Finds out what answers there.
 * @param kinds to be tried, in this order
 * @throws ReasonError
 */
export async function findInstance(
  kinds: readonly InstanceKind[],
  address: InstanceAddress,
): Promise<{ api: InstanceApi; state: InstanceState }> {
  const reasons: HostText[] = [];
  const ask = async (kind: InstanceKind) => {
    const api = makers[kind](address);
    return { api, state: await api.probe() };
  };
  for (const [index, kind] of kinds.entries()) {
    try {
      const found = await ask(kind);
      // It may have begun to listen while it was asked, after the questions for the kinds before this one.
      for (const earlier of kinds.slice(0, index)) {
        const better = await ask(earlier).catch(() => null);
        if (better) return better;
      }
      return found;
    } catch (error) {
      address.signal.throwIfAborted();
      reasons.push(reasonOf(error));
    }
  }
  const [first = ''] = reasons;
  const isOne = new Set(reasons.map(englishOf)).size === 1;
  throw new ReasonError(isOne ? first : remote('not_instance', { reason: first }));
}

/** As a part of a sentence. */
export function reasonOf(error: unknown): HostText {
  if (!(error instanceof SwitchyardError)) return reasonOfError(error);
  const { reason, status } = error.details as { reason?: HostText; status?: unknown };
  if (reason !== undefined) return reason;
  return typeof status === 'number'
    ? remote('refusesCredentials', { status })
    : messagePhrase(error.toReply());
}

const engineAt = (
  { backend, clock, credentials, signal }: InstanceAddress,
  url: string,
  expected: HostText,
  options: ConstructorParameters<typeof EngineClient>[3] = {},
): EngineClient =>
  new EngineClient({ ...credentials, Address: url }, { backend, clock, signal }, expected, options);

class OpenAiInstance implements InstanceApi {
  readonly kind = 'openai';
  readonly #engine: EngineClient;
  #paths: string[];

  constructor(address: InstanceAddress, url = address.url) {
    this.#engine = engineAt(address, url, remote('engine_openai'), { toBasePath: toOpenAiBasePath });
    this.#paths = modelListPaths(this.#engine.baseUrl);
  }

  async probe(): Promise<InstanceState> {
    let failure: unknown;
    for (const path of this.#paths) {
      try {
        const models = await this.#engine.probe(path, modelsSchema, remote('not_openai'));
        this.#paths = [path];
        const api = this.#engine.openAiApi(path.replace(/\/models$/, ''));
        return { api, models, children: [], jobs: null, memory: null };
      } catch (error) {
        failure ??= error;
      }
    }
    throw failure;
  }
}

const queueSchema = z.object({ queue_running: z.array(z.unknown()), queue_pending: z.array(z.unknown()) });
const statsSchema = z.object({
  system: z.object({ ram_total: z.number(), ram_free: z.number() }),
  devices: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      index: z.number().nullable(),
      vram_total: z.number(),
      vram_free: z.number(),
    }),
  ),
});
/** Devices whose memory is that of the machine. */
const SHARED_MEMORY: readonly string[] = ['cpu', 'mps'];

class ComfyInstance implements InstanceApi {
  readonly kind = 'comfyui';
  readonly #engine: EngineClient;
  readonly #readMemory: () => MachineMemory | null;

  constructor(address: InstanceAddress) {
    this.#engine = engineAt(address, address.url, 'ComfyUI');
    this.#readMemory = createMemoryReader(() => this.#readStats(), address.clock);
  }

  async probe(): Promise<InstanceState> {
    const queue = await this.#engine.probe('/queue', queueSchema, remote('untold_queue'));
    const jobs = { running: queue.queue_running.length, waiting: queue.queue_pending.length };
    return { api: null, models: [], children: [], jobs, memory: this.#readMemory() };
  }

  async #readStats(): Promise<MachineMemory> {
    const stats = await this.#engine.probe('/system_stats', statsSchema, remote('untold_computer'));
    const { ram_free: free, ram_total: total } = stats.system;
    const cards = stats.devices.filter(({ type }) => !SHARED_MEMORY.includes(type));
    return {
      ram: { total, used: total - free },
      gpus: cards.map(({ index, name, vram_free, vram_total }) => ({
        id: String(index ?? name),
        name,
        total: vram_total,
        used: vram_total - vram_free,
      })),
    };
  }

  async freeMemory(
    _child: null,
    { systemRam, signal }: { systemRam: boolean; signal: AbortSignal },
  ): Promise<FreeResult> {
    const body = { unload_models: true, free_memory: systemRam };
    const { status } = await this.#engine.request('/free', { method: 'POST', body, signal });
    return isSuccess(status)
      ? { ok: true, message: say('comfyWillFree') }
      : { ok: false, message: say('refused', { status }) };
  }
}

class SwarmInstance implements InstanceApi {
  readonly kind = 'swarm';
  readonly #peer: SwarmPeer;
  readonly #models: OpenAiInstance;
  readonly #readMemory: () => MachineMemory | null;

  constructor(address: InstanceAddress) {
    const engine = engineAt(address, address.url, remote('engine_swarm'));
    this.#peer = new SwarmPeer(engine, address, { allowForwarding: true });
    this.#readMemory = createMemoryReader(() => this.#peer.readMemory(), address.clock);
    // Switchyard has it at the same address.
    this.#models = new OpenAiInstance(address, address.modelsUrl ?? address.url);
  }

  async probe(): Promise<InstanceState> {
    const children = await this.#peer.listBackends();
    const jobs = await this.#peer.countRequests();
    // SwarmUI does not have OpenAI's API.
    const served = await this.#models.probe().catch(() => null);
    const memory = this.#readMemory();
    return { api: served?.api ?? null, models: served?.models ?? [], children, jobs, memory };
  }

  takeControl(): Promise<boolean> {
    return this.#peer.takeControl();
  }

  commandChild(child: PeerChild, command: ChildCommand): Promise<boolean> {
    return this.#peer.command(child.peerBackendId, command);
  }

  shutDown(): Promise<void> {
    return this.#peer.shutDown();
  }

  async freeMemory(
    child: PeerChild | null,
    options: { systemRam: boolean; signal: AbortSignal },
  ): Promise<FreeResult> {
    if (child === null) return { ok: false, message: say('chooseBackend') };
    return await this.#peer.freeMemory({ ...options, peerBackendId: child.peerBackendId });
  }
}
