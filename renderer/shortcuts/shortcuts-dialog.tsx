/** The map of the keys. */
import { Kbd, Switch } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../controls/dialog.tsx';
import { areSingleKeysOn, switchSingleKeys } from './single-keys.ts';
import './shortcuts-dialog.css';

const isMac = () => /mac|iphone|ipad/i.test(navigator.userAgent);

interface KeyGroup {
  heading: string;
  keys: readonly (readonly [keys: readonly string[], what: string])[];
}

const keyGroups = (): readonly KeyGroup[] => [
  {
    heading: 'Everywhere',
    keys: [
      [[isMac() ? '⌘ K' : 'Ctrl K'], 'Commands: everything that can be done, found by a few letters'],
      [['Esc'], 'Close what is open, or leave the card'],
      [['?'], 'This map'],
    ],
  },
  {
    heading: 'In the list',
    keys: [
      [['/'], 'Filter'],
      [['J', 'K'], 'Next and previous backend'],
      [['G', 'Shift G'], 'First and last backend'],
      [['N'], 'Add a backend'],
      [[','], 'Preferences'],
    ],
  },
  {
    heading: 'On a backend that has the focus',
    keys: [
      [['↑', '↓', '←', '→'], 'The one beside it'],
      [['Enter'], 'Its buttons; Esc leads back'],
      [['Space'], 'Switch it on or off'],
      [['R'], 'Restart'],
      [['L'], 'Open its log'],
      [['E'], 'Edit its settings'],
      [['T'], 'Tags'],
      [['F2'], 'Rename'],
      [['X'], 'Select'],
      [['Alt ↑', 'Alt ↓'], 'Move it'],
      [['Alt ←', 'Alt →'], 'Where GPUs are shown: pin it to the one before or after'],
      [['Delete'], 'Delete, with Undo'],
      [[isMac() ? 'Right click' : 'Menu'], 'Everything else'],
    ],
  },
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const [isOn, setIsOn] = useState(areSingleKeysOn);
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} size={560}>
      {keyGroups().map(({ heading, keys }) => (
        <section key={heading} className="sy-keys">
          <h3>{heading}</h3>
          <dl>
            {keys.map(([names, what]) => (
              <div key={what}>
                <dt>
                  {names.map((name) => (
                    <Kbd key={name} size="xs">
                      {name}
                    </Kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Switch
        aria-label="Single keys work wherever the focus is"
        label="Single keys work wherever the focus is"
        description="Off for whoever speaks to the computer. Keys on a backend that has the focus always work."
        checked={isOn}
        onChange={({ currentTarget }) => {
          switchSingleKeys(currentTarget.checked);
          setIsOn(currentTarget.checked);
        }}
      />
    </Dialog>
  );
}
