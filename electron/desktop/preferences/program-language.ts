import { chooseLanguage } from '../../../shared/words/languages.ts';
import { setCurrentLanguage } from '../../../shared/words/words.ts';

/**
 * Gives the tray, the menus, native dialogs and notifications a language. Who shows texts hears of it by
 * `subscribeToLanguage`.
 * @param choice `system` or the code of a language
 * @param preferred the languages of the system, the most wanted first
 */
export async function setProgramLanguage(choice: string, preferred: readonly string[]): Promise<void> {
  const { language, locale } = chooseLanguage(choice, preferred);
  const messages = (await language.load?.()) ?? null;
  setCurrentLanguage({ code: language.code, direction: language.direction, locale, messages });
}
