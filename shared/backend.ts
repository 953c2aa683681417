/** A backend, a backend type and their parts as they are on the wire. The names are SwarmUI's where it has them. */
import { z } from 'zod';
import { crashSchema, diagnosisSchema } from './diagnosis.ts';
import { phrasesSchema } from './phrases.ts';
import { machineSchema, scaleSchema } from './scale-out.ts';

/** The six statuses of SwarmUI's API. `idle`: contact is lost and probed for, or it sleeps until a request asks for it. `disabled`: the process is confirmed gone. */
export const backendStatuses = ['disabled', 'errored', 'waiting', 'loading', 'idle', 'running'] as const;
export type BackendStatus = (typeof backendStatuses)[number];

/**
 * What is really observed of a backend. SwarmUI's clients know no more than its statuses, so `stopping` is `waiting` there, and
 * `sleeping` (it is on, and is started when a request asks for it) is `idle`.
 */
export const backendPhases = [...backendStatuses, 'stopping', 'sleeping'] as const;
export type BackendPhase = (typeof backendPhases)[number];

export const settingValueSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
/** A list is an array of strings; every other setting is the JSON primitive of its type. */
export type SettingValue = z.infer<typeof settingValueSchema>;
export type SettingValues = Record<string, SettingValue>;

/** Why a backend failed, as a text for a person. `code` is one of shared/errors.ts. */
const backendErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  /** What message and hint are made of, for other languages: shared/words/phrase.ts. */
  details: z.record(z.string(), z.unknown()).optional(),
  /** The last lines that the worker printed before it ended, oldest first; at most `MAX_LAST_LINES`. */
  last_lines: z.array(z.string()).optional(),
  /** The certificate of a server that a person may accept as the setting `TrustCertificate`; its SHA-256 fingerprint. */
  certificate: z.string().optional(),
  exit_code: z.int().nullable().optional(),
  /** Name of the signal that ended the process, such as `SIGKILL`. */
  signal: z.string().nullable().optional(),
});
export type BackendError = z.infer<typeof backendErrorSchema>;

/** What a backend lacks that does not fit into VRAM, and what would be freed for it. */
export const shortageFields = {
  /** What it lacks, in a sentence. */
  message: z.string(),
  /** What the message is in the catalogue, for other languages. */
  phrases: phrasesSchema.optional(),
  /** What would be freed for it, in this order; empty where nothing can be. */
  steps: z.array(
    z.object({
      id: z.int(),
      /** `unload`: it keeps running and unloads its models. `stop`: it is switched off. */
      how: z.enum(['unload', 'stop']),
      /** VRAM that it holds now; absent where that is not known. */
      vram_bytes: z.int().optional(),
    }),
  ),
  /** Whether that is expected to be enough. */
  enough: z.boolean(),
  /** True: nothing is freed before a person confirms it (operation MakeRoom). False: it is freed as soon as possible. */
  asks: z.boolean(),
};

/** What the program will do by itself, and when. The card counts down to `at`, which is ISO 8601. */
const nextStepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('retry'),
    at: z.string(),
    /** Number of the next attempt, counted from 1, and the number of attempts after which it gives up. */
    attempt: z.int(),
    attempts: z.int(),
    /** Why the last attempt failed. */
    reason: backendErrorSchema,
  }),
  z.object({ kind: z.literal('force_stop'), at: z.string() }),
  z.object({
    kind: z.literal('wait_for_start'),
    /** For whom it waits and why, in a sentence. */
    message: z.string(),
    /** What the message is in the catalogue, for other languages. */
    phrases: phrasesSchema.optional(),
    /** The backends that start before it; `since` when one has begun to (ISO 8601), absent where it waits itself. */
    backends: z.array(z.object({ id: z.int(), since: z.string().optional() })),
  }),
  z.object({
    kind: z.literal('make_room'),
    ...shortageFields,
  }),
]);
export type NextStep = z.infer<typeof nextStepSchema>;

export const backendSchema = z.object({
  id: z.int(),
  type: z.string(),
  status: z.enum(backendStatuses),
  settings: z.record(z.string(), settingValueSchema),
  modcount: z.int(),
  features: z.array(z.string()),
  enabled: z.boolean(),
  title: z.string(),
  can_load_models: z.boolean(),
  max_usages: z.int(),
  seconds_since_used: z.int(),
  time_since_used: z.string(),
});

/** Where a backend runs that this instance only shows. */
const remoteBackendSchema = z.object({
  /** Its id and its type there. */
  id: z.int(),
  type: z.string(),
  /** `server_id` of every instance on the way, the one that runs it last. */
  path: z.array(z.string()).min(1),
});

/** What marks a backend as one of another instance: the parent that shows it, and where it runs. */
const nonrealFields = {
  parent: z.int(),
  remote: remoteBackendSchema,
};

/** Where the instance of a child is. */
const machineFields = {
  /** The machine on which it runs, as in `machines` of its parent; absent where it is not known. */
  machine: z.string().optional(),
  /** ISO 8601: since when its instance does not answer. Absent while it does, and where only its parent is away. */
  away_since: z.string().optional(),
};

/** The type that starts and stops whole instances on demand. */
export const AUTOSCALING_TYPE = 'autoscalingbackend';

/** The types of SwarmUI, and here, whose backends only show those of other instances. */
const PARENT_TYPES: readonly string[] = ['swarmswarmbackend', AUTOSCALING_TYPE];

/** Whether a backend of this type is only the parent of others, with no memory and no requests of its own. */
export const isParentType = (type: string): boolean => PARENT_TYPES.includes(type);

/** Whether requests for a model may be sent to a backend of this type. A parent sends them on to its instances where it starts them itself. */
export const takesRequests = (type: string): boolean => !isParentType(type) || type === AUTOSCALING_TYPE;

/** A backend of another instance, as its parent here shows it. Its memory can be freed; it cannot be changed. */
const childBackendSchema = backendSchema.extend({
  current_model: z.string().nullable(),
  load_status: z.string().optional(),
  /** What is to be known of it, such as since when it is away. */
  notice: z.string().optional(),
  /** What `load_status`, `notice` and the title of an instance are in the catalogue, for other languages. */
  phrases: phrasesSchema.optional(),
  error: backendErrorSchema.optional(),
  ...nonrealFields,
  ...machineFields,
});
export type ChildBackend = z.infer<typeof childBackendSchema>;

/** Something that was done to a backend without its user asking for it at that moment. */
export const noticeSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  message: z.string(),
  /** What the message is in the catalogue, for other languages. */
  phrases: phrasesSchema.optional(),
});
export type BackendNotice = z.infer<typeof noticeSchema>;

/** Tokens that requests have cost, as backends count them: read in prompts, and written in answers. */
export const tokenCountSchema = z.object({ prompt: z.int(), completion: z.int() });
export type TokenCount = z.infer<typeof tokenCountSchema>;

export const addTokens = (one: TokenCount, other: TokenCount): TokenCount => ({
  prompt: one.prompt + other.prompt,
  completion: one.completion + other.completion,
});

/** What `full_data: true` adds. Everything but `current_model` is ours and optional for a reader. */
export const fullBackendSchema = backendSchema.extend({
  current_model: z.string().nullable(),
  /** Names of all models that its clients may ask for, loaded or not: those of its last run while it starts or sleeps. Absent where it is not known. */
  models: z.array(z.string()).optional(),
  phase: z.enum(backendPhases),
  /** PID of the worker itself, not of the watcher around it. */
  pid: z.int().optional(),
  port: z.int().optional(),
  /** Base URL under which the worker answers, as its own machine reaches it. */
  address: z.string().optional(),
  /** True where other machines reach it, too: at the port of its address, under any name or address of its machine. */
  on_network: z.literal(true).optional(),
  /** True where a browser that opens its address finds a page for people, and no reply for programs. One that sleeps has no address, and is started by GetPageLink's. */
  has_page: z.literal(true).optional(),
  /** Of a backend that starts instances on demand. */
  scale: scaleSchema.optional(),
  /** Of a parent: the machines on which its instances run. */
  machines: z.array(machineSchema).optional(),
  /** ISO 8601; when the present process was spawned. */
  started_at: z.string().optional(),
  /** ISO 8601; when it was last used, absent if never. */
  last_used_at: z.string().optional(),
  /** Of the requests that its present run got through the gateway; absent where no reply told of tokens. */
  tokens: tokenCountSchema.optional(),
  /** True where the worker reports its requests. Only then does a missing `last_used_at` mean that nobody used it. */
  reports_usage: z.boolean().optional(),
  /** Requests that it has and that are not answered yet, as it reports them or as the gateway sent them; absent for none. */
  requests_in_flight: z.int().optional(),
  /** How a stop knows that it is at work, where it does not tell of its requests: by the connections that clients have open to it. */
  work_source: z.enum(['connections']).optional(),
  /** Automatic restarts since it last ran for the whole stability window. */
  restarts: z.int(),
  /** False while it runs and could only free memory by its end, so that FreeBackendMemory is not offered. */
  can_free_memory: z.literal(false).optional(),
  load_status: z.string().optional(),
  /** While it loads: how far it has come, by what its worker prints. */
  progress: z
    .object({
      /** From 0 to 1; absent where nothing tells it. */
      fraction: z.number().min(0).max(1).optional(),
      /** The last line that was printed, or the present state of one that is being rewritten. */
      line: z.string().optional(),
      /** How long its last starts took, the one in the middle; absent where none is known with its present settings. */
      usual_seconds: z.number().optional(),
    })
    .optional(),
  error: backendErrorSchema.optional(),
  /** Why it failed last. It stays until the backend has run well for long enough, or a person has given it a command. */
  diagnosis: diagnosisSchema.optional(),
  /** Its crashes since then, oldest first, `MAX_LISTED_CRASHES` at most. Absent where there are none. */
  crashes: z.array(crashSchema).optional(),
  next_step: nextStepSchema.optional(),
  /** A message of the backend itself that stays, such as "Serves the sample model". */
  notice: z.string().optional(),
  /** What `load_status`, `notice` and `not_saved` are in the catalogue, for other languages. */
  phrases: phrasesSchema.optional(),
  /** Absent if there are none. */
  tags: z.array(z.string()).optional(),
  /** Its position in the order that the user chose, smallest first. Those without one come after them, in order of id. */
  position: z.int().optional(),
  /** The program and its arguments as spawned, secrets masked. */
  command_line: z.string().optional(),
  /** False where its settings keep it off the GPUs of this computer: it runs on the processor alone, or nothing of it runs here. */
  uses_gpus: z.literal(false).optional(),
  /** GPU ids in use. */
  gpu: z.array(z.string()).optional(),
  vram_bytes: z.int().optional(),
  /** Source of `vram_bytes`: the driver, which counts by process, or the engine itself where the driver does not. */
  vram_source: z.enum(['driver', 'engine']).optional(),
  /** What was done to its memory while it ran. It goes with the next use and with the next start. */
  memory_notice: noticeSchema.optional(),
  /** Why its present run was started by itself, such as a crash. It goes with the next command of a person. */
  restart_notice: noticeSchema.optional(),
  /** For whom a backend that is started on demand is started now: "A request for 'sample' waits." */
  wake_notice: noticeSchema.optional(),
  /** Why it takes no new requests: another backend has waited long enough for its graphics memory. It answers those that it has, and sleeps. */
  yield_notice: noticeSchema.optional(),
  /** Its worker has requests and sends nothing of a reply for minutes: what its server answers, and why it is not restarted for that. It goes with the next piece of a reply. */
  silence_notice: noticeSchema.optional(),
  /** Why it is switched off, or sleeps, where no person did it: an idle stop, the admission of another, a schedule. */
  off_notice: noticeSchema.optional(),
  /** It was switched off, and that could not be written to disk: why, and what follows. It goes once it is written. */
  not_saved: z.string().optional(),
  /** What its schedule does next. */
  schedule_next: z.object({ at: z.string(), enabled: z.boolean() }).optional(),
  /** Resident memory of the whole process tree. */
  ram_bytes: z.int().optional(),
  /** Of one core: 100 = one core busy. */
  cpu_percent: z.number().optional(),
  /** Of a parent: the backends of the instance it is connected to. */
  children: z.array(childBackendSchema).optional(),
  parent: nonrealFields.parent.optional(),
  remote: nonrealFields.remote.optional(),
  ...machineFields,
});

export type Backend = z.infer<typeof backendSchema>;

/** A server of a ranking model has the routes of OpenAI's API too, and nobody to chat with. */
const MODEL_FEATURES = ['openai_api', 'reranking'];

/** Whether clients ask a backend, or one of that type, for a model by its name. */
export const servesModels = ({ features }: { features: readonly string[] }): boolean =>
  MODEL_FEATURES.some((feature) => features.includes(feature));

/**
 * Whether it did not start because a setting that it needs is empty: it is not set up yet, which is no failure. In SwarmUI's
 * words it is `disabled`, although it is enabled.
 */
export const isNotConfigured = ({
  phase,
  error,
}: {
  phase: string;
  error?: Pick<BackendError, 'code'> | null | undefined;
}): boolean => phase === 'errored' && error?.code === 'setting_required';
export type FullBackend = z.infer<typeof fullBackendSchema>;

/** SwarmUI's types of settings. Type and `format` together decide which widget is shown. */
export const settingTypes = ['text', 'integer', 'decimal', 'boolean', 'dropdown', 'list'] as const;
export type SettingType = (typeof settingTypes)[number];

export const settingFormats = [
  'program',
  'path-file',
  'path-dir',
  'url',
  'args',
  'env',
  'gpu-list',
  'schedule',
  'fingerprint',
  'multiline',
  'json',
] as const;
export type SettingFormat = (typeof settingFormats)[number];

export const settingInfoSchema = z.object({
  name: z.string(),
  type: z.enum(settingTypes),
  description: z.string(),
  placeholder: z.string(),
  is_secret: z.boolean(),
  /** Of a secret: the setting with the address that it is sent to. If that is changed to another server, the secret must be typed again. */
  bound_to: z.string().optional(),
  /** Of a text: the secret into which a password or key is moved that somebody types into this one. */
  secrets_go_to: z.string().optional(),
  values: z.array(z.string()).nullable(),
  value_names: z.array(z.string()).nullable(),
  /** Label of the field in our panel; clients of SwarmUI show `name`. */
  label: z.string(),
  default: settingValueSchema,
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  required: z.boolean(),
  format: z.enum(settingFormats).optional(),
  /** Unit shown behind a number, such as `s` or `tokens`. */
  unit: z.string().optional(),
  /** Fields with the same group are shown under it as a heading. */
  group: z.string().optional(),
  advanced: z.boolean(),
  /** Forms hide it until that other setting has one of the values; where none are named, until it is on, or not empty. */
  visible_when: z
    .object({
      setting: z.string(),
      values: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
    })
    .optional(),
  /** False: the change is applied to the live worker. */
  requires_restart: z.boolean(),
  /** What `label`, `description` and the names of the values (`value_0` and so on) are in the catalogue, for other languages. */
  phrases: phrasesSchema.optional(),
});
export type SettingInfo = z.infer<typeof settingInfoSchema>;

/** Ready-made settings for a well-known program. Choosing one only fills the form. */
const presetSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  phrases: phrasesSchema.optional(),
  settings: z.record(z.string(), settingValueSchema),
  /** The backend type that is made for this program and does more. */
  type_id: z.string().optional(),
});
export type Preset = z.infer<typeof presetSchema>;

export const backendTypeSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  settings: z.array(settingInfoSchema),
  is_standard: z.boolean(),
  presets: z.array(presetSchema),
  /** Other names by which people look for it, such as those of programs that it starts or asks. */
  keywords: z.array(z.string()).optional(),
});
export type BackendTypeInfo = z.infer<typeof backendTypeSchema>;
