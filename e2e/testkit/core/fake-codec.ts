/** A fake of the keyring of one user: only the same user can open what it has sealed. */
import type { SecretCodec } from '../../../electron/core/storage/secrets/secrets.ts';

export interface FakeCodec extends SecretCodec {
  /** How often something was sealed. */
  sealed: number;
  /** True while the keyring cannot be used. */
  isLocked: boolean;
}

export function createFakeCodec(user: string): FakeCodec {
  const codec: FakeCodec = {
    sealed: 0,
    isLocked: false,
    seal: async (plain) => {
      if (codec.isLocked) throw new Error('the keyring is locked');
      codec.sealed++;
      return `${user}-${Buffer.from(plain).toString('base64')}`;
    },
    open: async (sealed) => {
      if (codec.isLocked || !sealed.startsWith(`${user}-`)) throw new Error('not to be opened by this user');
      return Buffer.from(sealed.slice(user.length + 1), 'base64').toString();
    },
  };
  return codec;
}
