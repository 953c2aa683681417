/** Encrypts stored secrets by the system's keyring, through Electron's safeStorage, and says so where there is no keyring. */
import type { SafeStorage } from 'electron';
import type { PreferencesView } from '../../../shared/operations.ts';
import type { SecretCodec } from '../../core/storage/secrets/secrets.ts';

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
