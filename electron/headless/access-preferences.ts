/** Lets the panel sign out all browsers and renew the token, under Preferences. */
import type { corePreferences, Preferences } from '../core/storage/preferences.ts';
import type { ApiToken } from '../http/api-token.ts';
import type { HttpServer } from '../http/http-server.ts';
import { printLinks } from './print-links.ts';

export interface AccessPreferencesOptions {
  preferences: Preferences<typeof corePreferences>;
  server: HttpServer;
  /** Null for a token from the command line, which cannot be renewed: the next start would bring it back. */
  apiToken: ApiToken | null;
}

/**
 * A browser never gets the token, since it could keep it forever. A new token is written to its file, and a new link is
 * printed.
 */
export function attachAccessPreferences({ preferences, server, apiToken }: AccessPreferencesOptions): void {
  preferences.attach({
    api: () => ({ url: server.url, token: null }),
    apiKeys: () => server.apiKeys,
    signOutEverywhere: async () => {
      await server.signOutEverywhere();
      printLinks(server);
    },
    ...(apiToken === null
      ? {}
      : {
          renewApiToken: async () => {
            await apiToken.renew();
            await server.replaceToken(apiToken.value);
            printLinks(server);
          },
        }),
  });
}
