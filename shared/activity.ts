/** What happened to the backends and to the program, when, and who or what caused it, as it is on the wire. */
import { z } from 'zod';
import { settingValueSchema } from './backend.ts';
import { phrasesSchema } from './phrases.ts';

/** By what a list of activity can be filtered. */
export const activityCategories = ['runs', 'failures', 'changes', 'messages'] as const;
export type ActivityCategory = (typeof activityCategories)[number];

const categoryByKind = {
  starting: 'runs',
  ready: 'runs',
  stopped: 'runs',
  switched_on: 'runs',
  switched_off: 'runs',
  restarted: 'runs',
  woken: 'runs',
  slept: 'runs',
  contact_found: 'runs',
  memory_freed: 'runs',
  program_started: 'runs',
  program_stopped: 'runs',
  start_failed: 'failures',
  crashed: 'failures',
  unresponsive: 'failures',
  contact_lost: 'failures',
  gave_up: 'failures',
  added: 'changes',
  edited: 'changes',
  deleted: 'changes',
  restored: 'changes',
  preferences_edited: 'changes',
  access_changed: 'changes',
  notice: 'messages',
  notification: 'messages',
} as const satisfies Record<string, ActivityCategory>;

export type ActivityKind = keyof typeof categoryByKind;
export const activityKinds = Object.keys(categoryByKind) as [ActivityKind, ...ActivityKind[]];

export const categoryOf = (kind: ActivityKind): ActivityCategory => categoryByKind[kind];

/**
 * Who or what caused something: a person or a program that called (`window` to `local`), or a rule of Switchyard. `local` is a
 * call to a host that asks for no token; `retry` is the start that follows a failure by itself.
 */
export const originKinds = [
  'window',
  'tray',
  'browser',
  'api_key',
  'token',
  'local',
  'schedule',
  'idle_rule',
  'room_keeper',
  'request',
  'retry',
  'program',
] as const;

export const originSchema = z.object({
  kind: z.enum(originKinds),
  /** The name of the API key; for `room_keeper` the backend that needed the memory. */
  name: z.string().optional(),
});
export type Origin = z.infer<typeof originSchema>;

/** A setting, the title, the id or the tags of a backend, or a preference, before and after an edit. */
export const changeSchema = z.object({
  /** What was changed: of a backend its `title`, `id` or `tags`, or one of its settings. */
  field: z.enum(['title', 'id', 'tags', 'setting']),
  /** Name of the setting. */
  name: z.string(),
  /** Label of the field in our panel. */
  label: z.string(),
  /** Both are absent for a secret, and where a value is too long to be kept. */
  from: settingValueSchema.optional(),
  to: settingValueSchema.optional(),
  /** What the label is in the catalogue, for other languages. */
  phrases: phrasesSchema.optional(),
  /** Why the values are absent. */
  hidden: z.enum(['secret', 'long']).optional(),
});
export type ActivityChange = z.infer<typeof changeSchema>;

/** What is the same on the disk and on the wire. */
export const activityFactsSchema = z.object({
  /** Counts up from 1 and is never reused, also not by the next run of the program. */
  seq: z.int(),
  /** ISO 8601. */
  at: z.string(),
  kind: z.enum(activityKinds),
  by: originSchema.optional(),
  /** What happened, in sentences for a person; the name of the backend stands beside it. */
  message: z.string(),
  /** What the message is in the catalogue, for other languages. */
  phrases: phrasesSchema.optional(),
  /** Of `ready` and `stopped`: how long that took. */
  seconds: z.number().optional(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      hint: z.string(),
      exit_code: z.int().nullable().optional(),
      signal: z.string().nullable().optional(),
      /** What message and hint are made of, for other languages. */
      details: z.record(z.string(), z.unknown()).optional(),
      /** Title of the known failure that it was, and its id. */
      diagnosis: z.string().optional(),
      diagnosis_id: z.string().optional(),
    })
    .optional(),
  changes: z.array(changeSchema).optional(),
});

export const activityEntrySchema = activityFactsSchema.extend({
  backend: z
    .object({
      /** Its present id, or the last one where it is deleted. */
      id: z.int(),
      /** How it is called now, or was called last. */
      name: z.string(),
      deleted: z.boolean(),
    })
    .optional(),
  /** How the panel can undo it: by an edit with the values from before, or by RestoreBackend. Absent where it cannot. */
  undo: z.enum(['edit', 'restore']).optional(),
});
export type ActivityEntry = z.infer<typeof activityEntrySchema>;
