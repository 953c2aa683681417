/** Talks to the instance behind a `swarmswarmbackend`, which is SwarmUI or Switchyard, by SwarmUI's API. Its replies are not trusted. */

import { z } from 'zod';
import { type BackendStatus, backendStatuses } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import type { AdapterIo, ChildCommand, ChildFacts, FreeResult } from '../../core/backend/backend-type.ts';
import { isSuccess } from '../common/http-request.ts';
import { type MachineMemory, machineBehind, machineOf } from '../common/machines.ts';
import type { EngineClient } from '../remote/engine-client.ts';
import { UnexpectedReplyError } from '../remote/server-replies.ts';

const remote = texts(remoteReasonWords);

/** How many instances may lie behind each other. */
const MAX_PATH_LENGTH = 8;
/** Backends of one instance, including those of the instances behind it. */
const MAX_CHILDREN = 300;
const MAX_FEATURES = 200;
/** Of one backend. */
const MAX_USAGES = 1_000_000;

/** The type that connects one instance to another, in SwarmUI and here. */
export const PEER_TYPE = 'swarmswarmbackend';

const shortText = (maxLength: number) => z.string().transform((text) => text.slice(0, maxLength));
export const sessionSchema = z.object({ session_id: z.string().min(1), server_id: shortText(100).catch('') });
const refusalSchema = z.object({ error: shortText(500), error_id: z.string().optional().catch(undefined) });
const statusSchema: z.ZodType<BackendStatus> = z.string().transform((text): BackendStatus => {
  const known = backendStatuses.find((status) => status === text.toLowerCase());
  return known ?? 'errored';
});
const backendSchema = z.object({
  id: z.int(),
  type: shortText(100),
  status: statusSchema,
  title: shortText(200).catch(''),
  enabled: z.boolean().catch(true),
  features: z
    .array(shortText(100))
    .catch([])
    .transform((features) => features.slice(0, MAX_FEATURES)),
  can_load_models: z.boolean().catch(true),
  max_usages: z.int().min(0).max(MAX_USAGES).catch(1),
  current_model: shortText(300).nullable().catch(null),
  // Only Switchyard sends this: where a child of that instance comes from.
  remote: z
    .object({ id: z.int(), type: shortText(100), path: z.array(shortText(100)).min(1).max(100) })
    .optional()
    .catch(undefined),
  load_status: shortText(300).optional().catch(undefined),
  // These three, too.
  notice: shortText(500).optional().catch(undefined),
  machine: shortText(100).optional().catch(undefined),
  away_since: z.iso.datetime().optional().catch(undefined),
  error: z
    .object({ code: shortText(100), message: shortText(500), hint: shortText(500) })
    .optional()
    .catch(undefined),
});
type PeerBackend = z.infer<typeof backendSchema>;
const commandReplySchema = z.object({ result: shortText(100), count: z.int().optional() });
const requestCount = z.int().min(0).catch(0);
const statusReplySchema = z.object({
  status: z.object({ waiting_gens: requestCount, live_gens: requestCount }),
});
/** Bytes. */
const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER).transform(Math.round);
const resourcesSchema = z.object({
  system_ram: z.object({ total: amount, used: amount }).optional().catch(undefined),
  gpus: z
    .record(
      z.string().max(100),
      z.object({
        // SwarmUI does not send this.
        uuid: shortText(100).optional().catch(undefined),
        name: shortText(100).catch(''),
        total_memory: amount.optional().catch(undefined),
        used_memory: amount.optional().catch(undefined),
      }),
    )
    .catch({}),
});
const freedSchema = z.object({
  result: z.boolean(),
  count: z.int().catch(0),
  freed: z
    .array(
      z.object({
        ok: z.boolean(),
        message: shortText(500),
        vram_bytes: z.int().min(0).optional().catch(undefined),
        ram_bytes: z.int().min(0).optional().catch(undefined),
      }),
    )
    .max(MAX_CHILDREN)
    .catch([]),
});

export interface PeerChild extends ChildFacts {
  /** Its number in the other instance, for requests about it. */
  peerBackendId: number;
}

export class SwarmPeer {
  readonly #engine: EngineClient;
  readonly #io: Pick<AdapterIo, 'backend' | 'serverId'>;
  readonly #allowForwarding: boolean;
  /** On which this instance runs. */
  readonly machine: string;
  #session: { id: string; server: string } | null = null;

  constructor(
    engine: EngineClient,
    io: Pick<AdapterIo, 'backend' | 'serverId'>,
    { allowForwarding }: { allowForwarding: boolean },
  ) {
    this.#engine = engine;
    this.#io = io;
    this.#allowForwarding = allowForwarding;
    this.machine = machineOf(engine.baseUrl);
  }

  /**
   * Lists its backends and their children, except those whose path leads through this instance.
   * @throws Error whose message is the reason; SwitchyardError
   */
  async listBackends(): Promise<PeerChild[]> {
    const reply = await this.#call('ListBackends', { nonreal: true, full_data: true });
    const list = z.record(z.string(), z.unknown()).safeParse(reply);
    if (!list.success) throw new UnexpectedReplyError(remote('not_swarm'));
    const children: PeerChild[] = [];
    for (const raw of Object.values(list.data)) {
      const backend = backendSchema.safeParse(raw);
      const child = backend.success ? this.#toChild(backend.data) : null;
      if (child) children.push(child);
      if (children.length >= MAX_CHILDREN) break;
    }
    return children;
  }

  /** Switches one of its backends, or restarts it. @returns whether anything was done. @throws as {@link listBackends} */
  async command(peerBackendId: number, command: ChildCommand): Promise<boolean> {
    const reply =
      command.kind === 'toggle'
        ? await this.#call('ToggleBackend', { backend_id: peerBackendId, enabled: command.enabled })
        : await this.#call('RestartBackends', { backend: String(peerBackendId) });
    const done = commandReplySchema.safeParse(reply);
    if (!done.success) throw new UnexpectedReplyError(remote('untold_done'));
    return done.data.count === undefined ? done.data.result !== 'No change.' : done.data.count > 0;
  }

  /** Its requests for images, by GetCurrentStatus. @throws as {@link listBackends} */
  async countRequests(): Promise<{ running: number; waiting: number }> {
    const reply = statusReplySchema.safeParse(await this.#call('GetCurrentStatus', {}));
    if (!reply.success) throw new UnexpectedReplyError(remote('untold_work'));
    const { live_gens: running, waiting_gens: waiting } = reply.data.status;
    return { running, waiting };
  }

  /** Memory and cards of its machine. @throws as {@link listBackends} */
  async readMemory(): Promise<MachineMemory> {
    const reply = resourcesSchema.safeParse(await this.#call('GetServerResourceInfo', {}));
    if (!reply.success) throw new UnexpectedReplyError(remote('untold_computer'));
    const { gpus, system_ram: ram } = reply.data;
    return {
      ram: ram === undefined || ram.total === 0 ? undefined : ram,
      gpus: Object.entries(gpus).map(([id, { name, total_memory: total, used_memory: used, uuid = id }]) => ({
        id: uuid,
        name,
        ...(total === undefined ? {} : { total }),
        ...(used === undefined ? {} : { used }),
      })),
    };
  }

  /**
   * Tells an instance that was started with `--require_control_within` that somebody still wants it.
   * @returns false where it refuses. @throws as {@link listBackends}
   */
  async takeControl(): Promise<boolean> {
    const reply = z.object({ success: z.literal(true) }).safeParse(await this.#call('AdminTakeControl', {}));
    return reply.success;
  }

  /** Asks it to end itself. @throws as {@link listBackends} */
  async shutDown(): Promise<void> {
    await this.#call('ShutdownServer', {});
  }

  /** @throws Error whose message is the reason; SwitchyardError */
  async freeMemory({
    peerBackendId,
    systemRam,
    signal,
  }: {
    peerBackendId: number;
    systemRam: boolean;
    signal: AbortSignal;
  }): Promise<FreeResult> {
    // The id is sent as text, which both SwarmUI and Switchyard accept.
    const request = { backend: String(peerBackendId), system_ram: systemRam };
    const reply = freedSchema.safeParse(await this.#call('FreeBackendMemory', request, signal));
    if (!reply.success) throw new UnexpectedReplyError(remote('untold_freed'));
    const { result, count, freed } = reply.data;
    const vramBytes = sumOfKnown(freed.map(({ vram_bytes }) => vram_bytes));
    const ramBytes = sumOfKnown(freed.map(({ ram_bytes }) => ram_bytes));
    const ok = result && count > 0;
    return {
      ok,
      message:
        freed.length > 0
          ? freed.map(({ message }) => message).join(' ')
          : texts(freeingWords)(ok ? 'peerFreed' : 'peerFreedNothing'),
      ...(vramBytes === undefined ? {} : { vramBytes }),
      ...(ramBytes === undefined ? {} : { ramBytes }),
    };
  }

  /** @returns null for a backend that is not shown here */
  #toChild(backend: PeerBackend): PeerChild | null {
    const server = this.#session?.server ?? '';
    const isNonreal = backend.id < 0;
    // SwarmUI does not say where its children come from. Two instances that show each other's children would grow without end.
    if (isNonreal && !backend.remote) return null;
    if (!this.#allowForwarding && (isNonreal || backend.type === PEER_TYPE)) return null;
    const origin = isNonreal && backend.remote ? backend.remote : null;
    const path = [server, ...(origin?.path ?? [])];
    const own = this.#io.serverId;
    if (
      path.length > MAX_PATH_LENGTH ||
      new Set(path).size < path.length ||
      (own !== '' && path.includes(own))
    )
      return null;
    const remote = { id: origin?.id ?? backend.id, type: origin?.type ?? backend.type, path };
    return {
      key: JSON.stringify([path, remote.id]),
      peerBackendId: backend.id,
      title: backend.title,
      status: backend.status,
      enabled: backend.enabled,
      features: backend.features,
      canLoadModels: backend.can_load_models,
      maxUsages: backend.max_usages,
      currentModel: backend.current_model,
      remote,
      loadStatus: backend.load_status,
      notice: isNonreal ? backend.notice : undefined,
      machine: this.#machineOf(backend, path),
      awaySince: backend.away_since,
      error: backend.error,
    };
  }

  /** Undefined for a backend that runs on a third machine of which this instance does not tell. */
  #machineOf({ machine }: PeerBackend, path: readonly string[]): string | undefined {
    if (path.length === 1) return this.machine;
    return machine === undefined ? undefined : machineBehind(machine, this.machine);
  }

  /** Calls an operation in a session. If the other instance does not know the session any more, a new one is opened, once. */
  async #call(operation: string, input: object, signal?: AbortSignal): Promise<unknown> {
    const isFresh = this.#session === null;
    try {
      return await this.#callOnce(operation, input, signal);
    } catch (error) {
      if (!(error instanceof SessionUnknownError)) throw error;
      this.#session = null;
      if (isFresh) throw new ReasonError(remote('forgetsSessions'), { cause: error });
      try {
        return await this.#callOnce(operation, input, signal);
      } catch (again) {
        if (again instanceof SessionUnknownError)
          throw new ReasonError(remote('forgetsSessions'), { cause: again });
        throw again;
      }
    }
  }

  async #callOnce(operation: string, input: object, signal: AbortSignal | undefined): Promise<unknown> {
    this.#session ??= await this.#openSession(signal);
    return await this.#post(operation, { session_id: this.#session.id, ...input }, signal);
  }

  async #openSession(signal: AbortSignal | undefined): Promise<{ id: string; server: string }> {
    const session = sessionSchema.safeParse(await this.#post('GetNewSession', {}, signal));
    if (!session.success) throw new UnexpectedReplyError(remote('noSession'));
    const { session_id: id, server_id: server } = session.data;
    if (server !== '' && server === this.#io.serverId)
      throw new SwitchyardError('connected_to_itself', { backend: this.#io.backend });
    // An instance without an id is identified by its address.
    return { id, server: server || this.#engine.baseUrl };
  }

  async #post(operation: string, body: object, signal: AbortSignal | undefined): Promise<unknown> {
    const response = await this.#engine.request(`/API/${operation}`, {
      method: 'POST',
      body,
      ...(signal === undefined ? {} : { signal }),
    });
    const reply = this.#engine.readJson(response.body);
    const refusal = refusalSchema.safeParse(reply);
    if (refusal.success && refusal.data.error_id === 'invalid_session_id') throw new SessionUnknownError();
    const { backend } = this.#io;
    if ([401, 403, 429].includes(response.status)) throw this.#engine.errorOf(response);
    if (refusal.success && refusal.data.error_id !== 'bad_route')
      throw new SwitchyardError('remote_error', { backend, reason: refusal.data.error });
    if (!isSuccess(response.status)) throw this.#engine.errorOf(response);
    return reply ?? this.#engine.readReply(response);
  }
}

class SessionUnknownError extends Error {}

/** @returns undefined where no amount is known */
function sumOfKnown(amounts: readonly (number | undefined)[]): number | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length > 0 ? known.reduce((total, amount) => total + amount, 0) : undefined;
}
