import { expect, test } from 'vitest';
import { createSecretCodec } from './secret-codec.ts';

/** The part of safeStorage that is used, with a fake encryption. */
const keyring = (isAvailable: boolean, backend: 'basic_text' | 'gnome_libsecret' = 'gnome_libsecret') => ({
  isAsyncEncryptionAvailable: async () => isAvailable,
  getSelectedStorageBackend: () => backend,
  encryptStringAsync: async (plain: string) => Buffer.from(plain).reverse() as Buffer,
  decryptStringAsync: async (sealed: Buffer) => ({
    result: Buffer.from(sealed).reverse().toString(),
    shouldReEncrypt: false,
  }),
});

test('with a keyring, secrets are encrypted, and the note names the keyring', async () => {
  const { codec, note } = await createSecretCodec(keyring(true), 'linux');
  const sealed = await codec?.seal('open sesame');
  expect(sealed).not.toContain('sesame');
  expect(await codec?.open(sealed ?? '')).toBe('open sesame');
  expect(note).toMatchObject({
    level: 'info',
    message: expect.stringContaining('The keyring of this system'),
  });
});

test.each([
  ['no keyring', keyring(false), 'linux'],
  ['a key that everybody knows', keyring(true, 'basic_text'), 'linux'],
  ['no keyring', keyring(false), 'win32'],
] as const)('with %s, nothing is encrypted, and the note says so', async (_, system, platform) => {
  const { codec, note } = await createSecretCodec(system, platform);
  expect(codec).toBeNull();
  expect(note).toMatchObject({ level: 'warning', message: expect.stringContaining('unencrypted') });
});

test('the storage backend counts on Linux alone', async () => {
  const { codec } = await createSecretCodec(keyring(true, 'basic_text'), 'darwin');
  expect(codec).not.toBeNull();
});
