import { currentLanguage } from '../../shared/words/words.ts';

/** The display name of a backend in the texts of the host, such as `Backend 3 "Flux"`. */
const DISPLAY_NAME = /Backend \d+(?: "[^"]*")?/g;

/**
 * Texts that are read one after another, on a card that names its backend already: the first mention of each backend stays,
 * and each further one is a pronoun. Other languages decline it, so they repeat the name.
 */
export function nameOnce(texts: readonly string[]): string[] {
  if (currentLanguage().code !== 'en') return [...texts];
  const named = new Set<string>();
  return texts.map((text) =>
    text.replace(DISPLAY_NAME, (name, at: number) => {
      if (!named.has(name)) {
        named.add(name);
        return name;
      }
      return /(^|[.!?:]\s)$/.test(text.slice(0, at)) ? 'It' : 'it';
    }),
  );
}

/** A text of the host about one backend, in a row that names it already: without the name at its beginning. */
export function withoutOwnName(text: string, id: number): string {
  const [name = ''] = new RegExp(`^Backend ${id}(?: "[^"]*")? `).exec(text) ?? [];
  if (name === '') return text;
  const [first = '', ...rest] = text.slice(name.length);
  return first.toLocaleUpperCase() + rest.join('');
}
