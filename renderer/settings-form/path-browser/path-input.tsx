/** A path that is typed or pasted: a folder is opened, and a file is chosen where one is wanted. */

import { Button, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { usePanelServices } from '../../panel-context.tsx';
import { describeFailure } from '../../state/calls.ts';

const t = words(settingsFormWords);

export function PathInput({
  wanted,
  onOpen,
  onChoose,
}: {
  wanted: 'file' | 'folder';
  onOpen: (folder: string) => void;
  onChoose: (path: string) => void;
}) {
  const { client } = usePanelServices();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const go = async () => {
    const path = typed.trim().replace(/^"(.*)"$/, '$1');
    if (path === '') return;
    try {
      const { kind } = await client.CheckPath({ path });
      setError(kind === 'missing' ? t('pathMissing') : null);
      if (kind === 'file' && wanted === 'file') onChoose(path);
      else if (kind === 'file') setError(t('folderRequired'));
      else if (kind !== 'missing') onOpen(path);
    } catch (failure) {
      setError(describeFailure(t('openingPathFailed'), failure).message);
    }
  };
  // The browser is in the form of the setting, which Enter would save.
  const goByEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void go();
  };
  return (
    <div className="sy-browser-go">
      <TextInput
        className="sy-grow"
        classNames={{ input: 'sy-mono' }}
        size="xs"
        aria-label={t('goToPath')}
        placeholder={t('pathPlaceholder')}
        value={typed}
        error={error}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setError(null);
        }}
        onKeyDown={goByEnter}
      />
      <Button size="xs" variant="default" onClick={() => void go()}>
        {t('go')}
      </Button>
    </div>
  );
}
