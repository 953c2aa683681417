/** For tests: texts of the host as the panel makes them of what was sent, in one of the languages of the product. */

import { errorText, type WireError } from '../../shared/words/error-text.ts';
import { loadLanguage } from '../../shared/words/languages/load-language.ts';
import { type Phrase, Text } from '../../shared/words/phrase.ts';
import { type Phrases, translateField } from '../../shared/words/wire-phrases.ts';
import { type CurrentLanguage, inLanguage } from '../../shared/words/words.ts';

/** @param code BCP 47 */
export async function languageOf(code: string): Promise<CurrentLanguage> {
  const language = await loadLanguage(code, []);
  if (language.code !== code) throw new Error(`There is no catalogue for ${code}.`);
  return { ...language, locale: code };
}

const overWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Message and hint of an error, which has come over the wire. */
export async function errorIn(code: string, error: WireError): Promise<{ message: string; hint: string }> {
  const language = await languageOf(code);
  return inLanguage(language, () => errorText(overWire(error)));
}

/** The text of a field that was sent with its `phrases`. */
export async function fieldIn<Name extends string>(
  code: string,
  sent: { readonly [Key in Name]?: string | undefined } & { readonly phrases?: Phrases | undefined },
  name: Name,
): Promise<string> {
  const language = await languageOf(code);
  return inLanguage(language, () => translateField(overWire(sent), name));
}

/** The same with every text of the catalogue in English. */
export type InEnglish<T> = T extends Phrase
  ? string
  : T extends object
    ? { [Name in keyof T]: InEnglish<T[Name]> }
    : T;

/** What a function returned, with its texts as they are without translation. */
export function inEnglish<T>(value: T): InEnglish<T> {
  const convert = (part: unknown): unknown => {
    if (part instanceof Text) return part.text;
    if (Array.isArray(part)) return part.map(convert);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, inside]) => [name, convert(inside)]));
  };
  return convert(value) as InEnglish<T>;
}
