import { Menu } from '@mantine/core';
import { commonWords } from '../../shared/words/en/common.ts';
import { words } from '../../shared/words/words.ts';
import { MenuChoices } from '../theme/menu-choices.tsx';
import { languageNames, useLanguageChoice } from './use-language-choice.ts';

const t = words(commonWords);

/** The items of a menu that choose the language. There are none where there is only one language. */
export function LanguageItems() {
  const { chosen, blocked, choose } = useLanguageChoice();
  if (languageNames.length < 2) return null;
  return (
    <>
      <MenuChoices
        label={blocked === null ? t('language') : t('languageBlocked', { reason: blocked })}
        choices={[{ value: 'system', label: t('asTheSystem') }, ...languageNames]}
        chosen={chosen}
        isBlocked={blocked !== null}
        onChoose={choose}
      />
      <Menu.Divider />
    </>
  );
}
