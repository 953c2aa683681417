import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signedText } from '../../../shared/sign-in.ts';
import { type BrowserPublicKey, publicKeySchema, SignedInBrowsers } from './signed-in-browsers.ts';

const ORIGIN = 'http://127.0.0.1:7802';
let dataDir: string;
let now: number;
let faults: unknown[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'switchyard-browsers-'));
  now = 1_800_000_000_000;
  faults = [];
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const FULL = { apiKeyId: null };
const open = (token = 'token') =>
  SignedInBrowsers.open({ dataDir, token, now: () => now, onFault: (error) => void faults.push(error) });
const file = () => join(dataDir, 'signed-in-browsers.json');

/** The key of a browser, in the form of Web Crypto. */
function createKey(): { publicKey: BrowserPublicKey; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { publicKey: publicKeySchema.parse(publicKey.export({ format: 'jwk' })), privateKey };
}
const signatureOf = (privateKey: KeyObject, challenge: string, origin = ORIGIN) =>
  sign('sha256', Buffer.from(signedText(origin, challenge)), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64url');

test('a browser that signs the challenge is recognised, even after a restart of the host', async () => {
  const { publicKey, privateKey } = createKey();
  const before = await open();
  const id = await before.add({ publicKey }, FULL);
  for (const browsers of [before, await open()]) {
    const challenge = browsers.challenge();
    expect(
      browsers.findByAnswer({ id, challenge, origin: ORIGIN, signature: signatureOf(privateKey, challenge) }),
    ).toEqual(FULL);
  }
});

test('a challenge can be answered once, within a minute', async () => {
  const { publicKey, privateKey } = createKey();
  const browsers = await open();
  const id = await browsers.add({ publicKey }, FULL);
  const challenge = browsers.challenge();
  const answer = { id, challenge, origin: ORIGIN, signature: signatureOf(privateKey, challenge) };
  expect(browsers.findByAnswer(answer)).toEqual(FULL);
  expect(browsers.findByAnswer(answer)).toBeNull();
  const late = browsers.challenge();
  now += 60_000;
  expect(
    browsers.findByAnswer({ id, challenge: late, origin: ORIGIN, signature: signatureOf(privateKey, late) }),
  ).toBeNull();
});

test('a signature of another origin, key or challenge is refused', async () => {
  const mine = createKey();
  const other = createKey();
  const browsers = await open();
  const id = await browsers.add({ publicKey: mine.publicKey }, FULL);
  const refused = (signature: (challenge: string) => string, changes: object = {}) => {
    const challenge = browsers.challenge();
    return browsers.findByAnswer({
      id,
      challenge,
      origin: ORIGIN,
      signature: signature(challenge),
      ...changes,
    });
  };
  expect(refused((challenge) => signatureOf(mine.privateKey, challenge, 'http://127.0.0.1:9999'))).toBeNull();
  expect(refused((challenge) => signatureOf(other.privateKey, challenge))).toBeNull();
  expect(refused(() => signatureOf(mine.privateKey, browsers.challenge()))).toBeNull();
  expect(refused((challenge) => signatureOf(mine.privateKey, challenge), { id: 'nobody' })).toBeNull();
  expect(refused(() => '')).toBeNull();
  expect(refused(() => 'not base64 at all: ü')).toBeNull();
  const invented = 'A'.repeat(32);
  expect(refused(() => signatureOf(mine.privateKey, invented), { challenge: invented })).toBeNull();
});

test('signing out everywhere has effect at once and after a restart', async () => {
  const { publicKey, privateKey } = createKey();
  const before = await open();
  const id = await before.add({ publicKey }, FULL);
  await before.removeAll();
  for (const browsers of [before, await open()]) {
    const challenge = browsers.challenge();
    expect(
      browsers.findByAnswer({ id, challenge, origin: ORIGIN, signature: signatureOf(privateKey, challenge) }),
    ).toBeNull();
  }
});

test('a new token signs everybody out', async () => {
  const { publicKey, privateKey } = createKey();
  const id = await (await open('old')).add({ publicKey }, FULL);
  const browsers = await open('new');
  const challenge = browsers.challenge();
  expect(
    browsers.findByAnswer({ id, challenge, origin: ORIGIN, signature: signatureOf(privateKey, challenge) }),
  ).toBeNull();
});

test('the file has no private key, and only this user can read it', async () => {
  const { publicKey, privateKey } = createKey();
  await (await open()).add({ publicKey }, FULL);
  const { d } = privateKey.export({ format: 'jwk' });
  const text = readFileSync(file(), 'utf8');
  expect(text).toContain(publicKey.x);
  expect(text).not.toContain(String(d));
  expect(text).not.toContain('"token"');
  if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('a file that cannot be read signs everybody out, is reported, and is written anew', async () => {
  writeFileSync(file(), '{"browsers": 3');
  const browsers = await open();
  expect(faults).toHaveLength(1);
  const { publicKey } = createKey();
  await browsers.add({ publicKey }, FULL);
  expect(readFileSync(file(), 'utf8')).toContain(publicKey.x);
});

test('a key that is not a point of the curve is refused', () => {
  const invented = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) };
  expect(publicKeySchema.safeParse(invented).success).toBe(false);
  expect(publicKeySchema.safeParse(createKey().publicKey).success).toBe(true);
});

test('fifty browsers are kept; the one that signed in first is dropped', async () => {
  const browsers = await open();
  const { publicKey } = createKey();
  const first = await browsers.add({ publicKey }, FULL);
  const others = await Promise.all(Array.from({ length: 50 }, () => browsers.add({ publicKey }, FULL)));
  const text = readFileSync(file(), 'utf8');
  expect(text).not.toContain(first);
  for (const id of others) expect(text).toContain(id);
});

test('a browser that cannot create keys is recognised by its secret, of which only a digest is stored', async () => {
  const secret = randomBytes(32).toString('base64url');
  const before = await open();
  const id = await before.add({ secret }, FULL);
  expect(readFileSync(file(), 'utf8')).not.toContain(secret);
  for (const browsers of [before, await open()]) {
    expect(browsers.findBySecret({ id, secret })).toEqual(FULL);
    expect(browsers.findBySecret({ id, secret: randomBytes(32).toString('base64url') })).toBeNull();
    expect(browsers.findBySecret({ id: 'nobody', secret })).toBeNull();
  }
  await before.removeAll();
  expect(before.findBySecret({ id, secret })).toBeNull();
});

test('a browser of one kind cannot prove to be one of the other kind', async () => {
  const { publicKey, privateKey } = createKey();
  const browsers = await open();
  const keyed = await browsers.add({ publicKey }, FULL);
  const secret = randomBytes(32).toString('base64url');
  const plain = await browsers.add({ secret }, FULL);
  expect(browsers.findBySecret({ id: keyed, secret: '' })).toBeNull();
  const challenge = browsers.challenge();
  expect(
    browsers.findByAnswer({
      id: plain,
      challenge,
      origin: ORIGIN,
      signature: signatureOf(privateKey, challenge),
    }),
  ).toBeNull();
});

test('a browser keeps the role of the API key with which it signed in', async () => {
  const secret = randomBytes(32).toString('base64url');
  const holder = { apiKeyId: 'key-1' };
  const before = await open();
  const id = await before.add({ secret }, holder);
  for (const browsers of [before, await open()])
    expect(browsers.findBySecret({ id, secret })).toEqual(holder);
});
