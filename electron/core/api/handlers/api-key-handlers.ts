/** The operations on API keys. Backends are named by their ids in a call, and kept by their `uid`s. */
import type { ApiKeyInfo } from '../../../../shared/operations.ts';
import { happenedWords } from '../../../../shared/words/en/happened.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import type { ActivityLog } from '../../activity/activity-log.ts';
import type { Registry } from '../../backend/registry.ts';
import type { AnyPreferences, ApiKeyAdministration } from '../../storage/preferences.ts';
import type { Handlers } from '../dispatch.ts';
import { recordAccess } from './activity-handlers.ts';

const say = texts(happenedWords);

export function createApiKeyHandlers({
  activity,
  registry,
  preferences,
}: {
  activity: Pick<ActivityLog, 'record'>;
  registry: Pick<Registry, 'actors' | 'get'>;
  preferences: Pick<AnyPreferences, 'apiKeys'>;
}) {
  const list = (keys: ApiKeyAdministration): ApiKeyInfo[] =>
    keys.list().map(({ backend_uids: uids, ...key }) => ({
      ...key,
      backends:
        uids &&
        registry
          .actors()
          .filter(({ record }) => uids.includes(record.uid))
          .map(({ id }) => id),
    }));
  return {
    ListApiKeys: () => ({ list: list(preferences.apiKeys()) }),

    AddApiKey: async ({ name, role, backends, requests_per_minute: rate }) => {
      const keys = preferences.apiKeys();
      const { id, key } = await keys.add(name, role, {
        backend_uids: backends?.map((backend) => registry.get(backend).record.uid) ?? null,
        requests_per_minute: rate ?? null,
      });
      recordAccess(activity, say('apiKeyAdded', { name: name.trim(), role }));
      return { list: list(keys), id, api_key: key };
    },

    RevokeApiKey: async ({ id }) => {
      const keys = preferences.apiKeys();
      const name = keys.list().find((one) => one.id === id)?.name ?? id;
      await keys.revoke(id);
      recordAccess(activity, say('apiKeyRevoked', { name }));
      return { list: list(keys) };
    },
  } satisfies Partial<Handlers>;
}
