/**
 * What a person has typed and not yet saved, as pure data. The draft keeps edits as they were typed; what they come to
 * (valid, changed, to be sent, needing a restart) is worked out from them with the same rules as the host's.
 */

import type { SettingInfo, SettingValue, SettingValues } from '../../../shared/backend.ts';
import { MAX_BACKEND_ID, MAX_BACKEND_ID_DIGITS, MAX_TITLE_LENGTH } from '../../../shared/limits.ts';
import { coerceSetting } from '../../../shared/settings/coerce.ts';
import { SECRET_MASK } from '../../../shared/settings.ts';

/** A value as it stands in its widget: numbers are the text that was typed. */
export type RawValue = string | boolean | readonly string[];

/** What the edits are laid over: the values the host had when the form was opened or brought up to date. */
export interface Baseline {
  title: string;
  values: SettingValues;
  /** Grows when the backend is changed anywhere. */
  modcount: number;
  id: number | null;
}

export interface Draft {
  baseline: Baseline;
  /** Null: not touched. */
  title: string | null;
  newId: string | null;
  values: ReadonlyMap<string, RawValue>;
}

export interface FieldState {
  raw: RawValue;
  /** What the widget showed before it was touched. */
  original: RawValue;
  changed: boolean;
  /** Completes "It must be …", or null where it is fine. */
  problem: string | null;
  isDefault: boolean;
}

export interface DraftView {
  title: string;
  titleProblem: string | null;
  newId: string;
  newIdProblem: string | null;
  fields: ReadonlyMap<string, FieldState>;
  /** The changed settings, coerced: what is sent. */
  changedValues: SettingValues;
  dirty: boolean;
  /** True where a changed setting needs a restart. */
  needsRestart: boolean;
  /** Names of the settings that cannot be saved as they are. */
  problems: readonly string[];
  valid: boolean;
}

const ID = new RegExp(`^\\d{1,${MAX_BACKEND_ID_DIGITS}}$`);

export const emptyDraft = (baseline: Baseline): Draft => ({
  baseline,
  title: null,
  newId: null,
  values: new Map(),
});

/** How a value of the host stands in its widget. */
export function rawOf(value: SettingValue): RawValue {
  return typeof value === 'number' ? String(value) : value;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function fieldState(info: SettingInfo, draft: Draft, requireAll: boolean): FieldState {
  const current = draft.baseline.values[info.name] ?? info.default;
  const original = rawOf(current);
  const touched = draft.values.get(info.name);
  const raw = touched ?? original;
  const isDefault = same(raw, rawOf(info.default));
  const missing = info.required && raw === '' ? 'filled in: it cannot start without it' : null;
  if (touched === undefined || same(touched, original))
    return { raw, original, changed: false, problem: requireAll ? missing : null, isDefault };
  if (info.is_secret && touched === SECRET_MASK)
    return { raw, original, changed: false, problem: null, isDefault };
  const result = coerceSetting(info, touched);
  if (!result.ok) return { raw, original, changed: true, problem: result.expected, isDefault };
  return { raw, original, changed: !same(result.value, current), problem: missing, isDefault };
}

/**
 * @param requireAll true for a new backend: a required setting that was left empty is a problem too. An existing one
 * may be saved without it, for it may be that only its title is to be changed.
 * @param isTaken whether another backend has a number.
 */
export function viewDraft(
  draft: Draft,
  settings: readonly SettingInfo[],
  { requireAll, isTaken }: { requireAll: boolean; isTaken: (id: number) => boolean },
): DraftView {
  const fields = new Map(settings.map((info) => [info.name, fieldState(info, draft, requireAll)]));
  const changedValues: SettingValues = {};
  let needsRestart = false;
  let anyChanged = false;
  for (const info of settings) {
    const field = fields.get(info.name);
    if (!field?.changed) continue;
    anyChanged = true;
    needsRestart ||= info.requires_restart;
    const result = coerceSetting(info, field.raw);
    if (result.ok) changedValues[info.name] = result.value;
  }
  const title = draft.title ?? draft.baseline.title;
  const titleProblem = title.length > MAX_TITLE_LENGTH ? `at most ${MAX_TITLE_LENGTH} characters long` : null;
  const oldId = draft.baseline.id === null ? '' : String(draft.baseline.id);
  const newId = draft.newId ?? oldId;
  const idChanged = newId.trim() !== oldId;
  const newIdProblem = idChanged ? idProblem(newId.trim(), isTaken) : null;
  const problems = settings.filter(({ name }) => fields.get(name)?.problem).map(({ name }) => name);
  return {
    title,
    titleProblem,
    newId,
    newIdProblem,
    fields,
    changedValues,
    dirty: anyChanged || title !== draft.baseline.title || idChanged,
    needsRestart,
    problems,
    valid: problems.length === 0 && titleProblem === null && newIdProblem === null,
  };
}

function idProblem(text: string, isTaken: (id: number) => boolean): string | null {
  if (!ID.test(text)) return `a whole number from 0 to ${MAX_BACKEND_ID}`;
  return isTaken(Number(text)) ? `a number that no other backend has (${Number(text)} is taken)` : null;
}

/** The draft with one more edit. */
export function withValue(draft: Draft, name: string, raw: RawValue): Draft {
  return { ...draft, values: new Map(draft.values).set(name, raw) };
}

/**
 * The draft filled from a preset. What the last preset had filled in and nobody touched since is taken back, what a
 * person typed elsewhere stays.
 */
export function withPreset(draft: Draft, settings: SettingValues, last: SettingValues | null): Draft {
  const values = new Map(draft.values);
  for (const [name, value] of Object.entries(last ?? {}))
    if (same(values.get(name), rawOf(value))) values.delete(name);
  for (const [name, value] of Object.entries(settings)) values.set(name, rawOf(value));
  return { ...draft, values };
}
