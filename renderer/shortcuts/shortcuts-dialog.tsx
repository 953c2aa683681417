/** The map of the keys. */

import { Kbd, Switch } from '@mantine/core';
import { useState } from 'react';
import { commandsWords } from '../../shared/words/en/commands.ts';
import { shortcutsWords } from '../../shared/words/en/shortcuts.ts';
import { words } from '../../shared/words/words.ts';
import { Dialog } from '../controls/dialog/dialog.tsx';
import { areSingleKeysOn, switchSingleKeys } from './single-keys.ts';
import './shortcuts-dialog.css';

const t = words(commandsWords);
const keys = words(shortcutsWords);

const isMac = () => /mac|iphone|ipad/i.test(navigator.userAgent);

interface KeyGroup {
  heading: string;
  keys: readonly (readonly [keys: readonly string[], what: string])[];
}

const keyGroups = (): readonly KeyGroup[] => [
  {
    heading: keys('everywhere'),
    keys: [
      [[isMac() ? '⌘ K' : 'Ctrl K'], keys('commandsKey')],
      [['Esc'], keys('closeOrLeaveKey')],
      [['?'], keys('thisOverviewKey')],
    ],
  },
  {
    heading: keys('inList'),
    keys: [
      [['/'], keys('filterKey')],
      [['J', 'K'], keys('nextAndPreviousKey')],
      [['G', 'Shift G'], keys('firstAndLastKey')],
      [['N'], keys('addBackendKey')],
      [[','], keys('preferencesKey')],
    ],
  },
  {
    heading: keys('onFocusedBackend'),
    keys: [
      [['↑', '↓', '←', '→'], keys('besideKey')],
      [['Enter'], keys('itsButtonsKey')],
      [['Space'], keys('switchKey')],
      [['R'], keys('restartKey')],
      [['L'], keys('openLogKey')],
      [['E'], keys('settingsKey')],
      [['T'], keys('tagsKey')],
      [['F2'], t('rename')],
      [['X'], t('select')],
      [['Alt ↑', 'Alt ↓'], keys('moveKey')],
      [['Alt ←', 'Alt →'], keys('pinKey')],
      [['Delete'], keys('deleteKey')],
      [[isMac() ? keys('rightClickKey') : keys('contextMenuKey')], keys('everythingElseKey')],
    ],
  },
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const [isOn, setIsOn] = useState(areSingleKeysOn);
  return (
    <Dialog title={t('keyboardShortcuts')} onClose={onClose} size={560}>
      {keyGroups().map(({ heading, keys }) => (
        <section key={heading} className="sy-shortcuts">
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
        aria-label={keys('singleKeys')}
        label={keys('singleKeys')}
        description={keys('singleKeysText')}
        checked={isOn}
        onChange={({ currentTarget }) => {
          switchSingleKeys(currentTarget.checked);
          setIsOn(currentTarget.checked);
        }}
      />
    </Dialog>
  );
}
