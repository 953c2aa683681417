/** Calls over HTTP. All calls share one session; a call renews it once when the host has forgotten it. */
import type { ErrorCode, ErrorReply } from '../../shared/errors.ts';
import type { Envelope, TransportError } from '../../shared/transport.ts';
import { shellWords } from '../../shared/words/en/shell.ts';
import type { PhraseValues } from '../../shared/words/phrase.ts';
import { words } from '../../shared/words/words.ts';
import type { HttpAccess } from './access.ts';
import { postJson } from './post-json.ts';

const t = words(shellWords);

export type CallReply = Envelope | { ok: false; error: TransportError };

export interface HttpCallsOptions {
  /** Called with paths that are relative to the page, since it may be under a sub-path. */
  fetch: typeof fetch;
  access: Pick<HttpAccess, 'key' | 'replace'>;
  /** Called when this browser has to sign in. */
  onUnauthorized: () => void;
  /** Called with the time in the host's Date header, in milliseconds since 1970. */
  onHostTime: (hostTime: number) => void;
}

interface HttpReply {
  status: number;
  body: Record<string, unknown>;
}

const unreachable = (message: string): TransportError => ({
  code: 'unreachable',
  message,
  hint: t('checkRunningKeepsTrying'),
});

const unauthorized = (): TransportError => ({
  code: 'unauthorized',
  message: t('notSignedIn'),
  hint: t('openPrintedAddress'),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function createHttpCalls(options: HttpCallsOptions) {
  const post = createPost(options);
  const session = createSession(post);

  async function callOnce(name: string, input: unknown): Promise<HttpReply> {
    const opened = session.current();
    const reply = await post(`API/${name}`, input ?? {}, await opened);
    if (isSessionForgotten(reply)) session.forget(opened);
    return reply;
  }

  return {
    async call(name: string, input: unknown): Promise<CallReply> {
      try {
        let reply = await callOnce(name, input);
        if (isSessionForgotten(reply)) reply = await callOnce(name, input);
        const error = readError(reply.status, reply.body);
        return error ? { ok: false, error } : { ok: true, value: reply.body };
      } catch (error) {
        // Both kinds of error make a reply. The compiler does not see that their union is one of the two.
        if (error instanceof CallFailed) return { ok: false, error: error.error } as CallReply;
        throw error;
      }
    },
  };
}

type Post = (path: string, body: unknown, sessionId?: string) => Promise<HttpReply>;

/** Makes the function that posts a request; it throws CallFailed. If the access key is refused, it tries once with another. */
function createPost({ fetch, access, onUnauthorized, onHostTime }: HttpCallsOptions): Post {
  const send = async (
    path: string,
    body: unknown,
    key: string | null,
    sessionId?: string,
  ): Promise<Response> => {
    try {
      const headers = sessionId === undefined ? {} : { 'X-Session-ID': sessionId };
      return await postJson({ fetch, path, body, key, headers });
    } catch {
      // The browser gives no reason that would help a person: it is offline, or the connection was refused or reset.
      throw new CallFailed(unreachable(t('noAnswer')));
    }
  };

  const post = async (
    path: string,
    body: unknown,
    sessionId?: string,
    isSecondTry = false,
  ): Promise<HttpReply> => {
    const key = await access.key();
    const response = await send(path, body, key, sessionId);
    const hostTime = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(hostTime)) onHostTime(hostTime);
    const reply = { status: response.status, body: await readBody(response) };
    // 429: many wrong keys came from this address, this one among them.
    if (![401, 429].includes(reply.status) || reply.body.error_id !== 'unauthorized') return reply;
    if (!isSecondTry && (await access.replace(key))) return post(path, body, sessionId, true);
    onUnauthorized();
    throw new CallFailed(unauthorized());
  };
  return post;
}

/** @throws CallFailed where the body is not what Switchyard sends */
async function readBody(response: Response): Promise<Record<string, unknown>> {
  // A body that is no JSON comes from another program, such as a proxy.
  const body: unknown = await response.json().catch(() => null);
  if (isRecord(body)) return body;
  throw new CallFailed(unreachable(t('wrongAnswer', { status: response.status })));
}

/** The session that all calls share. */
function createSession(post: Post) {
  let session: Promise<string> | null = null;

  async function open(): Promise<string> {
    const { status, body } = await post('API/GetNewSession', {});
    const id = text(body.session_id);
    if (id !== undefined) return id;
    throw new CallFailed(readError(status, body) ?? unreachable(t('noSession')));
  }

  /** Calls at the same time notice the same expiry: only the first one forgets the session. */
  const forget = (forgotten: Promise<string>) => {
    if (session === forgotten) session = null;
  };

  return {
    current(): Promise<string> {
      if (session !== null) return session;
      const opening = open();
      session = opening;
      // The next call tries again.
      opening.catch(() => forget(opening));
      return opening;
    },
    forget,
  };
}

const isSessionForgotten = ({ status, body }: HttpReply): boolean =>
  status === 401 && body.error_id === 'invalid_session_id';

/** Carries an error out of nested calls. It never leaves this file. */
class CallFailed extends Error {
  readonly error: ErrorReply | TransportError;
  constructor(error: ErrorReply | TransportError) {
    super(error.message);
    this.error = error;
  }
}

/** The error in a reply, or null if the reply is a result. */
function readError(status: number, body: Record<string, unknown>): ErrorReply | null {
  const error = text(body.error);
  if (error === undefined && status < 400) return null;
  const code = text(body.code);
  const reply: ErrorReply = {
    // A newer host has codes that are not known here.
    code: (code ?? 'internal_error') as ErrorCode,
    // `error` has the hint in it.
    message: text(body.message) ?? error ?? t('callRefused', { status }),
    hint: text(body.hint) ?? '',
    http: status,
  };
  if (isRecord(body.details)) reply.details = body.details as PhraseValues;
  const errorId = text(body.error_id);
  return errorId === undefined ? reply : { ...reply, errorId };
}
