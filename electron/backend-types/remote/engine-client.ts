/** Sends requests to the HTTP API of an engine, and checks that the expected engine answers. */

import type { z } from 'zod';
import type { SettingValues } from '../../../shared/backend.ts';
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { given, type HostText, texts } from '../../../shared/words/phrase.ts';
import { ReasonError, reasonOf } from '../../../shared/words/reason-error.ts';
import type { AdapterIo, OpenAiApi } from '../../core/backend/backend-type.ts';
import { createRedactor, mapTexts, type Redactor } from '../../core/redact-secrets.ts';
import { type HttpReply, isSuccess, sendRequest } from '../common/http-request.ts';
import { CertificateError } from '../common/tls-connection.ts';
import { invalidSetting, readCredentials } from './credentials.ts';
import {
  guardedLookup,
  loginPageOf,
  parseAddress,
  resolveRedirect,
  type ServerAddress,
} from './remote-address.ts';
import { remoteLabels as labels, type RemoteSettings } from './remote-settings.ts';
import {
  describeText,
  errorOfReply,
  parseRetryAfter,
  RetryLaterError,
  UnexpectedReplyError,
} from './server-replies.ts';

const say = texts(remoteReasonWords);

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

/** Milliseconds until the next request after a 429 that does not name a time. */
const LIMITED_PAUSE_MS = 60_000;

/** One engine at one address, for the lifetime of one adapter. Credentials go to that address alone, into no message, and out of every reply. */
export class EngineClient {
  /** Without a slash at its end, and without the query. */
  readonly baseUrl: string;
  readonly #query: string;
  /** As the query, and secret. */
  readonly #secretQuery: string;
  #askedUrl: string;
  readonly #replyTimeoutMs: number;
  readonly #headers: Record<string, string>;
  readonly #signal: AbortSignal;
  readonly #redact: Redactor;
  readonly #clock: AdapterIo['clock'];
  readonly #backend: string;
  readonly #expected: HostText;
  readonly #isOwnWorker: boolean;
  readonly #trustedCertificate: string;
  readonly #credentialLabels: HostText;

  /**
   * @param expected the engine that should answer there, as it is called in a sentence
   * @param toBasePath see {@link parseAddress}
   * @param credentialLabels the settings with the credentials, for the hints of errors
   * @param isOwnWorker whether it was started here; see {@link HttpRequest.isOwnWorker}
   * @throws SwitchyardError `setting_required`, `invalid_setting_at_start`
   */
  constructor(
    settings: RemoteSettings & SettingValues,
    io: Pick<AdapterIo, 'backend' | 'signal' | 'clock'>,
    expected: HostText,
    {
      toBasePath,
      isOwnWorker = false,
      credentialLabels = CREDENTIAL_SETTINGS,
    }: { toBasePath?: (path: string) => string; isOwnWorker?: boolean; credentialLabels?: HostText } = {},
  ) {
    const { baseUrl, query } = readAddress(settings, io.backend, toBasePath);
    this.baseUrl = baseUrl;
    const access = readCredentials(settings, io.backend);
    this.#query = query;
    this.#secretQuery = access.query;
    this.#askedUrl = baseUrl;
    this.#headers = access.headers;
    this.#redact = createRedactor([settings.AuthorizationHeader ?? '']);
    this.#replyTimeoutMs = (settings.ConnectionAttemptTimeoutSeconds ?? REPLY_TIMEOUT_MS / 1000) * 1000;
    this.#signal = io.signal;
    this.#backend = io.backend;
    this.#clock = io.clock;
    this.#expected = expected;
    this.#isOwnWorker = isOwnWorker;
    this.#trustedCertificate = settings.TrustCertificate ?? '';
    this.#credentialLabels = credentialLabels;
  }

  /** How others may call it. @param path of its API, such as `/v1` */
  openAiApi(path: string): OpenAiApi {
    return { baseUrl: `${this.baseUrl}${path}`, query: this.#query, headers: this.#headers };
  }

  /** The URL that was requested last, with credentials masked. */
  get askedUrl(): string {
    return this.#redact(this.#askedUrl);
  }

  /**
   * Returns the reply, whatever its status is. Redirects are followed on the same server.
   * @throws Error whose message is the reason
   */
  async request(path: string, request: EngineRequest = {}): Promise<HttpReply> {
    try {
      return await this.#send(path, request);
    } catch (error) {
      if (error instanceof SwitchyardError) throw error;
      if (error instanceof Error && error.cause instanceof CertificateError)
        throw this.#certificateRefused(error.cause, reasonOf(error));
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
    let url = addQuery(`${this.baseUrl}${path}`, this.#query);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      this.#askedUrl = url;
      const reply = await sendRequest({
        url: addQuery(url, this.#secretQuery),
        method,
        headers: this.#headers,
        json: body === undefined ? '' : JSON.stringify(body),
        signal: signal ? AbortSignal.any([this.#signal, signal]) : this.#signal,
        timeoutMs: this.#replyTimeoutMs,
        connectTimeoutMs: Math.min(REPLY_TIMEOUT_MS, this.#replyTimeoutMs),
        maxBytes,
        lookup: guardedLookup,
        isOwnWorker: this.#isOwnWorker,
        trustedCertificate: this.#trustedCertificate,
      });
      if (reply.status < 300 || reply.status >= 400 || reply.location === undefined) return reply;
      const loginPage = loginPageOf(url, reply.location);
      if (loginPage !== null) throw this.#loginRequired(loginPage);
      // Only a request that changes nothing may be repeated at another address.
      if (method !== 'GET') throw new ReasonError(say('sendsElsewhere'));
      url = resolveRedirect(url, reply.location);
    }
    throw new ReasonError(say('sendsInCircle'));
  }

  /** @throws Error whose message is the reason; SwitchyardError `access_refused`, `login_required`, `rate_limited` */
  async requestJson(path: string, request: EngineRequest = {}): Promise<unknown> {
    const reply = await this.request(path, request);
    if (!isSuccess(reply.status)) throw this.errorOf(reply);
    return this.readReply(reply);
  }

  /** The body of a successful reply as data. @throws as {@link requestJson} where it is not JSON */
  readReply({ body }: HttpReply): unknown {
    const reply = this.readJson(body);
    if (reply !== undefined) return reply;
    const { reason, isLogin } = describeText(body);
    throw isLogin ? this.#loginRequired(new URL(this.#askedUrl).pathname) : new UnexpectedReplyError(reason);
  }

  /** The error for a reply that is no success, whatever was requested. */
  errorOf(reply: HttpReply): Error {
    const { status, retryAfter, body } = reply;
    const now = this.#clock.wall();
    const [backend, address] = [this.#backend, this.askedUrl];
    if (status === 401 || status === 403)
      return new SwitchyardError('access_refused', {
        backend,
        address,
        status,
        settings: this.#credentialLabels,
        isSent: Object.keys(this.#headers).length > 0 || this.#secretQuery !== '',
      });
    if (status === 400 && /plain HTTP request was sent to HTTPS port/i.test(body))
      return new UnexpectedReplyError(say('needsHttps'));
    if (status !== 429) return errorOfReply(reply, this.readJson(body), now);
    const retryAfterMs = parseRetryAfter(retryAfter, now);
    const cause = new RetryLaterError(
      say('status', { status, ...given('meaning', null) }),
      retryAfterMs ?? LIMITED_PAUSE_MS,
    );
    const seconds = retryAfterMs === undefined ? undefined : Math.round(retryAfterMs / 1000);
    return new SwitchyardError('rate_limited', { backend, address, seconds }, { cause });
  }

  #certificateRefused({ seen }: CertificateError, reason: HostText): SwitchyardError {
    const trusted = this.#trustedCertificate;
    const details = { backend: this.#backend, address: this.askedUrl, ...seen };
    return trusted === ''
      ? new SwitchyardError('certificate_untrusted', { ...details, reason })
      : new SwitchyardError('certificate_changed', { ...details, trusted });
  }

  #loginRequired(target: string): SwitchyardError {
    return new SwitchyardError('login_required', {
      backend: this.#backend,
      address: this.askedUrl,
      target: this.#redact(target),
      settings: this.#credentialLabels,
    });
  }

  /**
   * Requests something that only the expected engine answers in this shape.
   * @param mismatch the reason for the error about a reply of another shape
   * @throws SwitchyardError `wrong_engine` where something else answers; as {@link requestJson} where nothing does
   */
  async probe<T>(path: string, shape: z.ZodType<T>, mismatch: HostText, signal?: AbortSignal): Promise<T> {
    const reply = await this.requestJson(path, { signal }).catch((error: unknown) => {
      throw error instanceof UnexpectedReplyError ? this.wrongEngine(error.reason) : error;
    });
    const parsed = shape.safeParse(reply);
    if (!parsed.success) throw this.wrongEngine(mismatch);
    return parsed.data;
  }

  wrongEngine(reason: HostText): SwitchyardError {
    return new SwitchyardError('wrong_engine', {
      backend: this.#backend,
      address: this.askedUrl,
      engine: this.#expected,
      reason,
    });
  }
}

const CREDENTIAL_SETTINGS = texts(startReasonWords)('either', {
  first: labels.AuthorizationHeader,
  second: labels.OtherHeaders,
});

/** @param query with its `?`, or empty; it comes before what the URL has already */
function addQuery(url: string, query: string): string {
  if (query === '') return url;
  const [path = '', own] = url.split('?');
  return own === undefined ? `${path}${query}` : `${path}${query}&${own}`;
}

function readAddress(
  { Address }: RemoteSettings,
  backend: string,
  toBasePath: ((path: string) => string) | undefined,
): ServerAddress {
  if (Address.trim() === '') throw new SwitchyardError('setting_required', { backend, name: labels.Address });
  const address = parseAddress(Address, toBasePath);
  if (!address.ok) throw invalidSetting(backend, labels.Address, address.problem);
  return address;
}
