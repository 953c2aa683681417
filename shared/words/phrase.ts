/** Texts of the host for people in other languages: they travel in English, with what it takes to make them anew. */
import { compileMessage } from './compile-message.ts';
import type { Area, Messages, ValuesOf } from './message.ts';
import { currentLanguage, english, translateKey } from './words.ts';

/** A text of the catalogue as it travels: in English, with its key and its values. */
export interface Phrase {
  text: string;
  /** `area.key` */
  key: string;
  values?: PhraseValues | undefined;
}

/** A phrase that this program makes. Where it is used as a text, it is English. */
export class Text implements Phrase {
  readonly text: string;
  readonly key: string;
  readonly values?: PhraseValues;

  constructor(area: Area, key: string, values?: PhraseValues) {
    this.text = englishText(area, key, values ?? {});
    this.key = `${area.id}.${key}`;
    if (values !== undefined) this.values = values;
  }

  toString(): string {
    return this.text;
  }
}

/** A text that may be of the catalogue, or come from outside, such as the output of a worker. */
export type HostText = string | Phrase;

/** A list of texts becomes “A, B and C”. */
export type PhraseValue = HostText | number | readonly HostText[];
export type PhraseValues = Readonly<Record<string, PhraseValue>>;

/** What a message needs. Where a text is put in, a phrase may stand, and it is translated with the whole. */
type AsPhraseValues<Values> = {
  readonly [Name in keyof Values]: Values[Name] extends number ? number : PhraseValue;
};
type PhraseArguments<Message extends string> = [keyof ValuesOf<Message>] extends [never]
  ? []
  : [values: AsPhraseValues<ValuesOf<Message>>];

/**
 * Makes texts of an area that travel to whoever shows them.
 *
 * ```ts
 * const say = texts(programWords);
 * notify({ message: say('updateReady', { version }), … });
 * ```
 */
export const texts =
  <M extends Messages>(area: Area<string, M>) =>
  <Key extends keyof M & string>(key: Key, ...[values]: PhraseArguments<M[Key]>): Text =>
    new Text(area, key, values as PhraseValues | undefined);

/** A value that may be missing, and what `hasX` of a message says of the value `x`. */
export const given = <Name extends string>(name: Name, value: HostText | null | undefined) => {
  const isGiven = value !== undefined && value !== null && value !== '';
  return {
    [name]: isGiven ? value : '',
    [`has${name.charAt(0).toUpperCase()}${name.slice(1)}`]: isGiven ? 'yes' : 'no',
  } as Record<Name, HostText> & Record<`has${Capitalize<Name>}`, 'yes' | 'no'>;
};

/** As it is without translation. */
export const englishOf = (text: HostText): string => (typeof text === 'string' ? text : text.text);

/** The values as a message takes them. @param translate whether in the language at present; otherwise in English */
const asMessageValues = (values: PhraseValues, translate: boolean): Record<string, string | number> => {
  const asText = translate ? translateHostText : englishOf;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value === 'number') return [name, value];
      if (!isList(value)) return [name, asText(value)];
      return [name, listFormat(translate ? currentLanguage().locale : 'en-GB').format(value.map(asText))];
    }),
  );
};

/** By locale, for to make one takes longer than to make the whole text. */
const listFormats = new Map<string, Intl.ListFormat>();

function listFormat(locale: string): Intl.ListFormat {
  const known = listFormats.get(locale) ?? new Intl.ListFormat(locale);
  listFormats.set(locale, known);
  return known;
}

const isList = (value: HostText | readonly HostText[]): value is readonly HostText[] => Array.isArray(value);

/** The text in the language at present; in English where that language does not have it. */
export const translatePhrase = ({ key, text, values }: Phrase): string => {
  const dot = key.indexOf('.');
  return translateText(key.slice(0, dot), key.slice(dot + 1), values, text);
};

/** A text that may be of the catalogue, in the language at present. */
export const translateHostText = (text: HostText): string =>
  typeof text === 'string' ? text : translatePhrase(text);

/** The same for a key of an area. */
export const translateText = (
  area: string,
  key: string,
  values: PhraseValues | undefined,
  text: string,
): string => translateKey(area, key, values && asMessageValues(values, true), text);

/** The text in English, as it travels. @throws Error where the area has no such key, or a value is missing */
export const englishText = (area: Area, key: string, values: PhraseValues): string =>
  (english(area) as (key: string, values: object) => string)(key, asMessageValues(values, false));

const placeholders = new WeakMap<Area, Map<string, ReadonlySet<string>>>();

/** The names of the values that a message needs. Empty where the area has no such key. */
export function placeholdersOf(area: Area, key: string): ReadonlySet<string> {
  const known = placeholders.get(area) ?? new Map<string, ReadonlySet<string>>();
  placeholders.set(area, known);
  const names = known.get(key) ?? new Set(namesIn(compileMessage(area.messages[key] ?? '')));
  known.set(key, names);
  return names;
}

/** @param nodes a compiled message, or a branch of one: texts, and arrays of a name, a type and the rest */
function namesIn(nodes: unknown): string[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: unknown) => {
    if (!Array.isArray(node)) return [];
    const [name, type, ...rest] = node as unknown[];
    const [branches] = rest;
    const inside =
      typeof type === 'number' && typeof branches === 'object' && branches !== null
        ? Object.values(branches).flatMap(namesIn)
        : namesIn([type, ...rest]);
    return [String(name), ...inside];
  });
}
