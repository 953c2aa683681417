/** Lets the panel sign out all browsers and renew the token, under Preferences. */
import type { corePreferences, Preferences } from '../core/storage/preferences.ts';
import type { ApiToken } from '../http/access/api-token.ts';
import type { HostAccess } from '../http/access/host-access.ts';
import type { HttpServer } from '../http/http-server.ts';
import { printLinks } from './print-links.ts';

export interface AccessPreferencesOptions {
  preferences: Preferences<typeof corePreferences>;
  server: HttpServer;
  hostAccess: HostAccess;
  /** Null for a token from the command line, which cannot be renewed: the next start would bring it back. */
  apiToken: ApiToken | null;
}

/**
 * A browser never gets the token, since it could keep it forever. A new token is written to its file, and a new link is
 * printed.
 */
export function attachAccessPreferences({
  preferences,
  server,
  hostAccess,
  apiToken,
}: AccessPreferencesOptions): void {
  preferences.attach({
    api: () => ({ url: server.url, token: null }),
    apiKeys: () => hostAccess.apiKeys,
    signOutEverywhere: async () => {
      await hostAccess.signOutEverywhere();
      printLinks(server);
    },
    ...(apiToken === null
      ? {}
      : {
          renewApiToken: async () => {
            await apiToken.renew();
            await hostAccess.replaceToken(apiToken.value);
            printLinks(server);
          },
        }),
  });
}
