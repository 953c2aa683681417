/**
 * Stands in for Electron's `safeStorage`: encrypts with a key in a file of the user data, where Electron uses the system's
 * keyring. It cannot show that keyring, nor its prompts. ELECTRON_STAND_IN_KEYRING=none stands for a Linux without one.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as Electron from 'electron';
import { app } from '../app.ts';

const PREFIX = Buffer.from('v11');
const [KEY_BYTES, NONCE_BYTES, TAG_BYTES] = [32, 12, 16];

const hasKeyring = (): boolean => process.env.ELECTRON_STAND_IN_KEYRING !== 'none';

function key(): Buffer {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready');
  if (!hasKeyring())
    throw new Error('Error while encrypting the text provided to safeStorage.encryptString.');
  const file = join(app.getPath('userData'), 'stand-in-keyring');
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(KEY_BYTES), { mode: 0o600 });
  }
  return readFileSync(file);
}

function encrypt(plainText: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key(), nonce);
  const sealed = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
  return Buffer.concat([PREFIX, nonce, cipher.getAuthTag(), sealed]);
}

function decrypt(encrypted: Buffer): string {
  if (!encrypted.subarray(0, PREFIX.length).equals(PREFIX))
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
  const nonce = encrypted.subarray(PREFIX.length, PREFIX.length + NONCE_BYTES);
  const tag = encrypted.subarray(PREFIX.length + NONCE_BYTES, PREFIX.length + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key(), nonce).setAuthTag(tag);
  const sealed = encrypted.subarray(PREFIX.length + NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
}

export const safeStorage = {
  isEncryptionAvailable: () => app.isReady() && hasKeyring(),
  isAsyncEncryptionAvailable: async () => app.isReady() && hasKeyring(),
  encryptString: encrypt,
  decryptString: decrypt,
  encryptStringAsync: async (plainText: string) => encrypt(plainText),
  decryptStringAsync: async (encrypted: Buffer) => ({ result: decrypt(encrypted), shouldReEncrypt: false }),
  getSelectedStorageBackend: () => {
    if (!app.isReady()) return 'unknown' as const;
    return hasKeyring() ? ('gnome_libsecret' as const) : ('basic_text' as const);
  },
} satisfies Pick<
  Electron.SafeStorage,
  | 'isEncryptionAvailable'
  | 'isAsyncEncryptionAvailable'
  | 'encryptString'
  | 'decryptString'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'
>;
