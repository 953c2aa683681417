/** The other instance behind a `swarmswarmbackend`: SwarmUI or this program, spoken to by SwarmUI's API. Its replies are read with care. */
import { z } from 'zod';
import { type BackendStatus, backendStatuses } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { AdapterIo, ChildFacts, FreeResult } from '../../core/backend/backend-type.ts';
import { isSuccess } from '../common/http-request.ts';
import { type RemoteEngine, UnexpectedReplyError } from '../remote/remote-engine.ts';

/** How many instances lie behind each other at most. */
const MAX_PATH_LENGTH = 8;
/** Backends of one instance, with all that lie behind it. */
const MAX_CHILDREN = 300;
const MAX_FEATURES = 200;

/** The type that connects one instance to another, in SwarmUI and here. */
export const PEER_TYPE = 'swarmswarmbackend';

const words = (longest: number) => z.string().transform((text) => text.slice(0, longest));
export const sessionSchema = z.object({ session_id: z.string().min(1), server_id: words(100).catch('') });
const refusalSchema = z.object({ error: words(500), error_id: z.string().optional().catch(undefined) });
const statusSchema: z.ZodType<BackendStatus> = z.string().transform((text): BackendStatus => {
  const known = backendStatuses.find((status) => status === text.toLowerCase());
  return known ?? 'errored';
});
const backendSchema = z.object({
  id: z.int(),
  type: words(100),
  status: statusSchema,
  title: words(200).catch(''),
  enabled: z.boolean().catch(true),
  features: z
    .array(words(100))
    .catch([])
    .transform((features) => features.slice(0, MAX_FEATURES)),
  can_load_models: z.boolean().catch(true),
  max_usages: z.int().catch(1),
  current_model: words(300).nullable().catch(null),
  // Ours: where a backend that is not real there comes from.
  remote: z
    .object({ id: z.int(), type: words(100), path: z.array(words(100)).min(1).max(100) })
    .optional()
    .catch(undefined),
  load_status: words(300).optional().catch(undefined),
  error: z
    .object({ code: words(100), message: words(500), hint: words(500) })
    .optional()
    .catch(undefined),
});
type PeerBackend = z.infer<typeof backendSchema>;
const freedSchema = z.object({
  result: z.boolean(),
  count: z.int().catch(0),
  freed: z
    .array(
      z.object({
        ok: z.boolean(),
        message: words(500),
        vram_bytes: z.int().min(0).optional().catch(undefined),
        ram_bytes: z.int().min(0).optional().catch(undefined),
      }),
    )
    .max(MAX_CHILDREN)
    .catch([]),
});

/** A child, and its number there: what a request for it names. */
export interface PeerChild extends ChildFacts {
  numberThere: number;
}

export class SwarmPeer {
  readonly #engine: RemoteEngine;
  readonly #io: Pick<AdapterIo, 'backend' | 'serverId'>;
  readonly #allowForwarding: boolean;
  #session: { id: string; server: string } | null = null;

  constructor(
    engine: RemoteEngine,
    io: Pick<AdapterIo, 'backend' | 'serverId'>,
    { allowForwarding }: { allowForwarding: boolean },
  ) {
    this.#engine = engine;
    this.#io = io;
    this.#allowForwarding = allowForwarding;
  }

  /**
   * All its backends, those behind it included, but none that this instance is on the way to.
   * @throws Error with a reason in words; SwitchyardError
   */
  async backends(): Promise<PeerChild[]> {
    const reply = await this.#call('ListBackends', { nonreal: true, full_data: true });
    const list = z.record(z.string(), z.unknown()).safeParse(reply);
    if (!list.success) throw new UnexpectedReplyError('what it answers is no list of backends');
    const children: PeerChild[] = [];
    for (const raw of Object.values(list.data)) {
      const backend = backendSchema.safeParse(raw);
      const child = backend.success ? this.#child(backend.data) : null;
      if (child) children.push(child);
      if (children.length >= MAX_CHILDREN) break;
    }
    return children;
  }

  /** @throws Error with a reason in words; SwitchyardError */
  async free({
    numberThere,
    systemRam,
    signal,
  }: {
    numberThere: number;
    systemRam: boolean;
    signal: AbortSignal;
  }): Promise<FreeResult> {
    // As text, which both SwarmUI and this program take.
    const request = { backend: String(numberThere), system_ram: systemRam };
    const reply = freedSchema.safeParse(await this.#call('FreeBackendMemory', request, signal));
    if (!reply.success) throw new UnexpectedReplyError('what it answers does not tell what was freed');
    const { result, count, freed } = reply.data;
    const sum = (key: 'vram_bytes' | 'ram_bytes') => {
      const amounts = freed.map((one) => one[key]).filter((bytes) => bytes !== undefined);
      return amounts.length > 0 ? amounts.reduce((total, bytes) => total + bytes, 0) : undefined;
    };
    const vramBytes = sum('vram_bytes');
    const ramBytes = sum('ram_bytes');
    const ok = result && count > 0;
    return {
      ok,
      message:
        freed.length > 0
          ? freed.map(({ message }) => message).join(' ')
          : ok
            ? 'The instance there says that memory was freed.'
            : 'The instance there says that nothing was freed.',
      ...(vramBytes === undefined ? {} : { vramBytes }),
      ...(ramBytes === undefined ? {} : { ramBytes }),
    };
  }

  #child(backend: PeerBackend): PeerChild | null {
    const server = this.#session?.server ?? '';
    const isNonreal = backend.id < 0;
    // SwarmUI does not say where its own come from, and two that mirror each other's would grow without end.
    if (isNonreal && !backend.remote) return null;
    if (!this.#allowForwarding && (isNonreal || backend.type === PEER_TYPE)) return null;
    const behind = isNonreal && backend.remote ? backend.remote : null;
    const path = [server, ...(behind?.path ?? [])];
    const own = this.#io.serverId;
    if (
      path.length > MAX_PATH_LENGTH ||
      new Set(path).size < path.length ||
      (own !== '' && path.includes(own))
    )
      return null;
    const remote = { id: behind?.id ?? backend.id, type: behind?.type ?? backend.type, path };
    return {
      key: JSON.stringify([path, remote.id]),
      numberThere: backend.id,
      title: backend.title,
      status: backend.status,
      enabled: backend.enabled,
      features: backend.features,
      canLoadModels: backend.can_load_models,
      maxUsages: backend.max_usages,
      currentModel: backend.current_model,
      remote,
      loadStatus: backend.load_status,
      error: backend.error,
    };
  }

  /** With a session, which is renewed once where it is not known there any more. */
  async #call(operation: string, input: object, signal?: AbortSignal): Promise<unknown> {
    const isFresh = this.#session === null;
    try {
      return await this.#callOnce(operation, input, signal);
    } catch (error) {
      if (!(error instanceof SessionEnded)) throw error;
      this.#session = null;
      if (isFresh) throw new Error('it forgets its own sessions', { cause: error });
      try {
        return await this.#callOnce(operation, input, signal);
      } catch (again) {
        if (again instanceof SessionEnded) throw new Error('it forgets its own sessions', { cause: again });
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
    if (!session.success) throw new UnexpectedReplyError('what answers there gives no session');
    const { session_id: id, server_id: server } = session.data;
    if (server !== '' && server === this.#io.serverId)
      throw new SwitchyardError('connected_to_itself', { backend: this.#io.backend });
    // Without a name of its own it is told from others by where it is.
    return { id, server: server || this.#engine.base };
  }

  async #post(operation: string, body: object, signal: AbortSignal | undefined): Promise<unknown> {
    const answer = await this.#engine.request(`/API/${operation}`, {
      method: 'POST',
      body,
      ...(signal === undefined ? {} : { signal }),
    });
    const reply = readJson(answer.body);
    const refusal = refusalSchema.safeParse(reply);
    if (refusal.success && refusal.data.error_id === 'invalid_session_id') throw new SessionEnded();
    const { backend } = this.#io;
    if (answer.status === 401 || answer.status === 403)
      throw new SwitchyardError('access_refused', {
        backend,
        address: this.#engine.base,
        status: answer.status,
      });
    if (refusal.success && refusal.data.error_id !== 'bad_route')
      throw new SwitchyardError('remote_error', { backend, reason: refusal.data.error });
    if (!isSuccess(answer.status)) {
      const reason = `it answered ${answer.status}`;
      throw answer.status >= 400 && answer.status < 500 && answer.status !== 429
        ? new UnexpectedReplyError(reason)
        : new Error(reason);
    }
    if (reply === undefined) throw new UnexpectedReplyError('it answered something that is not JSON');
    return reply;
  }
}

class SessionEnded extends Error {}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever it is; its status says more.
    return undefined;
  }
}
