/**
 * The language of the filter. A query is a list of terms, all of which must match: words (`flux`), quoted texts (`"out of
 * memory"`), tags (`#prod`) and pairs of a key and a value (`status:failed`, `gpu:1`, `model:"qwen 3"`). A minus before a term
 * means that it must not match (`-tag:test`). Values of the same key are alternatives where a comma separates them
 * (`status:failed,idle`). What is not understood is a text, so that nothing that somebody types is an error.
 */

export const filterKeys = ['status', 'gpu', 'type', 'tag', 'model', 'error', 'id', 'machine'] as const;
export type FilterKey = (typeof filterKeys)[number];

export interface Term {
  /** `text` matches in any of the texts of a backend; `hash` is `#` with a tag or a number. */
  key: FilterKey | 'text' | 'hash';
  /** In lower case; one of them must match. Never empty. */
  values: readonly string[];
  isNegated: boolean;
}

/** A part of the query as it is typed: where it begins and ends, for completion. */
export interface Token {
  start: number;
  end: number;
  text: string;
}

/** Splits at white space that is not in quotes. A quote that is not closed reaches to the end. */
export function tokensOf(query: string): Token[] {
  return [...query.matchAll(/(?:"[^"]*(?:"|$)|[^\s"])+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

export const unquote = (text: string) => text.replaceAll('"', '');

/** Splits at commas that are not in quotes. */
const valuesOf = (text: string): string[] =>
  (text.match(/(?:"[^"]*(?:"|$)|[^,"])+/g) ?? [])
    .map((value) => unquote(value).trim().toLowerCase())
    .filter((value) => value !== '');

/** The key at the beginning of a term without its minus, and what follows its colon; null where it begins with none. */
export function splitKey(term: string): { key: FilterKey; rest: string } | null {
  const [, name = '', rest = ''] = /^([a-z]+):(.*)$/is.exec(term) ?? [];
  const key = filterKeys.find((one) => one === name.toLowerCase());
  return key === undefined ? null : { key, rest };
}

/** @returns null where it says nothing yet, such as `status:` */
function termOf(token: string): Term | null {
  const isNegated = token.startsWith('-') && token.length > 1;
  const text = isNegated ? token.slice(1) : token;
  const pair = splitKey(text);
  if (pair !== null) {
    const values = valuesOf(pair.rest);
    return values.length === 0 ? null : { key: pair.key, values, isNegated };
  }
  const value = unquote(text).trim().toLowerCase();
  if (value === '' || value === '#' || text === '-') return null;
  return value.startsWith('#') && !text.startsWith('"')
    ? { key: 'hash', values: [value.slice(1)], isNegated }
    : { key: 'text', values: [value], isNegated };
}

/** The terms of a query. `GPU 3`, as the panel writes it, means what `gpu:3` means. */
export function parseFilter(query: string): readonly Term[] {
  const tokens = tokensOf(query);
  const terms: Term[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const text = tokens[index]?.text ?? '';
    const next = tokens[index + 1]?.text ?? '';
    if (/^gpu$/i.test(text) && /^\d+$/.test(next)) {
      terms.push({ key: 'gpu', values: [next], isNegated: false });
      index++;
      continue;
    }
    const term = termOf(text);
    if (term !== null) terms.push(term);
  }
  return terms;
}

/** A value as it is written in a query: in quotes where it has white space or a comma. */
export const quoteValue = (value: string): string =>
  /[\s,]/.test(value) ? `"${unquote(value)}"` : unquote(value);
