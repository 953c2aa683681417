/**
 * What SwarmUI's page and a SwarmUI that is connected to us ask besides, some of it every second. Nothing here makes images, so
 * what belongs to that is answered as by a SwarmUI that has no models. Parameters that would change nothing are ignored.
 */
import { z } from 'zod';
import { MAX_LIST_ITEMS, MAX_TYPE_NAME_LENGTH } from '../limits.ts';
import { defineOperations } from './definition.ts';
import { list, object } from './parameters.ts';

const logTypeSchema = z.object({
  /** Unique among the types; by it messages are asked for. */
  name: z.string(),
  /** `#RRGGBB`. */
  color: z.string(),
  /** `backend-<id>` for the log of a backend, otherwise empty. */
  identifier: z.string(),
});
const logTypesSchema = z.object({ types_available: z.array(logTypeSchema) });
const none = z.array(z.never());
const noEntries = z.record(z.string(), z.never());

export const swarmClientOperations = defineOperations({
  ListLogTypes: {
    summary: 'The logs that ListRecentLogMessages reads: one per backend, and the program’s own by level.',
    permission: 'view_logs',
    changesSettings: false,
    input: z.object({}),
    output: logTypesSchema,
  },
  ListRecentLogMessages: {
    summary:
      'The newest messages of the logs that `types` names, each after the number that `last_sequence_ids` has for it.',
    permission: 'view_logs',
    changesSettings: false,
    input: z.object({
      types: list(z.string().max(MAX_TYPE_NAME_LENGTH), MAX_LIST_ITEMS).default([]),
      /** Type → the highest `sequence_id` that the caller has of it. */
      last_sequence_ids: object().optional(),
    }),
    output: logTypesSchema.extend({
      last_sequence_id: z.int(),
      data: z.record(
        z.string(),
        z.array(
          z.object({
            /** Ascending over all logs while the program runs. */
            sequence_id: z.int(),
            /** `yyyy-MM-dd HH:mm:ss.fff` in the time of the host. */
            time: z.string(),
            /** The same, under the name that SwarmUI's documentation gives it. */
            timestamp: z.string(),
            message: z.string(),
          }),
        ),
      ),
    }),
  },
  ListConnectedUsers: {
    summary: 'No users: there are no accounts.',
    permission: 'read_server_info_panels',
    changesSettings: false,
    input: z.object({}),
    output: z.object({ users: none }),
  },
  ListModels: {
    summary: 'No models: the backends keep their own.',
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({}),
    output: z.object({ folders: none, files: none }),
  },
  TriggerRefresh: {
    summary: 'No parameters for images: nothing here makes them.',
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({}),
    output: z.object({
      list: none,
      groups: none,
      models: noEntries,
      model_compat_classes: noEntries,
      model_classes: noEntries,
      wildcards: none,
      param_edits: z.null(),
    }),
  },
  ComfyGetNodeTypesForBackend: {
    summary: 'No nodes: workflows are not passed on to a ComfyUI.',
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({}),
    output: z.object({ node_types: none }),
  },
});
