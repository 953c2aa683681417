/** The language of this page. The host keeps the choice for its own window; otherwise the browser keeps it. */
import { useSyncExternalStore } from 'react';
import { loadLanguage, type TextsPart } from '../../shared/words/languages/load-language.ts';
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
/** The call whose language the page has. */
let shown = 0;
/** What was asked for last. Null: nothing, as where the page has a pseudo-language. */
let wanted: string | null = null;
/** The texts of the dialogs come with their code, after the first view. */
let part: TextsPart = 'first view';

/**
 * Shows the page in a language. Resolves when its messages are there; of several calls the last one counts.
 * @param choice `system` or the code of a language
 * @throws whatever the import throws; then the page stays as it was
 */
export async function showLanguage(choice: string): Promise<void> {
  const turn = ++latest;
  wanted = choice;
  const language = await loadLanguage(choice, navigator.languages, part);
  if (turn !== latest) return;
  storeChoice(KEY, choice);
  shown = turn;
  setPageLanguage(language);
}

/**
 * From now on the page has the texts of the dialogs too. Resolves when they are there.
 * @throws whatever the import throws; then the next call tries again
 */
export async function loadTextsOfDialogs(): Promise<void> {
  if (part === 'all') return;
  part = 'all';
  // English comes with the code that shows it.
  if (shown === latest && currentLanguage().messages === null) return;
  try {
    // Where a language is still being loaded, it is loaded once more, with them: the last call counts.
    if (wanted !== null) await showLanguage(wanted);
  } catch (error) {
    part = 'first view';
    throw error;
  }
}

/** For the pseudo-languages of the gallery too. */
export function setPageLanguage(language: CurrentLanguage): void {
  document.documentElement.lang = language.code;
  document.documentElement.dir = language.direction;
  setCurrentLanguage(language);
}

/** Renders the component again when the language changes. */
export const useLanguage = (): CurrentLanguage => useSyncExternalStore(subscribeToLanguage, currentLanguage);
