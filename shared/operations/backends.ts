/** SwarmUI's Backend API with its names of operations, parameters and results. Fields of ours are marked in the summaries. */
import { z } from 'zod';
import { backendSchema, backendTypeSchema, fullBackendSchema } from '../backend.ts';
import { phrasesSchema } from '../phrases.ts';
import { defineOperations } from './definition.ts';
import { backendOrAll, boolean, int32, object, text } from './parameters.ts';

/** The reply where the end of the processes could not be confirmed in time. */
export const BEING_DELETED = 'Being deleted: it is listed until its processes are confirmed gone.';

export const backendOperations = defineOperations({
  ListBackendTypes: {
    summary: 'Lists the types of backend there are, with the settings of each.',
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({}),
    output: z.object({ list: z.array(backendTypeSchema) }),
  },
  ListBackends: {
    summary: 'Lists the backends, in order of id. `full_data` adds what only a panel needs.',
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({ nonreal: boolean().default(false), full_data: boolean().default(false) }),
    output: z.record(z.string(), z.union([fullBackendSchema, backendSchema])),
  },
  AddNewBackend: {
    summary:
      'Adds a backend of a type, enabled, and queues its start. `title` and `settings` are ours: without them it has the defaults.',
    permission: 'add_remove_backends',
    changesSettings: true,
    input: z.object({
      type_id: text(),
      title: text().optional(),
      settings: object().optional(),
      /** Ours: variables such as LD_PRELOAD, which make a program load foreign code, are set only with it. */
      confirm_variables: boolean().default(false),
    }),
    output: backendSchema,
  },
  EditBackend: {
    summary:
      'Changes title, settings or id. The worker is stopped and started again where a changed setting needs it.',
    permission: 'edit_backends',
    changesSettings: true,
    input: z.object({
      backend_id: int32(),
      title: text().optional(),
      settings: object().optional(),
      raw_inp: object().optional(),
      new_id: int32().optional(),
      /** As for AddNewBackend. */
      confirm_variables: boolean().default(false),
    }),
    output: backendSchema,
  },
  DeleteBackend: {
    summary:
      'Stops a backend and removes it. The reply comes once its process is gone, or says that this is not confirmed yet: the backend is then listed until it is. `not_saved` (ours) says why the deletion could not be written to disk, where that is so: it is done all the same.',
    permission: 'add_remove_backends',
    changesSettings: true,
    input: z.object({ backend_id: int32() }),
    output: z.object({
      result: z.enum(['Deleted.', BEING_DELETED, "Already didn't exist."]),
      not_saved: z.string().optional(),
    }),
  },
  ToggleBackend: {
    summary:
      'Switches a backend on or off. Off: the reply comes once its process is gone; `not_saved` (ours) says why it could not be written to disk, where that is so: it is off all the same.',
    permission: 'toggle_backends',
    changesSettings: true,
    input: z.object({ backend_id: int32(), enabled: boolean() }),
    output: z.object({ result: z.enum(['Success.', 'No change.']), not_saved: z.string().optional() }),
  },
  RestartBackends: {
    summary:
      'Restarts one backend or all. Restarted and counted are the running and the errored ones, and workers of ours that do not answer; one that is named also while it loads.',
    permission: 'restart_backends',
    changesSettings: true,
    input: z.object({ backend: backendOrAll().default('all') }),
    output: z.object({ result: z.literal('Success.'), count: z.int() }),
  },
  FreeBackendMemory: {
    summary:
      'Asks running backends to free their VRAM, with `system_ram` their RAM too. `freed` (ours) says what came back.',
    permission: 'control_mem_clean',
    changesSettings: false,
    input: z.object({ system_ram: boolean().default(false), backend: backendOrAll().default('all') }),
    output: z.object({
      result: z.boolean(),
      count: z.int(),
      freed: z
        .array(
          z.object({
            id: z.int(),
            /** Bytes that came back; absent if that is not known. */
            ram_bytes: z.int().optional(),
            vram_bytes: z.int().optional(),
            /** Bytes that its processes held before and after; absent if that is not known. */
            ram_before: z.int().optional(),
            ram_after: z.int().optional(),
            vram_before: z.int().optional(),
            vram_after: z.int().optional(),
            /** What was done, or why nothing was. */
            message: z.string(),
            /** What the message is in the catalogue, for other languages. */
            phrases: phrasesSchema.optional(),
            ok: z.boolean(),
          }),
        )
        .optional(),
    }),
  },
});
