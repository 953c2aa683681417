/** Texts of the host in what it sends: English in their fields, with keys and values beside them for other languages. */
import { englishOf, type HostText, type PhraseValues, translatePhrase } from './phrase.ts';

/** Keys and values of texts, by the name of the field that has the English text. */
export type Phrases = Record<string, { key: string; values?: Record<string, unknown> | undefined }>;

/** Texts as they travel: English in their fields, with `phrases` beside them for those of the catalogue. */
export function onWire<Fields extends Readonly<Record<string, HostText>>>(
  fields: Fields,
): { [Name in keyof Fields]: string } & { phrases?: Phrases } {
  const english = Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, englishOf(text)]));
  return { ...(english as { [Name in keyof Fields]: string }), ...phrasesOf(fields) };
}

/** The part of {@link onWire} for other languages. Empty where no text is of the catalogue. */
export function phrasesOf(fields: Readonly<Record<string, HostText | undefined>>): { phrases?: Phrases } {
  const phrases = Object.entries(fields).flatMap(([name, text]) =>
    text === undefined || typeof text === 'string'
      ? []
      : [[name, { key: text.key, ...(text.values && { values: text.values }) }]],
  );
  return phrases.length === 0 ? {} : { phrases: Object.fromEntries(phrases) };
}

type WithField<Name extends string> = { readonly [Key in Name]?: string | undefined } & {
  readonly phrases?: Phrases | undefined;
};

/** The text of a field as one that can be put into another text; empty where it is absent. */
export function fieldText<Name extends string>(from: WithField<Name>, name: Name): HostText {
  const phrase = from.phrases?.[name];
  const text: string = from[name] ?? '';
  if (phrase === undefined || text === '') return text;
  return { text, key: phrase.key, values: phrase.values as PhraseValues | undefined };
}

/** The text of a field that came from the host, in the language at present; empty where it is absent. */
export function translateField<Name extends string>(from: WithField<Name>, name: Name): string {
  const text = fieldText(from, name);
  return typeof text === 'string' ? text : translatePhrase(text);
}
