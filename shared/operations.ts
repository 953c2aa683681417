/**
 * Every operation, each defined once: the client, IPC, HTTP, the documentation and the conformance suite are loops over
 * these tables. The first table is SwarmUI's Backend API (contract.md, section 2), the second what the panel needs beyond.
 */
import { z } from 'zod';
import {
  backendSchema,
  backendTypeSchema,
  fullBackendSchema,
  settingInfoSchema,
  settingValue,
} from './backend.ts';
import { resourceHistorySchema, serverResourceInfoSchema } from './resources.ts';

/** SwarmUI's permission names. */
export const permissions = [
  'view_backends_list',
  'add_remove_backends',
  'edit_backends',
  'restart_backends',
  'toggle_backends',
  'control_mem_clean',
  'view_logs',
  'read_server_info_panels',
  'read_server_settings',
  'edit_server_settings',
] as const;
export type Permission = (typeof permissions)[number];

export interface OperationDefinition {
  summary: string;
  permission: Permission;
  /** True for what is refused while settings are locked. */
  changesSettings: boolean;
  input: z.ZodObject;
  output: z.ZodType;
}

// Parameters are coerced as SwarmUI does, and its type names appear in its error texts: `meta.parameterType` carries them.
const int32 = () =>
  z
    .preprocess(
      (raw) => (typeof raw === 'string' && /^\s*[+-]?\d+\s*$/.test(raw) ? Number(raw) : raw),
      z.int().min(-2_147_483_648).max(2_147_483_647),
    )
    .meta({ parameterType: 'Int32' });
const flag = () =>
  z
    .preprocess((raw) => {
      const word = typeof raw === 'string' ? raw.trim().toLowerCase() : raw;
      return word === 'true' ? true : word === 'false' ? false : raw;
    }, z.boolean())
    .meta({ parameterType: 'Boolean' });
const string = (max = 4096) =>
  z
    .preprocess(
      (raw) => (typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : raw),
      z.string().max(max),
    )
    .meta({ parameterType: 'String' });
// Not z.record: that drops a key named __proto__ in silence, and such a key must be refused in words.
const json = () =>
  z
    .custom<Record<string, unknown>>((raw) => typeof raw === 'object' && raw !== null && !Array.isArray(raw))
    .meta({ parameterType: 'JObject' });
/** `"all"` or the id of one backend. */
const backendOrAll = () =>
  z
    .preprocess(
      (raw) => {
        if (typeof raw === 'number') return raw;
        if (typeof raw !== 'string') return raw;
        return /^\s*-?\d+\s*$/.test(raw) ? Number(raw) : raw.trim().toLowerCase();
      },
      z.union([z.literal('all'), z.int()]),
    )
    .meta({ parameterType: 'String' });

const define = <const T extends Record<string, OperationDefinition>>(table: T): T => table;

export const backendOperations = define({
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
    input: z.object({ nonreal: flag().default(false), full_data: flag().default(false) }),
    output: z.record(z.string(), z.union([fullBackendSchema, backendSchema])),
  },
  AddNewBackend: {
    summary:
      'Adds a backend of a type, enabled, and queues its start. `title` and `settings` are ours: without them it has the defaults.',
    permission: 'add_remove_backends',
    changesSettings: true,
    input: z.object({ type_id: string(), title: string().optional(), settings: json().optional() }),
    output: backendSchema,
  },
  EditBackend: {
    summary:
      'Changes title, settings or id. The worker is stopped and started again where a changed setting needs it.',
    permission: 'edit_backends',
    changesSettings: true,
    input: z.object({
      backend_id: int32(),
      title: string().optional(),
      settings: json().optional(),
      raw_inp: json().optional(),
      new_id: int32().optional(),
    }),
    output: backendSchema,
  },
  DeleteBackend: {
    summary: 'Stops a backend and removes it. The reply comes once its process is gone.',
    permission: 'add_remove_backends',
    changesSettings: true,
    input: z.object({ backend_id: int32() }),
    output: z.object({ result: z.enum(['Deleted.', "Already didn't exist."]) }),
  },
  ToggleBackend: {
    summary: 'Switches a backend on or off. Off: the reply comes once its process is gone.',
    permission: 'toggle_backends',
    changesSettings: true,
    input: z.object({ backend_id: int32(), enabled: flag() }),
    output: z.object({ result: z.enum(['Success.', 'No change.']) }),
  },
  RestartBackends: {
    summary: 'Restarts one backend or all; only running and errored ones are restarted and counted.',
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
    input: z.object({ system_ram: flag().default(false), backend: backendOrAll().default('all') }),
    output: z.object({
      result: z.boolean(),
      count: z.int(),
      freed: z
        .array(
          z.object({
            id: z.int(),
            /** Bytes that came back; absent where nothing tells. */
            ram_bytes: z.int().optional(),
            vram_bytes: z.int().optional(),
            /** Bytes it held before and after, measured from outside; absent where nothing tells. */
            ram_before: z.int().optional(),
            ram_after: z.int().optional(),
            vram_before: z.int().optional(),
            vram_after: z.int().optional(),
            /** What was done, or why nothing was, in words. */
            message: z.string(),
            ok: z.boolean(),
          }),
        )
        .optional(),
    }),
  },
});

/** The program's own settings, described as those of a backend are, so that the same form draws them. */
const preferences = z.object({
  settings: z.array(settingInfoSchema),
  values: z.record(z.string(), settingValue),
  /** Words about a setting, or about all where none is named: what could not be done, what the system lacks. */
  notes: z.array(
    z.object({
      setting: z.string().optional(),
      level: z.enum(['info', 'warning', 'error']),
      message: z.string(),
      hint: z.string(),
    }),
  ),
  /** The HTTP API of a desktop host; absent where the panel itself comes over HTTP. */
  api: z
    .object({
      /** Null while it is off. */
      url: z.string().nullable(),
      token: z.string(),
    })
    .optional(),
});
export type PreferencesView = z.output<typeof preferences>;

const logLine = z.object({
  seq: z.int(),
  at: z.string(),
  stream: z.enum(['out', 'err', 'host']),
  text: z.string(),
});

/** Where an import comes from. */
const importSource = {
  text: string(1_000_000).optional(),
  /** Full path of a file, or of SwarmUI's folder, on the machine of the program. */
  path: string().optional(),
  /** What the secrets of an exported file were encrypted with. */
  passphrase: string().optional(),
  /** SwarmUI's folder, for paths in its file that are relative to it. */
  swarm_folder: string().optional(),
};

export const panelOperations = define({
  GetServerResourceInfo: {
    summary: "The machine's CPU, memory and GPUs.",
    permission: 'read_server_info_panels',
    changesSettings: false,
    input: z.object({}),
    output: serverResourceInfoSchema,
  },
  GetResourceHistory: {
    summary:
      'What GPUs and backends used before now: the last 15 minutes as sampled, or with `day` the last 24 hours by the minute. With `gpus` (UUIDs) or `backends`, of those alone.',
    permission: 'read_server_info_panels',
    changesSettings: false,
    input: z.object({
      day: flag().optional(),
      gpus: z.array(z.string().max(200)).max(1000).meta({ parameterType: 'JArray' }).optional(),
      backends: z.array(z.int()).max(100_000).meta({ parameterType: 'JArray' }).optional(),
    }),
    output: resourceHistorySchema,
  },
  MakeRoom: {
    summary:
      'Answers a backend that waits because its memory does not fit, or because it excludes another: frees what its `next_step` names and starts it, or starts it `anyway` without that.',
    permission: 'control_mem_clean',
    changesSettings: true,
    input: z.object({ backend_id: int32(), anyway: flag().optional() }),
    output: z.object({ result: z.literal('Success.') }),
  },
  GetCurrentStatus: {
    summary: 'One word and one sentence about all backends together.',
    permission: 'view_backends_list',
    changesSettings: false,
    input: z.object({}),
    output: z.object({
      backend_status: z.object({
        status: z.enum([
          'running',
          'some_loading',
          'loading',
          'idle',
          'disabled',
          'all_disabled',
          'errored',
          'empty',
          'unknown',
        ]),
        class: z.enum(['', 'soft', 'warn', 'error']),
        message: z.string(),
        any_loading: z.boolean(),
      }),
      status: z.object({
        waiting_gens: z.int(),
        loading_models: z.int(),
        waiting_backends: z.int(),
        live_gens: z.int(),
      }),
    }),
  },
  GetBackendLog: {
    summary: 'The kept log of a backend, oldest line first; it outlives the process and the program.',
    permission: 'view_logs',
    changesSettings: false,
    input: z.object({
      backend_id: int32(),
      /** Only lines with a smaller number. */
      before: int32().optional(),
      limit: int32().default(1000),
      /** Only lines that hold this text, letter case apart. */
      search: string(200).default(''),
    }),
    output: z.object({ lines: z.array(logLine), /** File with the older lines. */ file: z.string() }),
  },
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
      order: z.array(z.int()).max(100_000).meta({ parameterType: 'JArray' }),
    }),
    output: z.object({ /** All ids as they stand now. */ order: z.array(z.int()) }),
  },
  TagBackend: {
    summary:
      'Gives a backend the tags to find and group it by, in the place of those it had. At most 20 of at most 40 characters.',
    permission: 'edit_backends',
    changesSettings: true,
    input: z.object({
      backend_id: int32(),
      tags: z.array(z.string().max(4096)).max(1000).meta({ parameterType: 'JArray' }),
    }),
    output: z.object({
      /** As they are kept: without blanks around them, each once. */ tags: z.array(z.string()),
    }),
  },
  DiscoverBackends: {
    summary:
      'Looks for engines on this machine that are not managed yet: servers on their usual ports, ComfyUI folders, programs. Adds nothing; an entry is input for AddNewBackend.',
    permission: 'add_remove_backends',
    changesSettings: false,
    input: z.object({}),
    output: z.object({
      list: z.array(
        z.object({
          type_id: z.string(),
          title: z.string(),
          /** Those that differ from the defaults of the type. */
          settings: z.record(z.string(), settingValue),
          /** What was found and where, in words. */
          found: z.string(),
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
      /** How the secrets are in the file. */
      secrets: z.enum(['none', 'in_clear', 'encrypted']),
      /** True where paths are relative to SwarmUI's folder and `swarm_folder` is needed to find them. */
      needs_folder: z.boolean(),
      list: z.array(
        z.object({
          /** Position in the file, for `which` of ImportBackends. */
          entry: z.int(),
          action: z.enum(['add', 'already_here']),
          /** The number it would get. */
          id: z.int().nullable(),
          type: z.string(),
          type_name: z.string(),
          title: z.string(),
          enabled: z.boolean(),
          /** Its address, program or file; empty where it has none. */
          about: z.string(),
          /** What does not come over as it is, in sentences. */
          words: z.array(z.string()),
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
      /** Entries of the preview; left out: all. */
      which: z.array(z.int()).max(1000).meta({ parameterType: 'JArray' }).optional(),
      /** Import a file with encrypted secrets without them. */
      skip_secrets: flag().optional(),
      /** Add them switched off, whatever the file says. */
      switched_off: flag().optional(),
    }),
    output: z.object({
      added: z.int(),
      already_here: z.int(),
      list: z.array(
        z.object({
          entry: z.int(),
          id: z.int(),
          type_name: z.string(),
          title: z.string(),
          words: z.array(z.string()),
        }),
      ),
    }),
  },
  ExportBackends: {
    summary:
      'All backends as the text of a file. Secrets are in it only with a passphrase, which encrypts them; else they are left out and named.',
    permission: 'add_remove_backends',
    changesSettings: false,
    input: z.object({ passphrase: string().optional() }),
    output: z.object({
      text: z.string(),
      count: z.int(),
      /** Secrets that are set and not in the file. */
      missing: z.array(z.object({ id: z.int(), backend: z.string(), settings: z.array(z.string()) })),
    }),
  },
  RetryBackendNow: {
    summary: 'Starts a backend at once that is waiting for its next try.',
    permission: 'restart_backends',
    changesSettings: true,
    input: z.object({ backend_id: int32() }),
    output: z.object({ result: z.literal('Success.') }),
  },
  BrowseFolder: {
    summary:
      'The folders and files in a folder of the machine, for choosing a path. Empty path: the home folder.',
    permission: 'edit_backends',
    changesSettings: false,
    input: z.object({ path: string().default('') }),
    output: z.object({
      path: z.string(),
      parent: z.string().nullable(),
      entries: z.array(z.object({ name: z.string(), is_folder: z.boolean(), bytes: z.int() })),
      /** True where the folder holds more than is listed. */
      truncated: z.boolean(),
    }),
  },
  CheckPath: {
    summary: 'What is at a path, so that a form can warn before it is saved.',
    permission: 'edit_backends',
    changesSettings: false,
    input: z.object({ path: string() }),
    output: z.object({ kind: z.enum(['file', 'folder', 'missing', 'unreadable']) }),
  },
  GetPreferences: {
    summary: "The program's own settings, as far as this host has them.",
    permission: 'read_server_settings',
    changesSettings: false,
    input: z.object({}),
    output: preferences,
  },
  EditPreferences: {
    summary:
      "Changes the program's own settings. While they are locked only the lock itself can be opened, and not even that where the program was started with it.",
    permission: 'edit_server_settings',
    // Refused by its handler: the way to unlock must stay open.
    changesSettings: false,
    input: z.object({ settings: json() }),
    output: preferences,
  },
  RenewApiToken: {
    summary: 'Makes a new token for the HTTP API of the desktop app; the old one is void at once.',
    permission: 'edit_server_settings',
    changesSettings: true,
    input: z.object({}),
    output: preferences,
  },
  GetLicences: {
    summary: 'The licences of what this program is made of.',
    permission: 'read_server_info_panels',
    changesSettings: false,
    input: z.object({}),
    output: z.object({ text: z.string() }),
  },
  DismissNotice: {
    summary: 'Puts away a notice about the program.',
    permission: 'edit_backends',
    changesSettings: false,
    input: z.object({ id: string(100) }),
    output: z.object({ result: z.literal('Success.') }),
  },
});

export const operations = { ...backendOperations, ...panelOperations };
export type Operations = typeof operations;
export type OperationName = keyof Operations;
/** What a caller sends: defaults may be left out, ids may be text. */
export type OperationInput<N extends OperationName> = CallerInput<
  z.output<Operations[N]['input']>,
  Defaulted
>;
/** What a handler receives, coerced and complete. */
export type ParsedInput<N extends OperationName> = z.output<Operations[N]['input']>;
export type OperationOutput<N extends OperationName> = z.output<Operations[N]['output']>;

/** The parameters that have a default, whatever the operation: a caller may leave them out. */
type Defaulted = 'nonreal' | 'full_data' | 'backend' | 'system_ram' | 'limit' | 'search';
type CallerInput<T, D extends string> = Flat<Omit<T, D> & Partial<Pick<T, Extract<keyof T, D>>>>;
/** The same type written out, so that an editor shows its properties; no parameters at all is any object, not none. */
type Flat<T> = string extends keyof T ? object : { [K in keyof T]: T[K] };

/** The operations by name; a Map, so that `constructor` is no operation. */
export const operationsByName: ReadonlyMap<string, OperationDefinition> = new Map(Object.entries(operations));
