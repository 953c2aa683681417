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

/**
 * {@link phrasesOf} for the texts of a list, by the names `item_0`, `item_1` and so on.
 * @param item the name of the list as one of its texts is called, such as `value`
 */
export const phrasesOfList = (item: string, list: readonly HostText[]): { phrases?: Phrases } =>
  phrasesOf(Object.fromEntries(list.map((text, index) => [`${item}_${index}`, text])));

type WithField<Name extends string> = { readonly [Key in Name]?: string | undefined } & {
  readonly phrases?: Phrases | undefined;
};

/** The text of a field as one that can be put into another text; empty where it is absent. */
export const fieldText = <Name extends string>(from: WithField<Name>, name: Name): HostText =>
  withPhrase(from[name] ?? '', from.phrases?.[name]);

/** The text of a field that came from the host, in the language at present; empty where it is absent. */
export const translateField = <Name extends string>(from: WithField<Name>, name: Name): string =>
  translated(fieldText(from, name));

/** The texts of a list that came from the host, in the language at present. @param item as for {@link phrasesOfList} */
export const translateList = (
  list: readonly string[],
  item: string,
  phrases: Phrases | undefined,
): string[] => list.map((text, index) => translated(withPhrase(text, phrases?.[`${item}_${index}`])));

const withPhrase = (text: string, phrase: Phrases[string] | undefined): HostText =>
  phrase === undefined || text === ''
    ? text
    : { text, key: phrase.key, values: phrase.values as PhraseValues | undefined };

const translated = (text: HostText): string => (typeof text === 'string' ? text : translatePhrase(text));
