/** Who may call a host, shared by all its servers: the token, the API keys, and the browsers that are signed in. */
import { Access } from './access.ts';
import { ApiKeys } from './api-keys.ts';
import { SignedInBrowsers } from './signed-in-browsers.ts';

export interface HostAccessOptions {
  /** Null: clients need none. */
  token: string | null;
  /** Where API keys and signed-in browsers are stored. */
  dataDir: string;
  onFault: (error: unknown, where: string) => void;
}

export interface HostAccess {
  readonly access: Access;
  /** Null if clients need no token. */
  readonly apiKeys: ApiKeys | null;
  /** Null if clients need no token. */
  readonly browsers: SignedInBrowsers | null;
  /** Signs every browser out; the token stays. */
  signOutEverywhere(): Promise<void>;
  /** Requires this token from now on, and signs every browser out. */
  replaceToken(token: string): Promise<void>;
  /** Calls the listener when the token, a key or the sign-ins are no longer valid, so that it closes connections. @returns a function that ends it */
  onRevoke(listener: () => void): () => void;
  /** Writes what is not on disk yet. */
  close(): Promise<void>;
}

/** @throws Error of the disk */
export async function openHostAccess({ token, dataDir, onFault }: HostAccessOptions): Promise<HostAccess> {
  const listeners = new Set<() => void>();
  const reportRevocation = () => {
    for (const listener of listeners) listener();
  };
  const [browsers, apiKeys] =
    token === null
      ? [null, null]
      : [
          await SignedInBrowsers.open({ dataDir, token, now: Date.now, onFault }),
          await ApiKeys.open({ dataDir, now: Date.now, onFault, onRevoke: reportRevocation }),
        ];
  const access = new Access({ token, apiKeys, now: () => performance.now() });
  return {
    access,
    apiKeys,
    browsers,
    signOutEverywhere: async () => {
      await browsers?.removeAll();
      access.revokeAll();
      reportRevocation();
    },
    replaceToken: async (next) => {
      access.replaceToken(next);
      await browsers?.replaceToken(next);
      reportRevocation();
    },
    onRevoke: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => apiKeys?.close(),
  };
}
