/** Changes to the list of backends that SwarmUI does not have: order, tags, copies, and restoring deleted ones. */
import { z } from 'zod';
import { backendSchema } from '../backend.ts';
import { MAX_LIST_ITEMS, MAX_LISTED_IDS, MAX_PARAMETER_LENGTH, MAX_TAG_LENGTH, MAX_TAGS } from '../limits.ts';
import { defineOperations } from './definition.ts';
import { int32, list } from './parameters.ts';

export const registryOperations = defineOperations({
  ListDeletedBackends: {
    summary: 'The backends deleted lately, newest first, which RestoreBackend can bring back.',
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({}),
    output: z.object({
      list: z.array(z.object({ id: z.int(), type: z.string(), title: z.string(), deleted_at: z.string() })),
    }),
  },
  RestoreBackend: {
    summary: 'Brings a deleted backend back under its id, with its settings.',
    permission: 'add_remove_backends',
    changesSettings: true,
    input: z.object({ backend_id: int32() }),
    output: backendSchema,
  },
  DuplicateBackend: {
    summary:
      'Adds a backend with the type and all settings of another, secrets included, switched off and with "copy" behind its title.',
    permission: 'add_remove_backends',
    changesSettings: true,
    input: z.object({ backend_id: int32() }),
    output: backendSchema,
  },
  ArrangeBackends: {
    summary:
      'Puts backends into an order for showing them, all in one write. Those left out follow in the order they had; ListBackends stays in order of id.',
    permission: 'edit_backends',
    changesSettings: true,
    input: z.object({
      /** Ids, each once. */
      order: list(z.int(), MAX_LISTED_IDS),
    }),
    output: z.object({ /** All ids as they stand now. */ order: z.array(z.int()) }),
  },
  TagBackend: {
    summary: `Gives a backend the tags to find and group it by, in the place of those it had. At most ${MAX_TAGS} of at most ${MAX_TAG_LENGTH} characters.`,
    permission: 'edit_backends',
    changesSettings: true,
    input: z.object({
      backend_id: int32(),
      tags: list(z.string().max(MAX_PARAMETER_LENGTH), MAX_LIST_ITEMS),
    }),
    output: z.object({
      /** As they are kept: without blanks around them, each once. */ tags: z.array(z.string()),
    }),
  },
});
