/** Secrets at rest by the system's keyring, through Electron's safeStorage; and an honest word where there is none. */
import type { SafeStorage } from 'electron';
import type { PreferencesView } from '../../../shared/operations.ts';
import type { SecretCodec } from '../../core/storage/secrets.ts';

export interface SecretKeeping {
  /** Null: there is nothing to encrypt with, and secrets are kept as a headless host keeps them. */
  codec: SecretCodec | null;
  note: PreferencesView['notes'][number];
}

/** To be called once the app is ready. */
export async function keepSecrets(
  safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
  >,
  platform: NodeJS.Platform,
): Promise<SecretKeeping> {
  // Without a keyring, Chromium on Linux encrypts with a key that everybody knows: that is no encryption.
  const isReal =
    (await safeStorage.isAsyncEncryptionAvailable()) &&
    (platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text');
  if (!isReal)
    return {
      codec: null,
      note: {
        level: 'warning',
        message:
          'This system has no keyring, so API keys and passwords are kept unencrypted, in a file that only your user can read.',
        hint: 'Install and unlock a keyring such as GNOME Keyring or KWallet, then start Switchyard again.',
      },
    };
  return {
    codec: {
      seal: async (plain) => (await safeStorage.encryptStringAsync(plain)).toString('base64'),
      open: async (sealed) => (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result,
    },
    note: {
      level: 'info',
      message: `API keys and passwords are encrypted by ${KEYRINGS.get(platform) ?? "this system's keyring"}.`,
      hint: '',
    },
  };
}

const KEYRINGS: ReadonlyMap<NodeJS.Platform, string> = new Map([
  ['darwin', 'your Mac’s keychain'],
  ['win32', 'Windows for your user account'],
]);
