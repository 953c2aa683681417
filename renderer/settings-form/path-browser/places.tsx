import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { rememberedFolders } from './remembered-folders.ts';

const t = words(settingsFormWords);

/** Leads to the home folder, and to the folders from which something was chosen last. */
export function Places({ current, onOpen }: { current: string; onOpen: (folder: string) => void }) {
  const [remembered] = useState(rememberedFolders);
  const places = [
    { path: '', label: t('home') },
    ...remembered.filter((path) => path !== current).map((path) => ({ path, label: path })),
  ];
  return (
    <nav className="sy-browser-places" aria-label={t('places')}>
      {places.map(({ path, label }) => (
        <UnstyledButton
          key={path}
          className="sy-anchor sy-clip"
          dir="auto"
          title={label}
          onClick={() => onOpen(path)}
        >
          {label}
        </UnstyledButton>
      ))}
    </nav>
  );
}
