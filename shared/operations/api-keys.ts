/** The keys with which other programs and people call the API, beside the token of the host. */
import { z } from 'zod';
import { tokenCountSchema } from '../backend.ts';
import { MAX_API_KEY_NAME_LENGTH, MAX_LISTED_IDS } from '../limits.ts';
import { roles } from '../roles.ts';
import { defineOperations } from './definition.ts';
import { int32, list, text } from './parameters.ts';

const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  /** Ids of the backends that a key to use models may use; null: all. A deleted one is left out until it is restored. */
  backends: z.array(z.int()).nullable(),
  /** Null: any number. */
  requests_per_minute: z.int().nullable(),
  /** ISO 8601. */
  created_at: z.string(),
  /** ISO 8601, a minute late at most on disk; null if the key was never used. */
  last_used_at: z.string().nullable(),
  /** Of all its requests to models, as the backends count them. A minute late at most on disk. */
  tokens: tokenCountSchema,
});
export type ApiKeyInfo = z.output<typeof apiKeySchema>;

const apiKeyList = z.object({ list: z.array(apiKeySchema) });

export const apiKeyOperations = defineOperations({
  ListApiKeys: {
    summary:
      'The API keys: names, roles, limits, when each was last used and how many tokens its requests have cost. The keys themselves are not kept.',
    permission: 'read_server_settings',
    changesSettings: false,
    input: z.object({}),
    output: apiKeyList,
  },
  AddApiKey: {
    summary:
      'Makes an API key. A `use` key asks models through the gateway, of all backends or of those in `backends`, at most `requests_per_minute` times if that is given, and does nothing else. A `view` key sees everything but the preferences; `operate` also uses models, switches on and off, restarts and frees memory; `edit` also adds, changes and deletes backends, and so runs any program; `admin` may do everything. The key is in this reply alone.',
    permission: 'edit_server_settings',
    changesSettings: true,
    input: z.object({
      name: text(MAX_API_KEY_NAME_LENGTH),
      role: z.enum(roles).meta({ parameterType: 'String' }),
      backends: list(int32(), MAX_LISTED_IDS).optional(),
      requests_per_minute: int32().optional(),
    }),
    output: apiKeyList.extend({ id: z.string(), api_key: z.string() }),
  },
  RevokeApiKey: {
    summary: 'Makes an API key invalid at once, with every browser that signed in with it.',
    permission: 'edit_server_settings',
    changesSettings: true,
    input: z.object({ id: text() }),
    output: apiKeyList,
  },
});
