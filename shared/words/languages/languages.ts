/** The languages of the product. To add one: docs/howto/add-a-language.md. */
import type { FirstViewCatalogue, LaterCatalogue } from '../catalogue.ts';

export interface Language {
  /** BCP 47. */
  code: string;
  /** What its speakers call it. */
  name: string;
  direction: 'ltr' | 'rtl';
  /** Null for English, whose messages are where they are used. */
  load: LoadTexts | null;
}

/** Imports the messages in two parts, so that the first view of the panel waits for those alone that it may show. */
export interface LoadTexts {
  firstView(): Promise<FirstViewCatalogue>;
  later(): Promise<LaterCatalogue>;
}

/** Those that a person can choose, each of them complete: TypeScript refuses a catalogue without a message. */
export const languages = [
  { code: 'en', name: 'English', direction: 'ltr', load: null },
  {
    code: 'de',
    name: 'Deutsch',
    direction: 'ltr',
    load: {
      firstView: async () => (await import('../de/first-view.ts')).firstView,
      later: async () => (await import('../de/later.ts')).later,
    },
  },
  {
    code: 'fr',
    name: 'Français',
    direction: 'ltr',
    load: {
      firstView: async () => (await import('../fr/first-view.ts')).firstView,
      later: async () => (await import('../fr/later.ts')).later,
    },
  },
  {
    code: 'es',
    name: 'Español',
    direction: 'ltr',
    load: {
      firstView: async () => (await import('../es/first-view.ts')).firstView,
      later: async () => (await import('../es/later.ts')).later,
    },
  },
  {
    code: 'ja',
    name: '日本語',
    direction: 'ltr',
    load: {
      firstView: async () => (await import('../ja/first-view.ts')).firstView,
      later: async () => (await import('../ja/later.ts')).later,
    },
  },
  {
    code: 'zh-Hans',
    name: '简体中文',
    direction: 'ltr',
    load: {
      firstView: async () => (await import('../zh-Hans/first-view.ts')).firstView,
      later: async () => (await import('../zh-Hans/later.ts')).later,
    },
  },
] as const satisfies readonly Language[];

/** What a person can choose. `system`: the first language of the browser or the system that there is. */
export const languageChoices: readonly string[] = ['system', ...languages.map(({ code }) => code)];

const baseOf = (tag: string): string => {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return language === 'zh' ? `${language}-${script}` : language;
  } catch {
    return '';
  }
};

/**
 * @param choice `system` or the code of a language
 * @param preferred the languages of the browser or the system as BCP 47, the most wanted first
 * @returns the language, and the locale for dates and numbers: with the region of the person where it is known
 */
export function chooseLanguage(
  choice: string,
  preferred: readonly string[],
): { language: Language; locale: string } {
  const known: readonly Language[] = languages;
  const chosen = known.find(({ code }) => code === choice);
  const wanted = chosen ? [chosen.code] : preferred;
  for (const tag of wanted) {
    const language = known.find(({ code }) => baseOf(code) === baseOf(tag));
    if (language)
      return { language, locale: preferred.find((one) => baseOf(one) === baseOf(tag)) ?? language.code };
  }
  return { language: languages[0], locale: 'en' };
}
