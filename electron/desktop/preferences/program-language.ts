import { loadLanguage } from '../../../shared/words/languages/load-language.ts';
import { setCurrentLanguage } from '../../../shared/words/words.ts';

/**
 * Gives the tray, the menus, native dialogs and notifications a language. Who shows texts hears of it by
 * `subscribeToLanguage`.
 * @param choice `system` or the code of a language
 * @param preferred the languages of the system, the most wanted first
 */
export async function setProgramLanguage(choice: string, preferred: readonly string[]): Promise<void> {
  setCurrentLanguage(await loadLanguage(choice, preferred));
}
