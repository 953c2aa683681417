/** Calls over HTTP: one session shared by all calls, renewed once when the host has forgotten it. */
import { type ErrorCode, type ErrorReply, errorTable } from '../../shared/errors.ts';
import type { Envelope, TransportError } from '../../shared/transport.ts';
import type { HttpAccess } from './access.ts';

export type CallReply = Envelope | { ok: false; error: TransportError };

export interface HttpCallsOptions {
  fetch: typeof fetch;
  access: Pick<HttpAccess, 'key' | 'replace'>;
  /** Called when the host wants a token. */
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
  hint: 'Look whether the program is still running. The panel keeps trying to reach it.',
});

const unauthorized: TransportError = {
  code: 'unauthorized',
  message: 'This panel is not signed in.',
  hint: 'Open the address that the program printed when it started.',
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function createHttpCalls({ fetch, access, onUnauthorized, onHostTime }: HttpCallsOptions) {
  let session: Promise<string> | null = null;

  async function post(
    path: string,
    body: unknown,
    sessionId?: string,
    isSecondTry = false,
  ): Promise<HttpReply> {
    const key = await access.key();
    let response: Response;
    try {
      response = await fetch(path, {
        method: 'POST',
        // There are no cookies, and none is to be sent if another server on this machine has set one.
        credentials: 'omit',
        headers: {
          'Content-Type': 'application/json',
          ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
          ...(sessionId === undefined ? {} : { 'X-Session-ID': sessionId }),
        },
        body: JSON.stringify(body),
      });
    } catch {
      // The browser gives no reason a person could use: it is offline, refused or reset.
      throw new Failed(unreachable('Switchyard does not answer.'));
    }
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) onHostTime(date);
    let parsed: unknown;
    try {
      parsed = await response.json();
    } catch {
      throw new Failed(unreachable(`Something other than Switchyard answered (HTTP ${response.status}).`));
    }
    if (!isRecord(parsed))
      throw new Failed(unreachable(`Something other than Switchyard answered (HTTP ${response.status}).`));
    if (response.status === 401 && parsed.error_id === 'unauthorized') {
      if (!isSecondTry && (await access.replace(key))) return post(path, body, sessionId, true);
      onUnauthorized();
      throw new Failed(unauthorized);
    }
    return { status: response.status, body: parsed };
  }

  async function openSession(): Promise<string> {
    const { status, body } = await post('/API/GetNewSession', {});
    const id = text(body.session_id);
    if (id !== undefined) return id;
    const error = readError(status, body);
    throw new Failed(error ?? unreachable('Switchyard gave no session.'));
  }

  /** The session all calls share; a failed attempt is forgotten, so that the next call tries anew. */
  function currentSession(): Promise<string> {
    if (session === null) {
      const opening = openSession();
      session = opening;
      opening.catch(() => {
        if (session === opening) session = null;
      });
    }
    return session;
  }

  async function callOnce(name: string, input: unknown): Promise<HttpReply> {
    const used = currentSession();
    const reply = await post(`/API/${name}`, input ?? {}, await used);
    // Concurrent calls notice the same expiry: only the first of them throws the session away.
    if (reply.status === 401 && reply.body.error_id === 'invalid_session_id' && session === used)
      session = null;
    return reply;
  }

  return {
    async call(name: string, input: unknown): Promise<CallReply> {
      try {
        let reply = await callOnce(name, input);
        if (reply.status === 401 && reply.body.error_id === 'invalid_session_id')
          reply = await callOnce(name, input);
        const error = readError(reply.status, reply.body);
        return error ? { ok: false, error } : { ok: true, value: reply.body };
      } catch (failure) {
        // Either kind of error makes a reply; the compiler does not see that a union of errors is one of the two.
        if (failure instanceof Failed) return { ok: false, error: failure.error } as CallReply;
        throw failure;
      }
    },
  };
}

/** Carries an error reply out of the nested calls; never leaves this file. */
class Failed extends Error {
  readonly error: ErrorReply | TransportError;
  constructor(error: ErrorReply | TransportError) {
    super(error.message);
    this.error = error;
  }
}

/** The error a reply carries, or null where it is a result. */
function readError(status: number, body: Record<string, unknown>): ErrorReply | null {
  const message = text(body.error);
  if (message === undefined && status < 400) return null;
  const code = text(body.code);
  const known = code !== undefined && Object.hasOwn(errorTable, code);
  const reply: ErrorReply = {
    code: known ? (code as ErrorCode) : 'internal_error',
    message: message ?? `Switchyard refused the call (HTTP ${status}).`,
    hint: text(body.hint) ?? '',
    http: status,
  };
  const errorId = text(body.error_id);
  return errorId === undefined ? reply : { ...reply, errorId };
}
