/** Import and export of backends as a file. */
import { z } from 'zod';
import { MAX_IMPORT_SIZE, MAX_LIST_ITEMS, MAX_LISTED_IDS } from '../limits.ts';
import { phrasesSchema } from '../phrases.ts';
import { defineOperations } from './definition.ts';
import { boolean, list, text } from './parameters.ts';

/** Where an import comes from. */
const importSource = {
  text: text(MAX_IMPORT_SIZE).optional(),
  /** Full path of a file, or of SwarmUI's folder, on the machine of the program. */
  path: text().optional(),
  /** The passphrase with which the secrets of an exported file were encrypted. */
  passphrase: text().optional(),
  /** SwarmUI's folder, for paths in its file that are relative to it. */
  swarm_folder: text().optional(),
};

export const transferOperations = defineOperations({
  DiscoverImports: {
    summary:
      "Looks for lists of backends of other programs on this machine: SwarmUI's. Adds nothing; a path is input for PreviewImport.",
    permission: 'add_remove_backends',
    changesSettings: false,
    input: z.object({}),
    output: z.object({
      list: z.array(
        z.object({
          path: z.string(),
          source: z.enum(['swarmui', 'switchyard']),
          /** How many of its backends are not here yet; lists without any are left out. */
          count: z.int(),
        }),
      ),
    }),
  },
  PreviewImport: {
    summary:
      "Says what an import would do, and does nothing: a text, or a file or SwarmUI's folder on the machine. SwarmUI's Data/Backends.fds and what ExportBackends gives are understood.",
    permission: 'add_remove_backends',
    changesSettings: false,
    input: z.object(importSource),
    output: z.object({
      source: z.enum(['swarmui', 'switchyard']),
      /** How the file holds secrets. */
      secrets: z.enum(['none', 'in_clear', 'encrypted']),
      /** True where the file has paths relative to SwarmUI's folder, and `swarm_folder` is needed to find them. */
      needs_folder: z.boolean(),
      list: z.array(
        z.object({
          /** Position in the file, for `which` of ImportBackends. */
          entry: z.int(),
          action: z.enum(['add', 'already_here']),
          /** The id that it would get. */
          id: z.int().nullable(),
          type: z.string(),
          type_name: z.string(),
          /** False: this version does not know the type. */
          known_type: z.boolean(),
          /** Its graphics cards as the setting GPU_ID has them; absent where it has no such setting. */
          gpus: z.string().optional(),
          title: z.string(),
          enabled: z.boolean(),
          /** Its address, program or file; empty where it has none. */
          about: z.string(),
          /** Sentences about what is not imported as it is in the file. */
          words: z.array(z.string()),
          /** What `words` are in the catalogue (`words_0` and so on), for other languages. */
          phrases: phrasesSchema.optional(),
        }),
      ),
    }),
  },
  ImportBackends: {
    summary:
      'Adds the backends of a file that are not here yet, all that were chosen in one write or none. Numbers are kept where they are free.',
    permission: 'add_remove_backends',
    changesSettings: true,
    input: z.object({
      ...importSource,
      /** Entries of the preview; all of them if left out. */
      which: list(z.int(), MAX_LIST_ITEMS).optional(),
      /** For entries that are to run on other graphics cards than the file says: the value of GPU_ID. */
      gpus: list(z.object({ entry: z.int(), value: z.string() }), MAX_LIST_ITEMS).optional(),
      /** Leaves out the encrypted secrets of a file. */
      skip_secrets: boolean().optional(),
      /** Adds all of them switched off. */
      switched_off: boolean().optional(),
      /** As for AddNewBackend. */
      confirm_variables: boolean().default(false),
    }),
    output: z.object({
      added: z.int(),
      already_here: z.int(),
      list: z.array(
        z.object({
          entry: z.int(),
          id: z.int(),
          type: z.string(),
          type_name: z.string(),
          title: z.string(),
          /** As in PreviewImport. */
          words: z.array(z.string()),
          phrases: phrasesSchema.optional(),
        }),
      ),
    }),
  },
  ExportBackends: {
    summary:
      'All backends, or those that `backends` names, as the text of a file. Secrets are in it only with a passphrase, which encrypts them; else they are left out and named.',
    permission: 'add_remove_backends',
    changesSettings: false,
    input: z.object({
      passphrase: text().optional(),
      /** Ids of the backends to be exported; all where it is left out. One that does not exist is passed over. */
      backends: list(z.int(), MAX_LISTED_IDS).optional(),
    }),
    output: z.object({
      text: z.string(),
      count: z.int(),
      /** Secrets that are set and not in the file. */
      missing: z.array(
        z.object({
          id: z.int(),
          backend: z.string(),
          settings: z.array(z.string()),
          /** What `settings` are in the catalogue (`settings_0` and so on), for other languages. */
          phrases: phrasesSchema.optional(),
        }),
      ),
    }),
  },
});
