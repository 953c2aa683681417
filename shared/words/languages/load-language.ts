/** Languages with their messages, ready to be shown. */

import type { CurrentLanguage } from '../words.ts';
import { chooseLanguage, type LoadTexts } from './languages.ts';

/** `first view`: without the texts that the first view of the panel does not need; they are English then. */
export type TextsPart = 'first view' | 'all';

/**
 * @param choice `system` or the code of a language
 * @param preferred BCP 47, the most wanted first
 * @throws whatever the import of the messages throws
 */
export async function loadLanguage(
  choice: string,
  preferred: readonly string[],
  part: TextsPart = 'all',
): Promise<CurrentLanguage> {
  const { language, locale } = chooseLanguage(choice, preferred);
  const messages = language.load && (await loadMessages(language.load, part));
  return { code: language.code, direction: language.direction, locale, messages };
}

async function loadMessages(load: LoadTexts, part: TextsPart): Promise<CurrentLanguage['messages']> {
  if (part === 'first view') return await load.firstView();
  const [firstView, later] = await Promise.all([load.firstView(), load.later()]);
  return { ...firstView, ...later };
}

/** The language of whoever sent a request. @param header its `Accept-Language`, such as `de-AT,de;q=0.9,en;q=0.8` */
export const loadLanguageOfReader = (header: string | undefined): Promise<CurrentLanguage> =>
  loadLanguage('system', languagesIn(header));

/** The most wanted first. Those with a weight of 0 are not wanted (RFC 9110, 12.4.2). */
function languagesIn(header = ''): string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
