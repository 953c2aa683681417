/** Sends requests to the HTTP API of an engine, and checks that the expected engine answers. */
import type { z } from 'zod';
import type { SettingValues } from '../../../shared/backend.ts';
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import type { AdapterIo } from '../../core/backend/backend-type.ts';
import { createRedactor, mapTexts, type Redactor } from '../../core/redact-secrets.ts';
import { type HttpReply, isSuccess, sendRequest } from '../common/http-request.ts';
import { guardedLookup, parseAddress, resolveRedirect } from './remote-address.ts';
import { isHeaderValue, parseHeaders } from './remote-headers.ts';
import { remoteLabels as labels, type RemoteSettings } from './remote-settings.ts';

const MAX_REPLY_BYTES = 8 * 1024 * 1024;
/** For a reply by default, and always for a connection. */
export const REPLY_TIMEOUT_MS = 5_000;
const MAX_REDIRECTS = 3;

export interface EngineRequest {
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Replaces the usual limit of the reply's size. */
  maxBytes?: number;
  signal?: AbortSignal | undefined;
}

/** A server answers, but not as the expected engine does. The message completes "it cannot be reached: …". */
export class UnexpectedReplyError extends Error {}

/** One engine at one address, for the lifetime of one adapter. Credentials go to that address alone, into no message, and out of every reply. */
export class EngineClient {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly #replyTimeoutMs: number;
  readonly #headers: Record<string, string>;
  readonly #signal: AbortSignal;
  readonly #redact: Redactor;
  readonly #backend: string;
  readonly #expected: string;

  /**
   * @param expected the engine that should answer there, as it is called in a sentence
   * @throws SwitchyardError `setting_required`, `invalid_setting_at_start`
   */
  constructor(
    settings: RemoteSettings & SettingValues,
    io: Pick<AdapterIo, 'backend' | 'signal'>,
    expected: string,
  ) {
    this.baseUrl = readBaseUrl(settings, io.backend);
    this.#headers = readHeaders(settings, io.backend);
    this.#redact = createRedactor([settings.AuthorizationHeader ?? '']);
    this.#replyTimeoutMs = (settings.ConnectionAttemptTimeoutSeconds ?? REPLY_TIMEOUT_MS / 1000) * 1000;
    this.#signal = io.signal;
    this.#backend = io.backend;
    this.#expected = expected;
  }

  /**
   * Returns the reply, whatever its status is. Redirects are followed on the same server.
   * @throws Error whose message is the reason
   */
  async request(path: string, request: EngineRequest = {}): Promise<HttpReply> {
    try {
      return await this.#send(path, request);
    } catch (error) {
      // The server may have put what it was sent into the address of a redirect, say.
      const message = this.#redact(messageOf(error));
      throw message === messageOf(error) ? error : new Error(message);
    }
  }

  /** A reply's body as data, without the credentials that the server was sent. Undefined where it is not JSON. */
  readJson(body: string): unknown {
    try {
      const reply: unknown = JSON.parse(body);
      // An escape may hide a secret from a search of the whole text, which takes less time.
      const isClean = this.#redact(body) === body && !body.includes('\\');
      return isClean ? reply : mapTexts(reply, this.#redact);
    } catch {
      // The caller says what was expected.
      return undefined;
    }
  }

  async #send(
    path: string,
    { method = 'GET', body, maxBytes = MAX_REPLY_BYTES, signal }: EngineRequest = {},
  ): Promise<HttpReply> {
    let url = `${this.baseUrl}${path}`;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const reply = await sendRequest({
        url,
        method,
        headers: this.#headers,
        json: body === undefined ? '' : JSON.stringify(body),
        signal: signal ? AbortSignal.any([this.#signal, signal]) : this.#signal,
        timeoutMs: this.#replyTimeoutMs,
        connectTimeoutMs: Math.min(REPLY_TIMEOUT_MS, this.#replyTimeoutMs),
        maxBytes,
        lookup: guardedLookup,
      });
      if (reply.status < 300 || reply.status >= 400 || reply.location === undefined) return reply;
      // Only a request that changes nothing may be repeated at another address.
      if (method !== 'GET') throw new Error('it sends the request on elsewhere');
      url = resolveRedirect(url, reply.location);
    }
    throw new Error('it sends on in a circle');
  }

  /** @throws Error whose message is the reason; SwitchyardError `access_refused` */
  async requestJson(path: string, request: EngineRequest = {}): Promise<unknown> {
    const { status, body } = await this.request(path, request);
    if (status === 401 || status === 403)
      throw new SwitchyardError('access_refused', {
        backend: this.#backend,
        address: this.baseUrl,
        status,
      });
    if (!isSuccess(status)) throw errorOfStatus(status);
    const reply = this.readJson(body);
    if (reply === undefined) throw new UnexpectedReplyError('it answered something that is not JSON');
    return reply;
  }

  /**
   * Requests something that only the expected engine answers in this shape.
   * @param mismatch the reason for the error about a reply of another shape
   * @throws SwitchyardError `wrong_engine` where something else answers; as {@link requestJson} where nothing does
   */
  async probe<T>(path: string, shape: z.ZodType<T>, mismatch: string, signal?: AbortSignal): Promise<T> {
    const reply = await this.requestJson(path, { signal }).catch((error: unknown) => {
      throw error instanceof UnexpectedReplyError ? this.wrongEngine(error.message) : error;
    });
    const parsed = shape.safeParse(reply);
    if (!parsed.success) throw this.wrongEngine(mismatch);
    return parsed.data;
  }

  wrongEngine(reason: string): SwitchyardError {
    return new SwitchyardError('wrong_engine', {
      backend: this.#backend,
      address: this.baseUrl,
      engine: this.#expected,
      reason,
    });
  }
}

/**
 * The error for a reply that is no success. A 4xx means that another program answers; a 5xx or a 429 may also come from the
 * expected engine, or from a proxy before it.
 */
export function errorOfStatus(status: number): Error {
  const reason = `it answered ${status}`;
  return status >= 400 && status < 500 && status !== 429
    ? new UnexpectedReplyError(reason)
    : new Error(reason);
}

function readBaseUrl({ Address }: RemoteSettings, backend: string): string {
  if (Address.trim() === '') throw new SwitchyardError('setting_required', { backend, name: labels.Address });
  const address = parseAddress(Address);
  if (!address.ok) throw invalidSetting(backend, labels.Address, address.problem);
  return address.baseUrl;
}

function readHeaders(
  { AuthorizationHeader = '', OtherHeaders = '' }: RemoteSettings,
  backend: string,
): Record<string, string> {
  const parsed = parseHeaders(OtherHeaders);
  if (!parsed.ok) throw invalidSetting(backend, labels.OtherHeaders, `must be ${parsed.problem}`);
  const authorization = AuthorizationHeader.trim();
  if (!isHeaderValue(authorization))
    throw invalidSetting(
      backend,
      labels.AuthorizationHeader,
      'contains letters that cannot be sent in a header',
    );
  if (authorization !== '' && Object.hasOwn(parsed.headers, 'authorization'))
    throw invalidSetting(
      backend,
      labels.OtherHeaders,
      `must not name Authorization while ${labels.AuthorizationHeader} is set`,
    );
  return authorization === '' ? parsed.headers : { ...parsed.headers, authorization };
}

const invalidSetting = (backend: string, name: string, reason: string) =>
  new SwitchyardError('invalid_setting_at_start', { backend, name, reason });
