/** Engines that are not managed yet, folders and files on the machine of the host. */
import { z } from 'zod';
import { settingValueSchema } from '../backend.ts';
import { phrasesSchema } from '../phrases.ts';
import { defineOperations } from './definition.ts';
import { boolean, text } from './parameters.ts';

/** Input for AddNewBackend. */
const proposal = {
  type_id: z.string(),
  title: z.string(),
  /** Those that differ from the defaults of the type. */
  settings: z.record(z.string(), settingValueSchema),
};

export const discoveryOperations = defineOperations({
  DiscoverBackends: {
    summary:
      'Looks for engines on this machine that are not managed yet: servers on their usual ports, ComfyUI folders, programs. Adds nothing; an entry is input for AddNewBackend.',
    permission: 'add_remove_backends',
    changesSettings: false,
    input: z.object({}),
    output: z.object({
      list: z.array(
        z.object({
          ...proposal,
          /** What was found, and where. */
          found: z.string(),
          /** What `found`, and in some cases `title`, are in the catalogue, for other languages. */
          phrases: phrasesSchema.optional(),
        }),
      ),
    }),
  },
  DiscoverModels: {
    summary:
      'Looks for GGUF models in the usual folders of this machine: of LM Studio, Hugging Face, llama.cpp, Ollama, SwarmUI, StabilityMatrix, ~/models and Downloads. Adds nothing; an entry is input for AddNewBackend.',
    permission: 'add_remove_backends',
    changesSettings: false,
    input: z.object({}),
    output: z.object({
      list: z.array(
        z.object({
          ...proposal,
          path: z.string(),
          folder: z.string(),
          /** Whose folder it lies in, such as `LM Studio`, or a folder such as `~/models`. */
          source: z.string(),
          /** Of all its files. */
          bytes: z.int(),
          purpose: z.enum(['text', 'embeddings']),
          /** Such as `Q4_K_M`; absent where the file does not tell. */
          quantization: z.string().optional(),
          /** Tokens that it was made for; absent where the file does not tell. */
          context_tokens: z.int().optional(),
          /** Whether a backend has it already. */
          is_used: z.boolean(),
        }),
      ),
    }),
  },
  BrowseFolder: {
    summary:
      'The folders and files in a folder of the machine, for choosing a path. Empty path: the home folder.',
    permission: 'edit_backends',
    changesSettings: false,
    input: z.object({
      path: text().default(''),
      /** True: entries whose names begin with a dot are listed too. */
      hidden: boolean().default(false),
    }),
    output: z.object({
      path: z.string(),
      parent: z.string().nullable(),
      entries: z.array(z.object({ name: z.string(), is_folder: z.boolean(), bytes: z.int() })),
      /** True where the folder holds more than is listed. */
      truncated: z.boolean(),
      /** On Windows, in the root of a drive: the roots of all drives that answer. Empty everywhere else. */
      drives: z.array(z.string()),
    }),
  },
  CheckPath: {
    summary:
      'What is at a path, so that a form can warn before it is saved. With a type and the name of its setting, also what a start would find there.',
    permission: 'edit_backends',
    changesSettings: false,
    input: z.object({ path: text(), type_id: text().default(''), setting: text().default('') }),
    output: z.object({
      kind: z.enum(['file', 'folder', 'missing', 'unreadable']),
      /** A sentence. */
      found: z.string().optional(),
      phrases: phrasesSchema.optional(),
    }),
  },
});
