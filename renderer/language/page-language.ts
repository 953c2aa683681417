/** The language of this page. The host keeps the choice for its own window; otherwise the browser keeps it. */
import { useSyncExternalStore } from 'react';
import { loadLanguage } from '../../shared/words/load-language.ts';
import {
  type CurrentLanguage,
  currentLanguage,
  setCurrentLanguage,
  subscribeToLanguage,
} from '../../shared/words/words.ts';
import { readChoice, storeChoice } from '../state/stored-choice.ts';

const KEY = 'switchyard-language';

/** What was chosen last in this browser: `system`, or the code of a language. */
export const storedLanguage = (choices: readonly string[]): string => readChoice(KEY, choices, 'system');

let latest = 0;

/**
 * Shows the page in a language. Resolves when its messages are there; of several calls the last one counts.
 * @param choice `system` or the code of a language
 * @throws whatever the import throws; then the page stays as it was
 */
export async function showLanguage(choice: string): Promise<void> {
  const turn = ++latest;
  const language = await loadLanguage(choice, navigator.languages);
  if (turn !== latest) return;
  storeChoice(KEY, choice);
  setPageLanguage(language);
}

/** For the pseudo-languages of the gallery too. */
export function setPageLanguage(language: CurrentLanguage): void {
  document.documentElement.lang = language.code;
  document.documentElement.dir = language.direction;
  setCurrentLanguage(language);
}

/** Renders the component again when the language changes. */
export const useLanguage = (): CurrentLanguage => useSyncExternalStore(subscribeToLanguage, currentLanguage);
