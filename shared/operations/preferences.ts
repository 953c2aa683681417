/** The program's own settings. */
import { z } from 'zod';
import { settingInfoSchema, settingValueSchema } from '../backend.ts';
import { phrasesSchema } from '../phrases.ts';
import { defineOperations } from './definition.ts';
import { object } from './parameters.ts';

/** Described in the same way as the settings of a backend, so that the same form shows them. */
const preferencesSchema = z.object({
  settings: z.array(settingInfoSchema),
  values: z.record(z.string(), settingValueSchema),
  /** Messages about one setting, or about all where none is named: what failed, what the system lacks. */
  notes: z.array(
    z.object({
      setting: z.string().optional(),
      level: z.enum(['info', 'warning', 'error']),
      message: z.string(),
      hint: z.string(),
      /** What both are in the catalogue, for other languages. */
      phrases: phrasesSchema.optional(),
    }),
  ),
  /** How other programs and browsers reach this host over HTTP; absent where everybody may, without a token. */
  api: z
    .object({
      /** Null while it is off. */
      url: z.string().nullable(),
      /** Null where it may not be shown: a browser that is signed in could keep it for good. */
      token: z.string().nullable(),
    })
    .optional(),
});
export type PreferencesView = z.output<typeof preferencesSchema>;

export const preferenceOperations = defineOperations({
  GetPreferences: {
    summary: "The program's own settings, as far as this host has them.",
    permission: 'read_server_settings',
    changesSettings: false,
    input: z.object({}),
    output: preferencesSchema,
  },
  EditPreferences: {
    summary:
      "Changes the program's own settings. While they are locked only the lock itself can be opened, and not even that where the program was started with it.",
    permission: 'edit_server_settings',
    // The handler refuses it while settings are locked, except for the change that unlocks them.
    changesSettings: false,
    input: z.object({ settings: object() }),
    output: preferencesSchema,
  },
  RenewApiToken: {
    summary:
      'Makes a new token for the HTTP API. The old one is void at once, and every browser is signed out.',
    permission: 'edit_server_settings',
    changesSettings: true,
    input: z.object({}),
    output: preferencesSchema,
  },
  SignOutEverywhere: {
    summary: 'Signs every browser out, the one that asks for it included. The token stays.',
    permission: 'edit_server_settings',
    changesSettings: true,
    input: z.object({}),
    output: preferencesSchema,
  },
});
