/** What a backend, a backend type and their parts look like on the wire (names: contract.md, section 1). */
import { z } from 'zod';

/** The six statuses of SwarmUI's API. `idle` = contact lost and being probed; `disabled` = the process is confirmed gone. */
export const backendStatuses = ['disabled', 'errored', 'waiting', 'loading', 'idle', 'running'] as const;
export type BackendStatus = (typeof backendStatuses)[number];

/** The finer phase behind a status: `stopping` shows as `waiting` to clients of the reference. */
export const backendPhases = [...backendStatuses, 'stopping'] as const;
export type BackendPhase = (typeof backendPhases)[number];

export const settingValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
/** Lists travel as arrays of strings, everything else as the JSON primitive of its type. */
export type SettingValue = z.infer<typeof settingValue>;
export type SettingValues = Record<string, SettingValue>;

/** Why a backend is in trouble, in words for a person. `code` is one of shared/errors.ts. */
const backendError = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  /** The last lines the worker printed before it went, oldest first; at most `MAX_LAST_LINES`. */
  last_lines: z.array(z.string()).optional(),
  exit_code: z.int().nullable().optional(),
  /** Name of the signal that ended the process, such as `SIGKILL`. */
  signal: z.string().nullable().optional(),
});
export type BackendError = z.infer<typeof backendError>;

/** What the program does next by itself, and when; the card counts down to `at`. */
const nextStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('retry'),
    at: z.string(),
    /** The number of the try that comes, counted from 1, and how many there are before it gives up. */
    attempt: z.int(),
    attempts: z.int(),
    /** Why it has to try again. */
    reason: backendError,
  }),
  z.object({ kind: z.literal('force_stop'), at: z.string() }),
  z.object({
    kind: z.literal('make_room'),
    /** What it lacks, in a sentence. */
    message: z.string(),
    /** What making room does, in its order; empty where nothing can be done. */
    steps: z.array(
      z.object({
        id: z.int(),
        /** `unload`: it stays and lets go of its models; `stop`: it is switched off. */
        how: z.enum(['unload', 'stop']),
        /** Graphics memory it holds now, as far as that is known. */
        vram_bytes: z.int().optional(),
      }),
    ),
    /** Whether that is expected to be enough. */
    enough: z.boolean(),
    /** True where nothing is done before a person says so (operation MakeRoom); else it is done as soon as it can be. */
    asks: z.boolean(),
  }),
]);
export type NextStep = z.infer<typeof nextStep>;

export const backendSchema = z.object({
  id: z.int(),
  type: z.string(),
  status: z.enum(backendStatuses),
  settings: z.record(z.string(), settingValue),
  modcount: z.int(),
  features: z.array(z.string()),
  enabled: z.boolean(),
  title: z.string(),
  can_load_models: z.boolean(),
  max_usages: z.int(),
  seconds_since_used: z.int(),
  time_since_used: z.string(),
});

/** Where a backend really runs that this instance only shows. */
const remoteBackend = z.object({
  /** Its number and its type there. */
  id: z.int(),
  type: z.string(),
  /** `server_id` of every instance on the way, the one that runs it last. */
  path: z.array(z.string()).min(1),
});

/** What tells of a backend that it is not real here: the parent that shows it, and where it runs. */
const nonreal = {
  parent: z.int(),
  remote: remoteBackend,
};

/** A backend of another instance, as its parent here shows it: to be looked at and freed, never to be changed. */
const childBackend = backendSchema.extend({
  current_model: z.string().nullable(),
  load_status: z.string().optional(),
  error: backendError.optional(),
  ...nonreal,
});
export type ChildBackend = z.infer<typeof childBackend>;

/** Something that was done to a backend without its user asking for it at that moment. */
const notice = z.object({
  /** ISO 8601. */
  at: z.string(),
  message: z.string(),
});
export type BackendNotice = z.infer<typeof notice>;

/** What `full_data: true` adds. Everything but `current_model` is ours and optional for a reader. */
export const fullBackendSchema = backendSchema.extend({
  current_model: z.string().nullable(),
  phase: z.enum(backendPhases),
  /** PID of the worker itself, not of the watcher around it. */
  pid: z.int().optional(),
  port: z.int().optional(),
  /** Base URL under which the worker answers. */
  address: z.string().optional(),
  /** ISO 8601; when the present process was spawned. */
  started_at: z.string().optional(),
  /** ISO 8601; when it was last used, absent if never. */
  last_used_at: z.string().optional(),
  /** True where the worker tells of its requests: only then does "never used" mean that nobody used it. */
  reports_usage: z.boolean().optional(),
  /** Automatic restarts since it last stayed up for its stability window. */
  restarts: z.int(),
  load_status: z.string().optional(),
  error: backendError.optional(),
  next_step: nextStep.optional(),
  /** A standing remark of the backend itself, such as "Serves the sample model". */
  notice: z.string().optional(),
  /** Words its user gave it, absent if none. */
  tags: z.array(z.string()).optional(),
  /** Its place in the order its user chose, smallest first; absent where none was: those come behind, in order of id. */
  position: z.int().optional(),
  /** The program and its arguments as spawned, secrets masked. */
  command_line: z.string().optional(),
  /** GPU ids in use. */
  gpu: z.array(z.string()).optional(),
  vram_bytes: z.int().optional(),
  /** Who tells of `vram_bytes`: the driver, by the processes, or, where that one does not, the engine itself. */
  vram_source: z.enum(['driver', 'engine']).optional(),
  /** What was done to its memory while it ran; gone with its next use and its next start. */
  memory_notice: notice.optional(),
  /** Why it is switched off, where that was not a person's doing: an idle stop, room for another, a schedule. */
  off_notice: notice.optional(),
  /** What its schedule does next. */
  schedule_next: z.object({ at: z.string(), enabled: z.boolean() }).optional(),
  /** Resident memory of the whole process tree. */
  ram_bytes: z.int().optional(),
  /** Of one core: 100 = one core busy. */
  cpu_percent: z.number().optional(),
  /** Of a parent: the backends of the instance it is connected to. */
  children: z.array(childBackend).optional(),
  parent: nonreal.parent.optional(),
  remote: nonreal.remote.optional(),
});

export type Backend = z.infer<typeof backendSchema>;
export type FullBackend = z.infer<typeof fullBackendSchema>;

/** SwarmUI's setting types; what a widget is chosen by, together with `format`. */
export const settingTypes = ['text', 'integer', 'decimal', 'boolean', 'dropdown', 'list'] as const;
export type SettingType = (typeof settingTypes)[number];

export const settingFormats = [
  'path-file',
  'path-dir',
  'url',
  'args',
  'env',
  'gpu-list',
  'schedule',
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
  /** Of a secret: the setting with the address that it is sent to. Where that moves, the secret must be typed again. */
  bound_to: z.string().optional(),
  values: z.array(z.string()).nullable(),
  value_names: z.array(z.string()).nullable(),
  /** The words beside the field; clients of the reference show `name`. */
  label: z.string(),
  default: settingValue,
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  required: z.boolean(),
  format: z.enum(settingFormats).optional(),
  /** Unit shown behind a number, such as `s` or `tokens`. */
  unit: z.string().optional(),
  /** Fields with the same group are shown under that heading. */
  group: z.string().optional(),
  advanced: z.boolean(),
  /** False: the change is applied to the live worker. */
  requires_restart: z.boolean(),
});
export type SettingInfo = z.infer<typeof settingInfoSchema>;

/** Ready-made settings for a well-known program; choosing one fills the form, nothing more. */
const presetSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  settings: z.record(z.string(), settingValue),
});
export type Preset = z.infer<typeof presetSchema>;

export const backendTypeSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  settings: z.array(settingInfoSchema),
  is_standard: z.boolean(),
  presets: z.array(presetSchema),
});
export type BackendTypeInfo = z.infer<typeof backendTypeSchema>;
