/** The program's own settings. */
import { z } from 'zod';
import { settingInfoSchema, settingValue } from '../backend.ts';
import { defineOperations } from './definition.ts';
import { object } from './parameters.ts';

/** Described as those of a backend are, so that the same form draws them. */
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

export const preferenceOperations = defineOperations({
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
    input: z.object({ settings: object() }),
    output: preferences,
  },
  RenewApiToken: {
    summary: 'Makes a new token for the HTTP API of the desktop app; the old one is void at once.',
    permission: 'edit_server_settings',
    changesSettings: true,
    input: z.object({}),
    output: preferences,
  },
});
