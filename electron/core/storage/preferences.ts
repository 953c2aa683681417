/**
 * The program's own settings: declared like those of a backend type, kept in one durable file beside the registry.
 * Invariant: what `values` returns is on disk, and the host has applied it. Other values in the file, of a newer version or of
 * a host with more settings, stay there.
 */

import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { SettingValues } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { Notice } from '../../../shared/events.ts';
import type { ApiKeyInfo, PreferencesView } from '../../../shared/operations.ts';
import type { Role } from '../../../shared/roles.ts';
import { coerceSetting } from '../../../shared/settings/coerce.ts';
import {
  boolean,
  changedSettings,
  defaultSettings,
  describeSettings,
  dropdown,
  integer,
  mergeSettings,
  type SettingsShape,
  text,
  type ValuesOf,
} from '../../../shared/settings.ts';
import { hostNoticeWords } from '../../../shared/words/en/host-notices.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { settingText as t } from '../../../shared/words/setting-text.ts';
import { fieldText, onWire } from '../../../shared/words/wire-phrases.ts';
import { describeWithPath } from '../system-errors.ts';
import { unusableFile } from './data-dir.ts';
import { DataFileError } from './files/data-file-error.ts';
import { asideName, writeDurably } from './files/durable-file.ts';
import { readDataFile } from './files/read-data-file.ts';

const say = texts(hostNoticeWords);

const FILE = 'preferences.json';
const SCHEMA = 1;
/** Bytes of the file. With everything that can be set it has a few thousand. */
const MAX_FILE_BYTES = 1024 * 1024;
const documentSchema = z.looseObject({
  schema: z.int().min(SCHEMA),
  values: z.record(z.string(), z.unknown()),
});
type Document = z.infer<typeof documentSchema>;

/** The preferences of every host. A host with more declares a shape that begins with these. */
export const corePreferences = {
  MakeRoom: dropdown({
    label: t('preferences_MakeRoom'),
    description: t('preferences_MakeRoom_description'),
    default: 'ask',
    values: ['ask', 'auto', 'off'],
    names: [
      t('preferences_MakeRoom_choice1'),
      t('preferences_MakeRoom_choice2'),
      t('preferences_MakeRoom_choice3'),
    ],
    group: 'GPUs',
    requiresRestart: false,
  }),
  ExcludedGpus: text({
    label: t('preferences_ExcludedGpus'),
    description: t('preferences_ExcludedGpus_description'),
    format: 'gpu-list',
    group: 'GPUs',
    requiresRestart: false,
  }),
  LogMegabytes: integer({
    label: t('preferences_LogMegabytes'),
    description: t('preferences_LogMegabytes_description'),
    default: 20,
    min: 1,
    max: 2000,
    unit: 'MB',
    group: 'Data',
    requiresRestart: false,
  }),
  LogDays: integer({
    label: t('preferences_LogDays'),
    description: t('preferences_LogDays_description'),
    default: 0,
    min: 0,
    max: 3650,
    unit: 'days',
    group: 'Data',
    requiresRestart: false,
  }),
  LockSettings: boolean({
    label: t('preferences_LockSettings'),
    description: t('preferences_LockSettings_description'),
    default: false,
    group: 'Safety',
    requiresRestart: false,
  }),
} satisfies SettingsShape;

/** How a host applies and extends the preferences. */
export interface PreferenceHooks<V> {
  /**
   * Applies the change before it is saved. Called again with the arguments exchanged when the change could not be saved.
   * @throws SwitchyardError; then nothing is changed
   */
  apply?(next: V, before: V): Promise<void>;
  notes?(): PreferencesView['notes'];
  api?(): PreferencesView['api'];
  renewApiToken?(): Promise<void>;
  signOutEverywhere?(): Promise<void>;
  /** Null while the API is off. */
  apiKeys?(): ApiKeyAdministration | null;
}

/** What a key with the role `use` is limited to. */
export interface ApiKeyLimits {
  /** The `uid`s of the backends that it may use, which stay when a backend gets another id; null: all. */
  backend_uids: readonly string[] | null;
  /** Null: any number. */
  requests_per_minute: number | null;
}

/** A key as it is kept. */
export type ApiKeyRecord = Omit<ApiKeyInfo, 'backends'> & Pick<ApiKeyLimits, 'backend_uids'>;

/** The API keys of a host, as the operations reach them. */
export interface ApiKeyAdministration {
  list(): ApiKeyRecord[];
  /**
   * @param limits none by default
   * @throws SwitchyardError `api_key_name_missing`, `api_key_name_taken`, `too_many_api_keys`, `api_key_limits_need_use`,
   * `api_key_without_backends`, `api_key_rate_invalid`, `store_failed`
   */
  add(name: string, role: Role, limits?: ApiKeyLimits): Promise<{ id: string; key: string }>;
  /** @throws SwitchyardError `invalid_api_key_id`, `store_failed` */
  revoke(id: string): Promise<void>;
}

export interface PreferencesOptions<S extends SettingsShape> {
  dataDir: string;
  shape: S;
  /** True: the program was started with --lock-settings, and no preference can be changed. */
  lockedAtStart: boolean;
  wall: () => number;
  /** Values that take precedence over those of the file, such as the data directory that was really opened. */
  facts?: Partial<ValuesOf<S>>;
}

/** The preferences as the core needs them, whatever else a host has. */
export type AnyPreferences = Pick<
  Preferences<typeof corePreferences>,
  | 'values'
  | 'view'
  | 'edit'
  | 'isLocked'
  | 'onChange'
  | 'notices'
  | 'renewApiToken'
  | 'signOutEverywhere'
  | 'apiKeys'
>;

export class Preferences<S extends SettingsShape> {
  readonly #options: PreferencesOptions<S>;
  readonly #file: string;
  readonly #listeners = new Set<() => void>();
  #values: ValuesOf<S>;
  /** The document, with only those of its values that are not ours or cannot be used. */
  #rest: Document;
  #hooks: PreferenceHooks<ValuesOf<S>> = {};
  /** Changes are made one at a time. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Problems with reading the file. */
  readonly notices: readonly Notice[];

  private constructor(
    options: PreferencesOptions<S>,
    values: ValuesOf<S>,
    { rest = { schema: SCHEMA, values: {} }, notices = [] }: { rest?: Document; notices?: readonly Notice[] },
  ) {
    this.#options = options;
    this.#file = join(options.dataDir, FILE);
    this.#values = values;
    this.#rest = rest;
    this.notices = notices;
  }

  /** Reads the file. A file that cannot be read is set aside, and the defaults are used. The folder must exist. @throws DataDirError where it may not be read */
  static async open<S extends SettingsShape>(options: PreferencesOptions<S>): Promise<Preferences<S>> {
    const file = join(options.dataDir, FILE);
    const values = Object.assign(defaultSettings(options.shape), options.facts);
    const text = await readDataFile(file, MAX_FILE_BYTES).catch((error: unknown) => {
      if (error instanceof DataFileError) return UNREADABLE;
      throw unusableFile(file, error);
    });
    if (text === null) return new Preferences(options, values, {});
    const document = parseFile(text);
    if (!document) {
      const aside = asideName(FILE, options.wall());
      await rename(file, join(options.dataDir, aside));
      return new Preferences(options, values, { notices: [unreadableNotice(aside)] });
    }
    const rest = new Map(Object.entries(document.values));
    for (const [name, { info }] of Object.entries(options.shape)) {
      if (options.facts !== undefined && Object.hasOwn(options.facts, name)) {
        rest.delete(name);
        continue;
      }
      const result = rest.has(name) ? coerceSetting(info, rest.get(name)) : null;
      if (!result?.ok) continue;
      Object.assign(values, { [name]: result.value });
      rest.delete(name);
    }
    return new Preferences(options, values, {
      rest: { ...document, values: Object.fromEntries(rest) },
      notices: document.schema > SCHEMA ? [newerVersionNotice] : [],
    });
  }

  values(): Readonly<ValuesOf<S>> {
    return this.#values;
  }

  /** Whether changes of settings are refused, by a preference or because the program was started with --lock-settings. */
  isLocked(): boolean {
    return this.#options.lockedAtStart || this.#values.LockSettings === true;
  }

  /** Called once by the host, when it can apply changes. */
  attach(hooks: PreferenceHooks<ValuesOf<S>>): void {
    this.#hooks = hooks;
  }

  /** The listener is called after each change. @returns a function that ends it */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param reader whether the token of the HTTP API may be shown to whom this is for */
  view({ readsApiToken }: { readsApiToken: boolean } = { readsApiToken: false }): PreferencesView {
    const api = this.#hooks.api?.();
    return {
      settings: describeSettings(this.#options.shape),
      values: { ...(this.#values as SettingValues) },
      notes: this.#hooks.notes?.() ?? [],
      ...(api === undefined ? {} : { api: readsApiToken ? api : { ...api, token: null } }),
    };
  }

  /**
   * Changes the values that were sent. Resolves when they are applied and on disk.
   * @throws SwitchyardError; then nothing was changed
   */
  edit(sent: Record<string, unknown>): Promise<void> {
    const work = this.#queue.then(() => this.#edit(sent));
    this.#queue = work.catch(() => undefined);
    return work;
  }

  /** @throws SwitchyardError `not_available_here` */
  async renewApiToken(): Promise<void> {
    if (!this.#hooks.renewApiToken) throw new SwitchyardError('not_available_here', { name: 'A new token' });
    await this.#hooks.renewApiToken();
  }

  /** @throws SwitchyardError `not_available_here` */
  async signOutEverywhere(): Promise<void> {
    if (!this.#hooks.signOutEverywhere)
      throw new SwitchyardError('not_available_here', { name: 'Signing out' });
    await this.#hooks.signOutEverywhere();
  }

  /** @throws SwitchyardError `not_available_here` */
  apiKeys(): ApiKeyAdministration {
    const keys = this.#hooks.apiKeys?.();
    if (!keys) throw new SwitchyardError('not_available_here', { name: 'An API key' });
    return keys;
  }

  async #edit(sent: Record<string, unknown>): Promise<void> {
    const before = this.#values;
    const next = mergeSettings(
      this.#options.shape,
      'preferences',
      before as SettingValues,
      sent,
    ) as ValuesOf<S>;
    if (this.#options.lockedAtStart || (this.isLocked() && next.LockSettings !== false))
      throw new SwitchyardError('settings_locked');
    const changed = changedSettings(before as SettingValues, next as SettingValues);
    if (changed.length === 0) return;
    if (this.#rest.schema > SCHEMA)
      throw new SwitchyardError('preference_not_applied', {
        name: fieldText(this.#options.shape[changed[0] ?? '']?.info ?? {}, 'label'),
        reason: say('preferencesNewer_reason'),
      });
    await this.#hooks.apply?.(next, before);
    // A value that cannot be used is replaced only by a new value of the same preference.
    const others = Object.entries(this.#rest.values).filter(([name]) => !changed.includes(name));
    const rest = { ...this.#rest, values: Object.fromEntries(others) };
    try {
      const document = { ...rest, values: { ...next, ...rest.values } };
      const text = `${JSON.stringify(document, null, 2)}\n`;
      await writeDurably(this.#file, text, { check: (written) => documentSchema.parse(JSON.parse(written)) });
    } catch (error) {
      const reason = describeWithPath(error);
      const causes = [error];
      try {
        await this.#hooks.apply?.(before, next);
      } catch (other) {
        causes.push(other);
      }
      throw new SwitchyardError(
        'store_failed',
        { reason },
        { cause: new AggregateError(causes, String(reason)) },
      );
    }
    this.#rest = rest;
    this.#values = next;
    for (const listener of this.#listeners) listener();
  }
}

/** In the place of a text that cannot be read: it is no preferences file. */
const UNREADABLE = '';

/** Null where the text is not a preferences file. */
function parseFile(text: string): Document | null {
  try {
    return documentSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const unreadableNotice = (file: string): Notice => ({
  id: 'preferences-unreadable',
  level: 'warning',
  ...onWire({ message: say('preferencesUnreadable', { file }), hint: say('preferencesUnreadable_hint') }),
});

const newerVersionNotice: Notice = {
  id: 'preferences-newer',
  level: 'warning',
  ...onWire({ message: say('preferencesNewer'), hint: say('preferencesNewer_hint') }),
};
