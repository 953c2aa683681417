/** How a browser signs in, proves who it is, and is signed out. It never gets a cookie. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { signInBy } from '../../testkit/net/sign-in.ts';
import { HttpHost } from '../hosts/http-host.ts';

let host: HttpHost;
beforeEach(async () => {
  host = await HttpHost.open();
});
afterEach(async () => {
  await host.close();
  await host.dispose();
});

/** A POST as a page of this host sends it, without a token. */
const post = (path: string, body: object, origin = host.url) =>
  fetch(`${host.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify(body),
  });
const codeOf = (link: string) => new URL(link).hash.replace('#sign-in=', '');
const newSecret = () => randomBytes(32).toString('base64url');

function makeKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { public_key: publicKey.export({ format: 'jwk' }), privateKey };
}

async function signIn(): Promise<{ id: string; key: string; privateKey: KeyObject }> {
  const { public_key, privateKey } = makeKey();
  const reply = await post('/auth/sign-in', { code: codeOf(host.server.signInLink()), public_key });
  expect(reply.status).toBe(200);
  const { browser_id, access_key } = (await reply.json()) as { browser_id: string; access_key: string };
  return { id: browser_id, key: access_key, privateKey };
}

/** The reply to a proof of who one is. */
async function prove(id: string, privateKey: KeyObject, origin = host.url): Promise<Response> {
  const { challenge } = (await (await post('/auth/challenge', {})).json()) as { challenge: string };
  const text = Buffer.from(`switchyard sign-in\n${origin}\n${challenge}`);
  const signature = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return post('/auth/answer', {
    browser_id: id,
    challenge,
    signature: signature.toString('base64url'),
  });
}

/** Whether a page with that key is told the state; otherwise the code with which it is closed. */
function listen(key: string | null, origin = host.url): Promise<'told' | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${host.url.replace('http', 'ws')}/API/events`, {
      headers: { Origin: origin },
    });
    socket.on('open', () => {
      if (key !== null) socket.send(JSON.stringify({ access_key: key }));
      socket.send(JSON.stringify({ listen: 1, to: { kind: 'state' } }));
    });
    socket.on('message', () => {
      resolve('told');
      socket.terminate();
    });
    socket.on('close', (code) => resolve(code));
    socket.on('error', reject);
  });
}

const calls = async (key: string): Promise<number> =>
  (await fetch(`${host.url}/metrics`, { headers: { Authorization: `Bearer ${key}` } })).status;

describe('the link that signs a browser in', () => {
  it('is good once: for calls and the event stream, and without a cookie', async () => {
    const link = host.server.signInLink();
    const key = await signInBy(link);
    expect(await calls(key)).toBe(200);
    expect(await listen(key)).toBe('told');
    await expect(signInBy(link)).rejects.toThrow('401');
    const reply = await post('/auth/sign-in', { token: host.token, secret: newSecret() });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('set-cookie')).toBeNull();
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  it('keeps its code out of what is sent for the page, and out of a referrer', () => {
    const { pathname, search, hash } = new URL(host.server.signInLink());
    expect([pathname, search]).toEqual(['/', '']);
    expect(hash).toMatch(/^#sign-in=[\w-]{24}$/);
  });

  it('can be asked for by who has the token, and by nobody else', async () => {
    const { code } = (await (await host.post('/auth/code', {})).json()) as { code: string };
    expect((await post('/auth/sign-in', { code, secret: newSecret() })).status).toBe(200);
    expect((await host.post('/auth/code', {}, { Authorization: 'Bearer wrong' })).status).toBe(401);
  });
});

describe('what does not sign in', () => {
  const secret = newSecret();
  it.each([
    {},
    { secret },
    { code: '', secret },
    { code: 'wrong', secret },
    { token: 'wrong', secret },
    { token: ['test-token', 'x'], secret },
    { token: 'test-token' },
    { token: 'test-token', secret: 'short' },
    { token: 'test-token', public_key: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } },
    { token: 'test-token', public_key: { kty: 'RSA', n: 'A', e: 'AQAB' } },
  ])('%j', async (body) => {
    expect((await post('/auth/sign-in', body)).status).toBe(401);
    expect((await post('/auth/answer', body)).status).toBe(401);
  });

  it('another site', async () => {
    const body = { token: host.token, secret };
    expect((await post('/auth/sign-in', body, 'http://127.0.0.1:9')).status).toBe(403);
  });
});

describe('a browser that was signed in', () => {
  it('proves who it is and gets a new key, also after a restart of the host, which ends the old key', async () => {
    const { id, key, privateKey } = await signIn();
    await host.reopen();
    expect(await calls(key)).toBe(401);
    const reply = await prove(id, privateKey);
    expect(reply.status).toBe(200);
    const { access_key } = (await reply.json()) as { access_key: string };
    expect(await calls(access_key)).toBe(200);
    expect(await listen(access_key)).toBe('told');
  });

  it('cannot be played by a server at another port that has it sign for its own origin', async () => {
    const { id, privateKey } = await signIn();
    expect((await prove(id, privateKey, 'http://127.0.0.1:9')).status).toBe(401);
  });

  it('is told nothing without a key, with a wrong one, or with one of another host', async () => {
    await signIn();
    expect(await listen(null)).toBe(4401);
    expect(await listen('wrong')).toBe(4401);
    const other = await HttpHost.open();
    try {
      expect(await listen(await signInBy(other.server.signInLink()))).toBe(4401);
    } finally {
      await other.close();
      await other.dispose();
    }
  });

  it.each([
    ['signed out everywhere', () => host.hostAccess.signOutEverywhere(), 200],
    ['of a token that was replaced', () => host.hostAccess.replaceToken('another'), 401],
  ])('is known no more once it is %s: nor are its key and its connection', async (_, end, tokenStatus) => {
    const { id, key, privateKey } = await signIn();
    const socket = new WebSocket(`${host.url.replace('http', 'ws')}/API/events`, {
      headers: { Authorization: `Bearer ${key}` },
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const link = host.server.signInLink();
    await end();
    await closed;
    expect(await calls(key)).toBe(401);
    expect(await listen(key)).toBe(4401);
    expect((await prove(id, privateKey)).status).toBe(401);
    await expect(signInBy(link)).rejects.toThrow('401');
    expect(await calls(host.token ?? '')).toBe(tokenStatus);
    await signInBy(host.server.signInLink());
  });
});
