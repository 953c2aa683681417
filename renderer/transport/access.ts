/**
 * Signs this browser in to a host that is reached over HTTP, and has the key at hand that each call carries. A key lives an
 * hour and ends with the host; the next one is asked for when it is needed, without anybody noticing.
 */
import { type IdentityStore, makeSecret, signChallenge } from './browser-identity.ts';

/** What proves that somebody may sign a browser in: the code of a printed link, or the token itself. */
export type Credential = { code: string } | { token: string };

export type SignInResult = 'signed-in' | 'refused' | 'unreachable';

export interface HttpAccess {
  signIn(credential: Credential): Promise<SignInResult>;
  /** The key to send; null where this browser is not signed in, or where the host asks for none. */
  key(): Promise<string | null>;
  /** The host did not accept that key: {@link key} asks for another. @returns whether there is one */
  replace(refused: string | null): Promise<boolean>;
}

export interface HttpAccessOptions {
  fetch: typeof fetch;
  origin: string;
  crypto: Crypto;
  identities: IdentityStore;
  /** The code of the link by which this page was opened, if it was: it is tried before anything is sent. */
  code?: string | undefined;
}

interface IssuedKey {
  access_key: string;
  expires_in_ms: number;
}

export function createHttpAccess({ fetch, origin, crypto, identities, code }: HttpAccessOptions): HttpAccess {
  let current: string | null = null;
  /** The search for a key that is under way: many calls wait for one. */
  let asking: Promise<string | null> | null = null;

  const post = async (path: string, body: object): Promise<unknown> => {
    const reply = await fetch(path, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return reply.ok ? await reply.json() : null;
  };

  const accept = (issued: IssuedKey | null): string | null => {
    current = issued?.access_key ?? null;
    return current;
  };

  /** Proves who this browser is. @returns null where the host does not know it */
  const prove = async (): Promise<string | null> => {
    const identity = await identities.read();
    if (!identity) return null;
    const { id: browser_id } = identity;
    if ('secret' in identity)
      return accept(
        (await post('/auth/answer', { browser_id, secret: identity.secret })) as IssuedKey | null,
      );
    const asked = (await post('/auth/challenge', {})) as { challenge: string } | null;
    if (!asked) return null;
    const { challenge } = asked;
    const signature = await signChallenge(crypto.subtle, identity.privateKey, origin, challenge);
    return accept((await post('/auth/answer', { browser_id, challenge, signature })) as IssuedKey | null);
  };

  const ask = (): Promise<string | null> => {
    asking ??= prove()
      .catch(() => null)
      .finally(() => {
        asking = null;
      });
    return asking;
  };

  const signIn = async (credential: Credential): Promise<SignInResult> => {
    try {
      const { kept, sent } = await makeSecret(crypto);
      const reply = (await post('/auth/sign-in', { ...credential, ...sent })) as
        | (IssuedKey & { browser_id: string })
        | null;
      if (!reply) return 'refused';
      await identities.write({ id: reply.browser_id, ...kept });
      accept(reply);
      return 'signed-in';
    } catch {
      // The browser does not tell why; for the reader it comes to the same.
      return 'unreachable';
    }
  };

  // A code that was used up already is no matter: this browser may be signed in by it.
  const started = code === undefined ? Promise.resolve() : signIn({ code }).then(() => undefined);
  return {
    signIn,
    key: async () => {
      await started;
      return current ?? (await ask());
    },
    replace: async (refused) => {
      // Another call may have found a new one meanwhile.
      if (current !== null && current !== refused) return true;
      current = null;
      return (await ask()) !== null;
    },
  };
}
