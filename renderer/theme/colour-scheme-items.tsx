import { Menu } from '@mantine/core';
import { Check } from 'lucide-react';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { schemes, useColourScheme } from './use-colour-scheme.ts';
import './colour-scheme-items.css';

const t = words(shellWords);

/** The items of a menu that choose the colours: light, dark, or those of the system. */
export function ColourSchemeItems() {
  const { chosen, blocked, choose } = useColourScheme();
  return (
    <>
      <Menu.Label>{blocked === null ? t('colours') : t('coloursBlocked', { reason: blocked })}</Menu.Label>
      {schemes.map(({ value, label }) => (
        <Menu.RadioItem
          key={value}
          value={value}
          checked={value === chosen}
          onChange={() => choose(value)}
          disabled={blocked !== null}
          closeMenuOnClick
          checkIcon={<Check size={15} aria-hidden />}
          classNames={{ itemIndicator: 'sy-chosen-mark' }}
        >
          {label()}
        </Menu.RadioItem>
      ))}
    </>
  );
}
