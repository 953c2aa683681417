import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { rememberedFolders } from './remembered-folders.ts';

/** Leads to the home folder, and to the folders from which something was chosen last. */
export function Places({ current, onOpen }: { current: string; onOpen: (folder: string) => void }) {
  const [remembered] = useState(rememberedFolders);
  const places = [
    { path: '', label: 'Home' },
    ...remembered.filter((path) => path !== current).map((path) => ({ path, label: path })),
  ];
  return (
    <nav className="sy-browser-places" aria-label="Places">
      {places.map(({ path, label }) => (
        <UnstyledButton key={path} className="sy-anchor sy-clip" title={label} onClick={() => onOpen(path)}>
          {label}
        </UnstyledButton>
      ))}
    </nav>
  );
}
