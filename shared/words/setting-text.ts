/** Texts of settings and of backend types. */
import { settingWords } from './en/settings/settings.ts';
import { type PhraseValues, Text } from './phrase.ts';

type Messages = typeof settingWords.messages;

/** A label or a description of a setting: English where it is used as a text, and with its key on the wire. @throws Error where a value is missing */
export const settingText = (key: keyof Messages & string, values?: PhraseValues): Text =>
  new Text(settingWords, key, values);
