/** The map of the keys. */

import { Kbd, Switch } from '@mantine/core';
import { useState } from 'react';
import { commandsWords } from '../../shared/words/en/commands.ts';
import { words } from '../../shared/words/words.ts';
import { Dialog } from '../controls/dialog/dialog.tsx';
import { areSingleKeysOn, switchSingleKeys } from './single-keys.ts';
import './shortcuts-dialog.css';

const t = words(commandsWords);

const isMac = () => /mac|iphone|ipad/i.test(navigator.userAgent);

interface KeyGroup {
  heading: string;
  keys: readonly (readonly [keys: readonly string[], what: string])[];
}

const keyGroups = (): readonly KeyGroup[] => [
  {
    heading: t('everywhere'),
    keys: [
      [[isMac() ? '⌘ K' : 'Ctrl K'], t('commandsKey')],
      [['Esc'], t('closeOrLeaveKey')],
      [['?'], t('thisOverviewKey')],
    ],
  },
  {
    heading: t('inList'),
    keys: [
      [['/'], t('filterKey')],
      [['J', 'K'], t('nextAndPreviousKey')],
      [['G', 'Shift G'], t('firstAndLastKey')],
      [['N'], t('addBackendKey')],
      [[','], t('preferencesKey')],
    ],
  },
  {
    heading: t('onFocusedBackend'),
    keys: [
      [['↑', '↓', '←', '→'], t('besideKey')],
      [['Enter'], t('itsButtonsKey')],
      [['Space'], t('switchKey')],
      [['R'], t('restartKey')],
      [['L'], t('openLogKey')],
      [['E'], t('settingsKey')],
      [['T'], t('tagsKey')],
      [['F2'], t('rename')],
      [['X'], t('select')],
      [['Alt ↑', 'Alt ↓'], t('moveKey')],
      [['Alt ←', 'Alt →'], t('pinKey')],
      [['Delete'], t('deleteKey')],
      [[isMac() ? t('rightClickKey') : t('contextMenuKey')], t('everythingElseKey')],
    ],
  },
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const [isOn, setIsOn] = useState(areSingleKeysOn);
  return (
    <Dialog title={t('keyboardShortcuts')} onClose={onClose} size={560}>
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
        aria-label={t('singleKeys')}
        label={t('singleKeys')}
        description={t('singleKeysText')}
        checked={isOn}
        onChange={({ currentTarget }) => {
          switchSingleKeys(currentTarget.checked);
          setIsOn(currentTarget.checked);
        }}
      />
    </Dialog>
  );
}
