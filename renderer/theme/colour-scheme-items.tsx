import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { MenuChoices } from './menu-choices.tsx';
import { schemes, useColourScheme } from './use-colour-scheme.ts';

const t = words(shellWords);

/** The items of a menu that choose the colours: light, dark, or those of the system. */
export function ColourSchemeItems() {
  const { chosen, blocked, choose } = useColourScheme();
  return (
    <MenuChoices
      label={blocked === null ? t('colours') : t('coloursBlocked', { reason: blocked })}
      choices={schemes.map(({ value, label }) => ({ value, label: label() }))}
      chosen={chosen}
      isBlocked={blocked !== null}
      onChoose={choose}
    />
  );
}
