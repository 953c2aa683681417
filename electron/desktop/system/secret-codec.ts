/** Encrypts stored secrets by the system's keyring, through Electron's safeStorage, and says so where there is no keyring. */
import type { SafeStorage } from 'electron';
import type { PreferencesView } from '../../../shared/operations.ts';
import { programWords } from '../../../shared/words/en/program.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import type { SecretCodec } from '../../core/storage/secrets/secrets.ts';

const say = texts(programWords);

export interface SecretEncryption {
  /** Null: there is no keyring, and secrets are kept unencrypted, as by a headless host. */
  codec: SecretCodec | null;
  /** For Preferences: how secrets are kept. */
  note: PreferencesView['notes'][number];
}

/** Must not be called before the app is ready. */
export async function createSecretCodec(
  safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
  >,
  platform: NodeJS.Platform,
): Promise<SecretEncryption> {
  // Without a keyring, Chromium on Linux encrypts with a key that everybody knows, which protects nothing.
  const hasKeyring =
    (await safeStorage.isAsyncEncryptionAvailable()) &&
    (platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text');
  if (!hasKeyring)
    return {
      codec: null,
      note: {
        level: 'warning',
        ...onWire({ message: say('noKeyring'), hint: say('noKeyring_hint') }),
      },
    };
  return {
    codec: {
      seal: async (plain) => (await safeStorage.encryptStringAsync(plain)).toString('base64'),
      open: async (sealed) => (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result,
    },
    note: {
      level: 'info',
      ...onWire({ message: say('keyring', { system: SYSTEMS.get(platform) ?? 'other' }), hint: '' }),
    },
  };
}

const SYSTEMS: ReadonlyMap<NodeJS.Platform, string> = new Map([
  ['darwin', 'mac'],
  ['win32', 'windows'],
]);
