/**
 * Signs this browser in to a host that is reached over HTTP, and provides the access key that each call sends. A key is
 * valid for an hour and until the host ends. The next one is requested when it is needed; the user does not notice it.
 */
import { type IdentityStore, makeSecret, signChallenge } from './browser-identity.ts';
import { postJson } from './post-json.ts';

/** What signs a browser in: the code of a printed link, or the token itself. */
export type Credential = { code: string } | { token: string };

/** `models-only`: it is an API key that sees no panel. `too-many`: this token is right or wrong; it was not looked at, because there were too many wrong ones. */
export type SignInResult = 'signed-in' | 'refused' | 'models-only' | 'too-many' | 'unreachable';

export interface HttpAccess {
  signIn(credential: Credential): Promise<SignInResult>;
  /** The access key to send; null if this browser is not signed in, or if the host requires no key. */
  key(): Promise<string | null>;
  /** Requests another key, because the host refused this one. @returns whether there is one */
  replace(refused: string | null): Promise<boolean>;
}

export interface HttpAccessOptions {
  /** Called with paths that are relative to the page, since it may be under a sub-path. */
  fetch: typeof fetch;
  origin: string;
  crypto: Crypto;
  identities: IdentityStore;
  /** The code of the link that opened this page. The browser signs in with it before it sends anything else. */
  code?: string | undefined;
}

interface IssuedKey {
  access_key: string;
  expires_in_ms: number;
}

async function explainRefusal(response: Response): Promise<SignInResult> {
  if (response.status === 429) return 'too-many';
  const reply = (await response.json().catch(() => null)) as { code?: unknown } | null;
  return reply?.code === 'key_uses_models_only' ? 'models-only' : 'refused';
}

export function createHttpAccess({ fetch, origin, crypto, identities, code }: HttpAccessOptions): HttpAccess {
  let current: string | null = null;
  /** The request for a key that is under way. Many calls wait for the same one. */
  let pendingKey: Promise<string | null> | null = null;

  const send = (path: string, body: object): Promise<Response> => postJson({ fetch, path, body, key: null });

  const post = async (path: string, body: object): Promise<unknown> => {
    const reply = await send(path, body);
    return reply.ok ? await reply.json() : null;
  };

  const accept = (issued: IssuedKey | null): string | null => {
    current = issued?.access_key ?? null;
    return current;
  };

  /** Proves the identity of this browser to get a key. @returns null if the host does not know this browser */
  const proveIdentity = async (): Promise<string | null> => {
    const identity = await identities.read();
    if (!identity) return null;
    const { id: browser_id } = identity;
    if ('secret' in identity)
      return accept((await post('auth/answer', { browser_id, secret: identity.secret })) as IssuedKey | null);
    const reply = (await post('auth/challenge', {})) as { challenge: string } | null;
    if (!reply) return null;
    const { challenge } = reply;
    const signature = await signChallenge(crypto.subtle, identity.privateKey, origin, challenge);
    return accept((await post('auth/answer', { browser_id, challenge, signature })) as IssuedKey | null);
  };

  const requestKey = (): Promise<string | null> => {
    pendingKey ??= proveIdentity()
      .catch(() => null)
      .finally(() => {
        pendingKey = null;
      });
    return pendingKey;
  };

  const signIn = async (credential: Credential): Promise<SignInResult> => {
    try {
      const { kept, sent } = await makeSecret(crypto);
      const response = await send('auth/sign-in', { ...credential, ...sent });
      if (!response.ok) return await explainRefusal(response);
      const reply = (await response.json()) as IssuedKey & { browser_id: string };
      await identities.write({ id: reply.browser_id, ...kept });
      accept(reply);
      return 'signed-in';
    } catch {
      // The browser does not say why the request failed.
      return 'unreachable';
    }
  };

  // If the code was used already, this browser may be signed in nevertheless.
  const signedInByCode = code === undefined ? Promise.resolve() : signIn({ code }).then(() => undefined);
  return {
    signIn,
    key: async () => {
      await signedInByCode;
      return current ?? (await requestKey());
    },
    replace: async (refused) => {
      await signedInByCode;
      // Another call may have requested a new key meanwhile.
      if (current !== null && current !== refused) return true;
      current = null;
      return (await requestKey()) !== null;
    },
  };
}
