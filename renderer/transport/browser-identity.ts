/**
 * The identity by which the host knows this browser: a key pair that the browser makes when it signs in. The private key
 * stays in the browser's storage for this origin, port included, and nobody can read it, not even this page. So another
 * server, even one that takes the host's port, gets nothing that it could use at the host. On a page that came over plain
 * HTTP from another machine, browsers make no keys; a random secret takes the place of the key there.
 */
import { signedText } from '../../shared/sign-in.ts';

/** What this browser keeps to prove its identity. IndexedDB stores a CryptoKey without revealing it. */
export type BrowserSecret = { privateKey: CryptoKey } | { secret: string };

/** What this browser stores. The host gave it the id when it signed in. */
export type BrowserIdentity = { id: string } & BrowserSecret;

export interface IdentityStore {
  /** Null if there is none, or if the browser stores nothing. */
  read(): Promise<BrowserIdentity | null>;
  /** Resolves also if the browser stores nothing. Then it is signed in until the page is closed. */
  write(identity: BrowserIdentity): Promise<void>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

/** @returns what this browser keeps, and what it sends to the host (`POST /auth/sign-in`) */
export async function makeSecret(crypto: Crypto): Promise<{ kept: BrowserSecret; sent: object }> {
  // Its type says that it is always present, but it is not on a page over plain HTTP from another machine.
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (!subtle) {
    const secret = base64url(crypto.getRandomValues(new Uint8Array(32)));
    return { kept: { secret }, sent: { secret } };
  }
  const { privateKey, publicKey } = await subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  const { kty, crv, x, y } = await subtle.exportKey('jwk', publicKey);
  return { kept: { privateKey }, sent: { public_key: { kty, crv, x, y } } };
}

/** Signs a challenge of the host (electron/http/access/signed-in-browsers.ts). @returns base64url */
export async function signChallenge(
  subtle: SubtleCrypto,
  privateKey: CryptoKey,
  origin: string,
  challenge: string,
): Promise<string> {
  const text = new TextEncoder().encode(signedText(origin, challenge));
  return base64url(new Uint8Array(await subtle.sign(SIGNATURE, privateKey, text)));
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const DATABASE = 'switchyard';
const STORE = 'identity';
const ENTRY = 'this-browser';

/**
 * Stores the identity in IndexedDB. If that is impossible, as in some private windows, the page holds it while it is open.
 * @param folder the folder of the page, such as `/` or `/yard/`. Hosts under sub-paths of one origin share its storage.
 */
export function createIdentityStore(database: IDBFactory | undefined, folder = '/'): IdentityStore {
  let held: BrowserIdentity | null = null;
  const entry = folder === '/' ? ENTRY : `${ENTRY} ${folder}`;
  return {
    read: async () =>
      held ?? (await inStore<BrowserIdentity>(database, 'readonly', (store) => store.get(entry))),
    write: async (identity) => {
      held = identity;
      await inStore(database, 'readwrite', (store) => store.put(identity, entry));
    },
  };
}

/** @returns null if the store cannot be used or contains nothing */
function inStore<T>(
  factory: IDBFactory | undefined,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<T | null> {
  return new Promise((resolve) => {
    if (!factory) return resolve(null);
    const opening = factory.open(DATABASE, 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE);
    opening.onerror = () => resolve(null);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      const finish = (value: T | null) => {
        database.close();
        resolve(value);
      };
      transaction.oncomplete = () => finish((request.result as T | undefined) ?? null);
      transaction.onabort = () => finish(null);
    };
  });
}
