/** The settings of a backend in a file, as this program can use them. */
import type { SettingValue, SettingValues } from '../../../shared/backend.ts';
import { coerceSetting } from '../../../shared/settings/coerce.ts';
import { separateSecrets } from '../../../shared/settings/secrets/pasted-secrets.ts';
import { defaultSettings, SECRET_MASK } from '../../../shared/settings.ts';
import { importNotesWords } from '../../../shared/words/en/transfer/import-notes.ts';
import { type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import { fieldText } from '../../../shared/words/wire-phrases.ts';
import type { AnyBackendType } from '../backend/backend-type.ts';
import { isSealed } from '../storage/secrets/secrets.ts';

const note = texts(importNotesWords);

/** Names in messages are shortened to this many characters. */
const SHOWN_NAME_LENGTH = 80;

/** The name of a setting as a file has it, for a message. */
export const shownName = (name: string): string => name.slice(0, SHOWN_NAME_LENGTH);

/** What people know a setting by: its label, or for an unknown one its name. */
export function settingLabel(type: AnyBackendType | undefined, name: string): HostText {
  const info = type && Object.hasOwn(type.settings, name) ? type.settings[name]?.info : undefined;
  return info ? fieldText(info, 'label') : shownName(name);
}

/** Recognises the secrets of an unknown type by their names. They are left out, because nothing here could encrypt them. */
export const SECRET_NAME = /authori[sz]ation|secret|token|password|api_?key/i;

/**
 * The settings of a known type, complete. A value that cannot be used keeps its default.
 * @param messages gets a sentence for each setting that was left out
 */
export function convertSettings(
  type: AnyBackendType,
  sent: ReadonlyMap<string, SettingValue>,
  messages: Text[],
): SettingValues {
  const settings = new Map(Object.entries<SettingValue>(defaultSettings(type.settings)));
  for (const [name, value] of sent) {
    const info = Object.hasOwn(type.settings, name) ? type.settings[name]?.info : undefined;
    if (!info) {
      messages.push(note('settingUnknown', { name: shownName(name) }));
      continue;
    }
    if (info.is_secret && (value === SECRET_MASK || isSealed(value))) {
      messages.push(note('secretMissing', { setting: fieldText(info, 'label') }));
      continue;
    }
    // SwarmUI's own files differ in the case of such values.
    const choice = info.values?.find((one) => one.toLowerCase() === String(value).toLowerCase());
    const result = coerceSetting(info, choice ?? value);
    if (result.ok) settings.set(name, result.value);
    else
      messages.push(note('settingInvalid', { setting: fieldText(info, 'label'), expected: result.expected }));
  }
  const separated = separateSecrets(type.settings, Object.fromEntries(settings));
  messages.push(...separated.moved);
  // They were coerced above, and a moved secret is a text.
  return separated.settings as SettingValues;
}

/**
 * The settings of an unknown type as they are, without those that look like a secret.
 * @param messages gets a sentence for each setting that was left out
 */
export function keepSettings(sent: ReadonlyMap<string, SettingValue>, messages: Text[]): SettingValues {
  const kept = new Map<string, SettingValue>();
  for (const [name, value] of sent) {
    if (value === '' || !SECRET_NAME.test(name)) kept.set(name, value);
    else messages.push(note('secretOfUnknownType', { name: shownName(name) }));
  }
  return Object.fromEntries(kept);
}
