/**
 * Unsaved edits, as pure data. A draft keeps what was typed. Everything else is computed from it by the rules of the host:
 * whether it is valid, what has changed, what is sent, and whether a restart is needed.
 */

import type { SettingInfo, SettingValue, SettingValues } from '../../../shared/backend.ts';
import { MAX_BACKEND_ID, MAX_BACKEND_ID_DIGITS, MAX_TITLE_LENGTH } from '../../../shared/limits.ts';
import { coerceSetting } from '../../../shared/settings/coerce.ts';
import { findPlaceholder } from '../../../shared/settings/placeholders.ts';
import { SECRET_MASK } from '../../../shared/settings.ts';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { translatePhrase } from '../../../shared/words/phrase.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(settingsFormWords);

/** A value in its widget. A number is the text that was typed. */
export type RawValue = string | boolean | readonly string[];

/** What the edits change: the values of the host when the form was opened or updated. */
export interface Baseline {
  title: string;
  values: SettingValues;
  /** Increases with every change of the backend, wherever it was made. */
  modcount: number;
  id: number | null;
}

export interface Draft {
  baseline: Baseline;
  /** Null until it is edited. */
  title: string | null;
  newId: string | null;
  values: ReadonlyMap<string, RawValue>;
}

export interface FieldState {
  raw: RawValue;
  /** The value in the widget before any edit. */
  original: RawValue;
  isChanged: boolean;
  /** Completes "It must be …"; null if the value is valid. */
  error: string | null;
  isDefault: boolean;
}

export interface DraftView {
  baseline: Baseline;
  title: string;
  titleError: string | null;
  newId: string;
  newIdError: string | null;
  fields: ReadonlyMap<string, FieldState>;
  /** The changed settings as they are sent. */
  changedValues: SettingValues;
  isDirty: boolean;
  /** Whether a changed setting needs a restart. */
  needsRestart: boolean;
  /** Names of the settings that have an error. */
  invalidNames: readonly string[];
  isValid: boolean;
}

const ID = new RegExp(`^\\d{1,${MAX_BACKEND_ID_DIGITS}}$`);

export const emptyDraft = (baseline: Baseline): Draft => ({
  baseline,
  title: null,
  newId: null,
  values: new Map(),
});

/** A value of the host as it is in its widget. */
export function toRawValue(value: SettingValue): RawValue {
  return typeof value === 'number' ? String(value) : value;
}

const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function describeField(info: SettingInfo, draft: Draft, requireAll: boolean): FieldState {
  const current = draft.baseline.values[info.name] ?? info.default;
  const original = toRawValue(current);
  const edited = draft.values.get(info.name);
  const raw = edited ?? original;
  const isDefault = isEqual(raw, toRawValue(info.default));
  const missing = info.required && raw === '' ? t('requiredMissing') : null;
  if (edited === undefined || isEqual(edited, original))
    return { raw, original, isChanged: false, error: requireAll ? missing : null, isDefault };
  if (info.is_secret && edited === SECRET_MASK)
    return { raw, original, isChanged: false, error: null, isDefault };
  const result = coerceSetting(info, edited);
  if (!result.ok)
    return { raw, original, isChanged: true, error: translatePhrase(result.expected), isDefault };
  const placeholder = info.is_secret ? null : findPlaceholder(result.value);
  const error = placeholder === null ? missing : t('placeholderLeft', { placeholder });
  return { raw, original, isChanged: !isEqual(result.value, current), error, isDefault };
}

/**
 * @param requireAll true for a new backend: an empty required setting is an error. An existing backend may be saved without
 * the setting, because perhaps only its title is changed.
 * @param isTaken whether another backend has this id
 */
export function viewDraft(
  draft: Draft,
  settings: readonly SettingInfo[],
  { requireAll, isTaken }: { requireAll: boolean; isTaken: (id: number) => boolean },
): DraftView {
  const fields = new Map(settings.map((info) => [info.name, describeField(info, draft, requireAll)]));
  const changedValues: SettingValues = {};
  let needsRestart = false;
  let isAnyChanged = false;
  for (const info of settings) {
    const field = fields.get(info.name);
    if (!field?.isChanged) continue;
    isAnyChanged = true;
    needsRestart ||= info.requires_restart;
    const result = coerceSetting(info, field.raw);
    if (result.ok) changedValues[info.name] = result.value;
  }
  const title = draft.title ?? draft.baseline.title;
  const titleError = title.length > MAX_TITLE_LENGTH ? t('titleTooLong', { max: MAX_TITLE_LENGTH }) : null;
  const oldId = draft.baseline.id === null ? '' : String(draft.baseline.id);
  const newId = draft.newId ?? oldId;
  const isIdChanged = newId.trim() !== oldId;
  const newIdError = isIdChanged ? describeIdError(newId.trim(), isTaken) : null;
  const invalidNames = settings.filter(({ name }) => fields.get(name)?.error).map(({ name }) => name);
  return {
    baseline: draft.baseline,
    title,
    titleError,
    newId,
    newIdError,
    fields,
    changedValues,
    isDirty: isAnyChanged || title !== draft.baseline.title || isIdChanged,
    needsRestart,
    invalidNames,
    isValid: invalidNames.length === 0 && titleError === null && newIdError === null,
  };
}

function describeIdError(text: string, isTaken: (id: number) => boolean): string | null {
  if (!ID.test(text)) return t('idInvalid', { max: MAX_BACKEND_ID });
  return isTaken(Number(text)) ? t('idTaken', { id: String(Number(text)) }) : null;
}

/** The draft with another edit. */
export function setDraftValue(draft: Draft, name: string, raw: RawValue): Draft {
  return { ...draft, values: new Map(draft.values).set(name, raw) };
}

/**
 * The draft filled with the settings of a preset. Values of the last preset that nobody has edited since are removed; all
 * other edits stay.
 */
export function fillDraft(draft: Draft, settings: SettingValues, last: SettingValues | null): Draft {
  const values = new Map(draft.values);
  for (const [name, value] of Object.entries(last ?? {}))
    if (isEqual(values.get(name), toRawValue(value))) values.delete(name);
  for (const [name, value] of Object.entries(settings)) values.set(name, toRawValue(value));
  return { ...draft, values };
}
