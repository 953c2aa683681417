/** What the types for a worker elsewhere have in common: their settings, how it is asked, and how its answers are read. */
import type { z } from 'zod';
import type { SettingValues } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { boolean, integer, secret, text } from '../../../shared/settings.ts';
import type { AdapterIo } from '../../core/backend/backend-type.ts';
import { type HttpReply, isSuccess, sendRequest } from '../common/http-request.ts';
import { guardedLookup, parseAddress, resolveRedirect } from './remote-address.ts';
import { isHeaderValue, parseHeaders } from './remote-headers.ts';

/** Bytes of an answer at most. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** Milliseconds for an answer where no setting says more, and for a connection in any case. */
export const REPLY_TIMEOUT_MS = 5_000;
const MAX_REDIRECTS = 3;

const labels = {
  Address: 'Address',
  AuthorizationHeader: 'Authorization header',
  OtherHeaders: 'Other headers',
};

/** The address, and whether it may be away. */
export const contactSettings = (placeholder: string, engine: string) => ({
  Address: text({
    label: labels.Address,
    description: `Where ${engine} answers, with its port.`,
    placeholder,
    required: true,
    format: 'url' as const,
  }),
  AllowIdle: boolean({
    label: 'May be away',
    description:
      'For a machine that is switched off at times: while it does not answer, the backend is idle rather than in error.',
    default: false,
  }),
});

/** What is sent along, and how long an answer may take. */
export const accessSettings = {
  AuthorizationHeader: secret({
    label: labels.AuthorizationHeader,
    description:
      'Sent as the header Authorization with each request, such as Bearer and a key. Kept secret; empty: none is sent.',
    placeholder: 'Bearer …',
    boundTo: 'Address',
  }),
  OtherHeaders: text({
    label: labels.OtherHeaders,
    description:
      'More headers for each request, one Name: value a line. Everybody who may see the settings can read them.',
    placeholder: 'X-Tenant: studio',
    format: 'multiline',
    advanced: true,
  }),
  ConnectionAttemptTimeoutSeconds: integer({
    label: 'Answer time-out',
    description:
      'How long one attempt to get an answer may take. A server that has to wake up first needs more.',
    default: 30,
    min: 1,
    max: 600,
    unit: 's',
    advanced: true,
  }),
};

export interface RemoteSettings {
  Address: string;
  AuthorizationHeader?: string;
  OtherHeaders?: string;
  ConnectionAttemptTimeoutSeconds?: number;
}

export interface RemoteRequest {
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Bytes, where the usual limit is too small. */
  maxBytes?: number;
  signal?: AbortSignal | undefined;
}

/** Somebody answers, but not as this kind of server does. The message completes "it cannot be reached: …" all the same. */
export class UnexpectedReplyError extends Error {}

/** One server elsewhere, for the life of one adapter. Credentials go to it alone, and into no message. */
export class RemoteEngine {
  /** Without a slash at its end. */
  readonly base: string;
  /** For an answer, in ms. */
  readonly timeoutMs: number;
  readonly #headers: Record<string, string>;
  readonly #signal: AbortSignal;
  readonly #backend: string;
  readonly #expected: string;

  /**
   * @param expected what is to answer there, in words
   * @throws SwitchyardError `setting_required`, `invalid_setting_at_start`
   */
  constructor(
    values: RemoteSettings & SettingValues,
    io: Pick<AdapterIo, 'backend' | 'signal'>,
    expected: string,
  ) {
    const { backend } = io;
    if (values.Address.trim() === '')
      throw new SwitchyardError('setting_required', { backend, name: labels.Address });
    const wrong = (name: string, reason: string) =>
      new SwitchyardError('invalid_setting_at_start', { backend, name, reason });
    const address = parseAddress(values.Address);
    if (!address.ok) throw wrong(labels.Address, address.problem);
    const parsed = parseHeaders(values.OtherHeaders ?? '');
    if (!parsed.ok) throw wrong(labels.OtherHeaders, `must be ${parsed.problem}`);
    const authorization = (values.AuthorizationHeader ?? '').trim();
    if (!isHeaderValue(authorization))
      throw wrong(labels.AuthorizationHeader, 'contains letters that cannot be sent in a header');
    if (authorization !== '' && Object.hasOwn(parsed.headers, 'authorization'))
      throw wrong(
        labels.OtherHeaders,
        `must not name Authorization while ${labels.AuthorizationHeader} is set`,
      );
    this.base = address.base;
    this.timeoutMs = (values.ConnectionAttemptTimeoutSeconds ?? REPLY_TIMEOUT_MS / 1000) * 1000;
    this.#headers = authorization === '' ? parsed.headers : { ...parsed.headers, authorization };
    this.#signal = io.signal;
    this.#backend = backend;
    this.#expected = expected;
  }

  /**
   * Asks and gives the answer, whatever its status is; redirects are followed on the same server.
   * @throws Error with a reason in words
   */
  async request(
    path: string,
    { method = 'GET', body, maxBytes: largest = MAX_ANSWER_BYTES, signal }: RemoteRequest = {},
  ): Promise<HttpReply> {
    let url = `${this.base}${path}`;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const answer = await sendRequest({
        url,
        method,
        headers: this.#headers,
        json: body === undefined ? '' : JSON.stringify(body),
        signal: signal ? AbortSignal.any([this.#signal, signal]) : this.#signal,
        timeoutMs: this.timeoutMs,
        connectTimeoutMs: Math.min(REPLY_TIMEOUT_MS, this.timeoutMs),
        maxBytes: largest,
        lookup: guardedLookup,
      });
      if (answer.status < 300 || answer.status >= 400 || answer.location === undefined) return answer;
      // Only a question that changes nothing is asked again elsewhere.
      if (method !== 'GET') throw new Error('it sends the request on elsewhere');
      url = resolveRedirect(url, answer.location);
    }
    throw new Error('it sends on in a circle');
  }

  /**
   * Asks for JSON.
   * @throws Error with a reason in words; SwitchyardError `access_refused`
   */
  async requestJson(path: string, question: RemoteRequest = {}): Promise<unknown> {
    const { status, body } = await this.request(path, question);
    if (status === 401 || status === 403)
      throw new SwitchyardError('access_refused', {
        backend: this.#backend,
        address: this.base,
        status,
      });
    if (!isSuccess(status)) {
      const reason = `it answered ${status}`;
      // An error of the server, or of a proxy before it, says nothing about what it is.
      throw status >= 400 && status < 500 && status !== 429
        ? new UnexpectedReplyError(reason)
        : new Error(reason);
    }
    try {
      return JSON.parse(body);
    } catch (cause) {
      throw new UnexpectedReplyError('it answered something that is not JSON', { cause });
    }
  }

  /**
   * Asks what the expected kind of server alone can answer.
   * @param complaint what is wrong with an answer of another shape, in words
   * @throws SwitchyardError `wrong_engine` where something else answers; as {@link requestJson} where nothing does
   */
  async probe<T>(path: string, shape: z.ZodType<T>, complaint: string, signal?: AbortSignal): Promise<T> {
    const answer = await this.requestJson(path, { signal }).catch((error: unknown) => {
      throw error instanceof UnexpectedReplyError ? this.wrongEngine(error.message) : error;
    });
    const parsed = shape.safeParse(answer);
    if (!parsed.success) throw this.wrongEngine(complaint);
    return parsed.data;
  }

  wrongEngine(reason: string): SwitchyardError {
    return new SwitchyardError('wrong_engine', {
      backend: this.#backend,
      address: this.base,
      engine: this.#expected,
      reason,
    });
  }
}

/** Milliseconds until the first answer must be there: the attempt, and what the machine needs around it. */
export const remoteStartTimeoutMs = (answerTimeoutMs: number): number => answerTimeoutMs + 10_000;
/** Nothing of it runs here: only a request that is under way has to be called off. */
export const REMOTE_STOP_TIMEOUT_MS = 1_000;
