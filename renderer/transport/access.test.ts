import { webcrypto } from 'node:crypto';
import { expect, test } from 'vitest';
import { createHttpAccess } from './access.ts';
import type { BrowserIdentity, IdentityStore } from './browser-identity.ts';

const ORIGIN = 'http://127.0.0.1:7802';
const crypto = webcrypto as unknown as Crypto;
/** As on a page that came over plain HTTP from another machine. */
const withoutKeys = { getRandomValues: crypto.getRandomValues.bind(crypto) } as Crypto;

interface Sent {
  path: string;
  body: Record<string, unknown>;
}

/** @param answer the reply of the host; null: it refuses */
function setUp(
  answer: (sent: Sent) => object | null | 'down' | 'too-many' | 'models-only',
  { crypto: used = crypto, code }: { crypto?: Crypto; code?: string } = {},
) {
  const sent: Sent[] = [];
  let stored: BrowserIdentity | null = null;
  const identities: IdentityStore = {
    read: async () => stored,
    write: async (identity) => {
      stored = identity;
    },
  };
  const fetch = async (path: unknown, init?: RequestInit) => {
    const request = { path: String(path), body: JSON.parse(String(init?.body)) };
    expect(init?.credentials).toBe('omit');
    sent.push(request);
    const reply = answer(request);
    if (reply === 'down') throw new TypeError('Failed to fetch');
    if (reply === 'too-many') return new Response('{}', { status: 429 });
    if (reply === 'models-only')
      return new Response(JSON.stringify({ code: 'key_uses_models_only' }), { status: 403 });
    return new Response(JSON.stringify(reply ?? { error: 'no' }), { status: reply ? 200 : 401 });
  };
  const create = (options: { code?: string } = {}) =>
    createHttpAccess({ fetch, origin: ORIGIN, crypto: used, identities, ...options });
  return { access: create(code === undefined ? {} : { code }), create, sent, identity: () => stored };
}

const issued = (key: string) => ({ access_key: key, expires_in_ms: 1000 });
const paths = (sent: Sent[]) => sent.map(({ path }) => path);

test('the code of a link is exchanged for a key before anything else is sent', async () => {
  const { access, sent, identity } = setUp(() => ({ browser_id: 'b', ...issued('k1') }), { code: 'abc' });
  expect(await access.key()).toBe('k1');
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ path: 'auth/sign-in', body: { code: 'abc', public_key: { kty: 'EC' } } });
  expect(identity()).toMatchObject({ id: 'b' });
});

test('another key is requested only after the code of a link was exchanged', async () => {
  const { access, sent } = setUp(
    ({ path }) => ({ ...(path === 'auth/sign-in' && { browser_id: 'b' }), ...issued('k1') }),
    {
      code: 'abc',
    },
  );
  expect(await access.replace(null)).toBe(true);
  expect(paths(sent)).toEqual(['auth/sign-in']);
});

test('the private key cannot be read, and only the public key is sent', async () => {
  const { access, sent, identity } = setUp(() => ({ browser_id: 'b', ...issued('k1') }));
  expect(await access.signIn({ token: 't' })).toBe('signed-in');
  const kept = identity() as { privateKey: CryptoKey };
  expect(kept.privateKey.extractable).toBe(false);
  expect(Object.keys(sent[0]?.body.public_key as object).sort()).toEqual(['crv', 'kty', 'x', 'y']);
});

test('a known browser gets its next key by a signature that the host can verify', async () => {
  let publicKey: JsonWebKey = {};
  const { access, create, sent } = setUp(({ path, body }) => {
    if (path === 'auth/sign-in') publicKey = body.public_key as JsonWebKey;
    if (path === 'auth/challenge') return { challenge: 'c1' };
    return { browser_id: 'b', ...issued(path) };
  });
  await access.signIn({ token: 't' });
  sent.length = 0;
  // The page is loaded again.
  const next = create();
  expect(await Promise.all([next.key(), next.key()])).toEqual(['auth/answer', 'auth/answer']);
  expect(paths(sent)).toEqual(['auth/challenge', 'auth/answer']);
  const { browser_id, challenge, signature } = (sent[1]?.body ?? {}) as Record<string, string>;
  expect([browser_id, challenge]).toEqual(['b', 'c1']);
  const key = await crypto.subtle.importKey('jwk', publicKey, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'verify',
  ]);
  const text = new TextEncoder().encode(`switchyard sign-in\n${ORIGIN}\nc1`);
  const bytes = Buffer.from(String(signature), 'base64url');
  expect(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes, text)).toBe(true);
});

test('if a browser makes no keys, it uses a random secret instead', async () => {
  const { access, create, sent } = setUp(({ path }) => ({ browser_id: 'b', ...issued(path) }), {
    crypto: withoutKeys,
  });
  await access.signIn({ token: 't' });
  const { secret } = (sent[0]?.body ?? {}) as { secret: string };
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(await create().key()).toBe('auth/answer');
  expect(sent[1]).toEqual({ path: 'auth/answer', body: { browser_id: 'b', secret } });
});

test('a refused key is replaced once for all calls that were refused', async () => {
  let keys = 0;
  const { access, sent } = setUp(({ path }) =>
    path === 'auth/challenge' ? { challenge: 'c' } : { browser_id: 'b', ...issued(`k${++keys}`) },
  );
  await access.signIn({ token: 't' });
  sent.length = 0;
  expect(await Promise.all([access.replace('k1'), access.replace('k1')])).toEqual([true, true]);
  expect(paths(sent)).toEqual(['auth/challenge', 'auth/answer']);
  // A later call with the old key gets the new one.
  expect(await access.replace('k1')).toBe(true);
  expect(await access.key()).toBe('k2');
  expect(sent).toHaveLength(2);
});

test('an unknown browser has no key and requests none', async () => {
  const { access, sent } = setUp(() => null);
  expect(await access.key()).toBeNull();
  expect(await access.replace(null)).toBe(false);
  expect(sent).toEqual([]);
});

test('a sign-in after too many wrong tokens is told apart from one with a wrong token', async () => {
  expect(await setUp(() => 'too-many').access.signIn({ token: 't' })).toBe('too-many');
});

test('a key that is for asking models is told apart from a wrong one', async () => {
  expect(await setUp(() => 'models-only').access.signIn({ token: 't' })).toBe('models-only');
});

test('a failed sign-in says whether it was refused or nobody answered', async () => {
  expect(await setUp(() => null).access.signIn({ token: 'wrong' })).toBe('refused');
  expect(await setUp(() => 'down').access.signIn({ token: 't' })).toBe('unreachable');
});
