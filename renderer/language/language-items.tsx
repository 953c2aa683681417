import { Menu } from '@mantine/core';
import { Check } from 'lucide-react';
import { commonWords } from '../../shared/words/en/common.ts';
import { words } from '../../shared/words/words.ts';
import { languageNames, useLanguageChoice } from './use-language-choice.ts';

const t = words(commonWords);

/** The items of a menu that choose the language. There are none where there is only one language. */
export function LanguageItems() {
  const { chosen, blocked, choose } = useLanguageChoice();
  if (languageNames.length < 2) return null;
  return (
    <>
      <Menu.Label>{blocked === null ? t('language') : t('languageBlocked', { reason: blocked })}</Menu.Label>
      {[{ value: 'system', label: t('asTheSystem'), lang: undefined }, ...languageNames].map(
        ({ value, label, lang }) => (
          <Menu.RadioItem
            key={value}
            value={value}
            lang={lang}
            checked={value === chosen}
            onChange={() => choose(value)}
            disabled={blocked !== null}
            closeMenuOnClick
            checkIcon={<Check size={15} aria-hidden />}
            classNames={{ itemIndicator: 'sy-chosen-mark' }}
          >
            {label}
          </Menu.RadioItem>
        ),
      )}
      <Menu.Divider />
    </>
  );
}
