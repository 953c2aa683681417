import { Menu } from '@mantine/core';
import { Check } from 'lucide-react';
import { schemes, useColourScheme } from './use-colour-scheme.ts';
import './colour-scheme-items.css';

/** The items of a menu that choose the colours: light, dark, or those of the system. */
export function ColourSchemeItems() {
  const { chosen, blocked, choose } = useColourScheme();
  return (
    <>
      <Menu.Label>{blocked === null ? 'Colours' : `Colours: ${blocked}`}</Menu.Label>
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
          {label}
        </Menu.RadioItem>
      ))}
    </>
  );
}
