/** Texts for a person, in the language that this page or program has at present. */
import format, { type CompiledMessage } from 'icu-minify/format';
import { compileMessage } from './compile-message.ts';
import { isolateValues } from './isolate-values.ts';
import type { Area, Messages, ValueArguments } from './message.ts';

/** The language of this page or program. */
export interface CurrentLanguage {
  /** BCP 47, as `lang` of the page. */
  code: string;
  /** BCP 47, for dates and numbers. */
  locale: string;
  direction: 'ltr' | 'rtl';
  /** By the id of their area. Null, or without an area: English. */
  messages: Readonly<Record<string, Messages>> | null;
  /** Changes each message before it is formatted: for the pseudo-languages of the gallery. */
  transform?: (message: CompiledMessage) => CompiledMessage;
}

const ENGLISH: CurrentLanguage = { code: 'en', locale: 'en-GB', direction: 'ltr', messages: null };

let current = ENGLISH;
const listeners = new Set<() => void>();

export const currentLanguage = (): CurrentLanguage => current;

/** Makes texts in a language other than that of this program, such as that of whoever reads a reply. `make` is not async. */
export function inLanguage<T>(language: CurrentLanguage, make: () => T): T {
  const before = current;
  current = language;
  try {
    return make();
  } finally {
    current = before;
  }
}

/** Texts that were made before stay as they are: whoever shows some makes them again. */
export function setCurrentLanguage(language: CurrentLanguage): void {
  current = language;
  formatters.clear();
  for (const listener of listeners) listener();
}

/** @returns a function that ends this */
export function subscribeToLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Makes texts of one area. */
export interface Words<M extends Messages> {
  <Key extends keyof M & string>(key: Key, ...values: ValueArguments<M[Key]>): string;
  /** The text in pieces, for messages with tags. */
  parts<Key extends keyof M & string, Node>(
    key: Key,
    ...values: ValueArguments<M[Key], Node>
  ): (string | Node)[];
}

/**
 * The texts of an area, each in the language at the time when it is made: keep this function, not what it returns.
 *
 * ```ts
 * const t = words(logWords);
 * t('lines', { count: 3 });
 * ```
 */
export const words = <M extends Messages>(area: Area<string, M>): Words<M> => makeWords(area, () => current);

/** The same in English, whatever the language is: for logs, the API and the command line. */
export const english = <M extends Messages>(area: Area<string, M>): Words<M> =>
  makeWords(area, () => ENGLISH);

/**
 * A text for a key that comes from elsewhere, such as the code of an error.
 * @param values those that the message needs and any others
 * @returns null where the area has no such key, or a value is missing
 */
export function textOfKey(
  area: Area,
  key: string,
  values: Readonly<Record<string, unknown>> = {},
): string | null {
  if (!Object.hasOwn(area.messages, key)) return null;
  try {
    return textOf(area, key, current, allOf(values));
  } catch {
    return null;
  }
}

/**
 * The text of a message that came from the host, in the language at present.
 * @param english the text as it came. It is the result where this language has no such message, as of a newer host.
 */
export function translateKey(area: string, key: string, values: object | undefined, english: string): string {
  const messages = current.messages?.[area];
  try {
    if (messages !== undefined && Object.hasOwn(messages, key))
      return joined(formatOne(messages[key] ?? english, current, allOf(values)));
  } catch {
    // A value is missing: another version has other ones.
  }
  return current.transform ? joined(current.transform(english)) : english;
}

/** The same values, but to ask for one that is not there is an error; without this the text would say `undefined`. */
const allOf = (values: object = {}): object =>
  new Proxy(values, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (value === undefined) throw new Error(`There is no value ${String(name)}.`);
      return value;
    },
  });

const joined = (made: unknown): string => (Array.isArray(made) ? made.join('') : String(made));

function makeWords<M extends Messages>(area: Area<string, M>, language: () => CurrentLanguage): Words<M> {
  const text = (key: string, values?: object) => textOf(area, key, language(), values);
  const parts = (key: string, values?: object) => {
    const made = formatMessage(area, key, language(), values);
    return Array.isArray(made) ? made : [made];
  };
  return Object.assign(text, { parts }) as Words<M>;
}

function textOf(area: Area, key: string, language: CurrentLanguage, values?: object): string {
  return joined(formatMessage(area, key, language, values));
}

function formatMessage(
  { id, messages }: Area,
  key: string,
  language: CurrentLanguage,
  values?: object,
): unknown {
  const message = language.messages?.[id]?.[key] ?? messages[key];
  if (message === undefined) throw new Error(`There is no message ${id}.${key}.`);
  return formatOne(message, language, values);
}

function formatOne(message: string, language: CurrentLanguage, values?: object): unknown {
  const { locale, direction, transform } = language;
  const plain = compileMessage(message);
  const compiled = direction === 'rtl' && values ? isolateValues(plain, values) : plain;
  return format<unknown>(
    transform ? transform(compiled) : compiled,
    locale,
    values as Parameters<typeof format>[2],
    {
      formatters: {
        getDateTimeFormat: (...args) => formatter('DateTimeFormat', args),
        getNumberFormat: (...args) => formatter('NumberFormat', args),
        getPluralRules: (...args) => formatter('PluralRules', args),
      },
    },
  );
}

interface Formatters {
  DateTimeFormat: Intl.DateTimeFormat;
  ListFormat: Intl.ListFormat;
  NumberFormat: Intl.NumberFormat;
  PluralRules: Intl.PluralRules;
  RelativeTimeFormat: Intl.RelativeTimeFormat;
}

/** Making one is slow; there are as many as there are forms of dates and numbers. */
const formatters = new Map<string, unknown>();

function formatter<Kind extends keyof Formatters>(kind: Kind, args: readonly unknown[]): Formatters[Kind] {
  const key = `${kind} ${JSON.stringify(args)}`;
  const known = formatters.get(key);
  if (known !== undefined) return known as Formatters[Kind];
  const Formatter = Intl[kind] as unknown as new (...args: readonly unknown[]) => Formatters[Kind];
  const made = new Formatter(...args);
  formatters.set(key, made);
  return made;
}

/** A formatter of `Intl` for the language at present. */
export const intl = {
  number: (options?: Intl.NumberFormatOptions) => formatter('NumberFormat', [current.locale, options]),
  date: (options?: Intl.DateTimeFormatOptions) => formatter('DateTimeFormat', [current.locale, options]),
  list: (options?: Intl.ListFormatOptions) => formatter('ListFormat', [current.locale, options]),
  relativeTime: (options?: Intl.RelativeTimeFormatOptions) =>
    formatter('RelativeTimeFormat', [current.locale, options]),
};
