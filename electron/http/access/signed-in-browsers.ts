/**
 * The browsers that are signed in, each with its public key. The private key is created in the browser, cannot be read by
 * any page, and belongs to one origin, port included. Therefore nothing that a browser sends to another server, or to one
 * that has taken this port, is of any use there. A page that came over plain HTTP from another machine cannot create keys;
 * it has a random secret instead, of which a digest is stored. Invariant: a browser is on disk before it gets the reply
 * that it is signed in.
 */
import { createHmac, createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { signedText } from '../../../shared/sign-in.ts';
import { Mailbox } from '../../core/backend/lifecycle/mailbox.ts';
import { DataFileError } from '../../core/storage/files/data-file-error.ts';
import { asideName, overwriteDurably } from '../../core/storage/files/durable-file.ts';
import { readDataFile } from '../../core/storage/files/read-data-file.ts';
import type { KeyHolder } from './access-keys.ts';
import { digestOf } from './secret-digest.ts';

const FILE = 'signed-in-browsers.json';
/** Bytes of the file. With {@link MAX_BROWSERS} it has some 15,000. */
const MAX_FILE_BYTES = 1024 * 1024;
/** The browser that signed in first is dropped for another. */
const MAX_BROWSERS = 50;
/** Milliseconds for which a challenge can be answered. */
const CHALLENGE_LIFETIME = 60_000;
const MAX_CHALLENGES = 200;

/** A point of the curve P-256 as Web Crypto exports it (RFC 7518, section 6.2). */
export const publicKeySchema = z
  .object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string().length(43),
    y: z.string().length(43),
  })
  .refine(isOnCurve);
export type BrowserPublicKey = z.infer<typeof publicKeySchema>;
/** 32 random bytes, base64url. */
export const browserSecretSchema = z.string().regex(/^[\w-]{43}$/);
/** The proof by which a browser is recognised. */
export type BrowserCredential = { publicKey: BrowserPublicKey } | { secret: string };

const fileSchema = z.object({
  /** Shows whether the browsers were signed in with the current token. */
  token_mark: z.string(),
  browsers: z.array(
    z.object({
      id: z.string(),
      public_key: publicKeySchema.optional(),
      secret_digest: z.string().optional(),
      /** The id of the API key with which it signed in. Absent: it has full access. */
      api_key_id: z.string().optional(),
      signed_in_at: z.string(),
    }),
  ),
});
type SignedInBrowser = z.infer<typeof fileSchema>['browsers'][number];

export interface SignedInBrowsersOptions {
  dataDir: string;
  /** Browsers that signed in with another token are no longer known. */
  token: string;
  /** Milliseconds since 1970. */
  now: () => number;
  onFault: (error: unknown, where: string) => void;
}

export class SignedInBrowsers {
  readonly #file: string;
  #tokenMark: string;
  readonly #now: () => number;
  #browsers: readonly SignedInBrowser[];
  readonly #challenges = new Map<string, number>();
  readonly #writes = new Mailbox();

  static async open(options: SignedInBrowsersOptions): Promise<SignedInBrowsers> {
    const file = join(options.dataDir, FILE);
    const tokenMark = tokenMarkOf(options.token);
    return new SignedInBrowsers(file, tokenMark, options.now, await read(file, tokenMark, options));
  }

  private constructor(
    file: string,
    tokenMark: string,
    now: () => number,
    browsers: readonly SignedInBrowser[],
  ) {
    this.#file = file;
    this.#tokenMark = tokenMark;
    this.#now = now;
    this.#browsers = browsers;
  }

  /**
   * Signs a browser in. The caller has checked that it may.
   * @returns the id of the browser from now on
   * @throws Error of the disk; the browser is then not signed in
   */
  async add(credential: BrowserCredential, { apiKeyId }: KeyHolder): Promise<string> {
    const id = randomBytes(12).toString('base64url');
    const browser = {
      id,
      ...('publicKey' in credential
        ? { public_key: credential.publicKey }
        : { secret_digest: digestOf(credential.secret) }),
      ...(apiKeyId === null ? {} : { api_key_id: apiKeyId }),
      signed_in_at: new Date(this.#now()).toISOString(),
    };
    await this.#write((browsers) => [...browsers, browser].slice(-MAX_BROWSERS));
    return id;
  }

  /** A text to be signed once, within {@link CHALLENGE_LIFETIME}. */
  challenge(): string {
    const now = this.#now();
    for (const [text, expiry] of this.#challenges)
      if (expiry <= now || this.#challenges.size >= MAX_CHALLENGES) this.#challenges.delete(text);
    const challenge = randomBytes(24).toString('base64url');
    this.#challenges.set(challenge, now + CHALLENGE_LIFETIME);
    return challenge;
  }

  /**
   * Finds the browser if it signed this challenge at this origin. The challenge cannot be used again in any case.
   * @returns by what it signed in; null if it is unknown, or did not sign
   * @param origin of the page, from the header Origin
   * @param signature 64 bytes, base64url
   */
  findByAnswer(answer: {
    id: string;
    challenge: string;
    origin: string;
    signature: string;
  }): KeyHolder | null {
    const expiry = this.#challenges.get(answer.challenge);
    this.#challenges.delete(answer.challenge);
    const browser = this.#browsers.find(({ id }) => id === answer.id);
    if (!browser?.public_key || expiry === undefined || expiry <= this.#now()) return null;
    const isSigned = verify(
      'sha256',
      Buffer.from(signedText(answer.origin, answer.challenge)),
      { key: readKey(browser.public_key), dsaEncoding: 'ieee-p1363' },
      Buffer.from(answer.signature, 'base64url'),
    );
    return isSigned ? holderOf(browser) : null;
  }

  /** The same for a browser that cannot sign and sends its secret. */
  findBySecret({ id, secret }: { id: string; secret: string }): KeyHolder | null {
    const browser = this.#browsers.find((one) => one.id === id);
    // The time of comparing digests tells nothing about the secret.
    return browser?.secret_digest !== undefined && browser.secret_digest === digestOf(secret)
      ? holderOf(browser)
      : null;
  }

  /** Signs all browsers out, on disk first. */
  async removeAll(): Promise<void> {
    await this.#write(() => []);
    this.#challenges.clear();
  }

  /** Signs all browsers out, since they signed in with another token. */
  async replaceToken(token: string): Promise<void> {
    this.#tokenMark = tokenMarkOf(token);
    await this.removeAll();
  }

  #write(change: (browsers: readonly SignedInBrowser[]) => readonly SignedInBrowser[]): Promise<void> {
    return this.#writes.post(async () => {
      const browsers = change(this.#browsers);
      const text = JSON.stringify({ token_mark: this.#tokenMark, browsers }, null, 2);
      await overwriteDurably(this.#file, `${text}\n`);
      this.#browsers = browsers;
    });
  }
}

const holderOf = ({ api_key_id }: SignedInBrowser): KeyHolder => ({ apiKeyId: api_key_id ?? null });

const tokenMarkOf = (token: string): string =>
  createHmac('sha256', token).update(FILE).digest('hex').slice(0, 32);

function readKey(key: BrowserPublicKey): KeyObject {
  return createPublicKey({ key, format: 'jwk' });
}

function isOnCurve(key: { kty: 'EC'; crv: 'P-256'; x: string; y: string }): boolean {
  try {
    createPublicKey({ key, format: 'jwk' });
    return true;
  } catch {
    // The message of OpenSSL would not help the user.
    return false;
  }
}

/** If the file cannot be read, everybody is signed out, and it is written anew at the next sign-in. */
async function read(
  file: string,
  tokenMark: string,
  { now, onFault }: Pick<SignedInBrowsersOptions, 'now' | 'onFault'>,
): Promise<readonly SignedInBrowser[]> {
  try {
    const text = await readDataFile(file, MAX_FILE_BYTES);
    if (text === null) return [];
    const stored = fileSchema.parse(JSON.parse(text));
    return stored.token_mark === tokenMark ? stored.browsers : [];
  } catch (error) {
    onFault(error, 'reading which browsers are signed in');
    // A folder, for one, could not be replaced at the next sign-in.
    if (error instanceof DataFileError)
      await rename(file, asideName(file, now())).catch((other: unknown) =>
        onFault(other, 'setting aside what is in the place of the signed-in browsers'),
      );
    return [];
  }
}
