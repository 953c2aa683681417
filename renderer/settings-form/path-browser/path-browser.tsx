/** Chooses a path by browsing the folders of the machine that Switchyard runs on. */

import { Button, Checkbox, Text, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';
import { commonWords } from '../../../shared/words/en/common.ts';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import { LoadingNote } from '../../controls/messages/loading-note.tsx';
import { FolderList } from './folder-list.tsx';
import { folderOf, isPath } from './folder-path.ts';
import { PathInput } from './path-input.tsx';
import { Places } from './places.tsx';
import { rememberFolder } from './remembered-folders.ts';
import { useListing } from './use-listing.ts';
import './path-browser.css';

const t = words(settingsFormWords);
const common = words(commonWords);

interface PathBrowserProps {
  wanted: 'file' | 'folder';
  /** The path in the field. */
  start: string;
  label: string;
  /** How the names of wanted files end, such as `.gguf`; others are shown on request. */
  ending?: string | null;
  onChoose: (path: string) => void;
  onClose: () => void;
}

export function PathBrowser({ wanted, start, label, ending = null, onChoose, onClose }: PathBrowserProps) {
  const [path, setPath] = useState(isPath(start) ? (wanted === 'file' ? folderOf(start) : start) : '');
  const [filter, setFilter] = useState('');
  const clearFilter = useCallback(() => setFilter(''), []);
  const [hidden, setHidden] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const { listing, failure } = useListing(path, { hidden, onRead: clearFilter });
  const choose = (chosen: string) => {
    rememberFolder(wanted === 'file' ? folderOf(chosen) : chosen);
    onChoose(chosen);
  };
  return (
    <Dialog
      title={t(wanted === 'file' ? 'chooseFile' : 'chooseFolder', { label })}
      onClose={onClose}
      size="lg"
    >
      <div className="sy-browser">
        <div className="sy-browser-path sy-mono" data-testid="browser-path">
          {listing?.path ?? path}
        </div>
        <PathInput wanted={wanted} onOpen={setPath} onChoose={choose} />
        <Places current={listing?.path ?? ''} onOpen={setPath} />
        {failure ? (
          <ErrorMessage failure={failure}>
            {path === '' ? null : (
              <div className="sy-note-actions">
                <Button size="compact-sm" variant="default" onClick={() => setPath('')}>
                  {t('goHome')}
                </Button>
              </div>
            )}
          </ErrorMessage>
        ) : null}
        <TextInput
          type="search"
          size="sm"
          aria-label={t('filterFolder')}
          placeholder={t('filterFolder')}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        {listing !== null ? (
          <FolderList
            listing={listing}
            filter={filter}
            wanted={wanted}
            ending={showsAll ? null : ending}
            onOpen={setPath}
            onChooseFile={choose}
          />
        ) : failure ? null : (
          <LoadingNote text={t('readingFolder')} />
        )}
        {listing?.truncated ? (
          <Text size="xs" c="dimmed">
            {t('folderTooLong')}
          </Text>
        ) : null}
        <div className="sy-browser-options">
          <Checkbox
            size="xs"
            label={t('showHidden')}
            checked={hidden}
            onChange={(event) => setHidden(event.currentTarget.checked)}
          />
          {ending === null ? null : (
            <Checkbox
              size="xs"
              label={t('showAllFiles', { ending })}
              checked={showsAll}
              onChange={(event) => setShowsAll(event.currentTarget.checked)}
            />
          )}
        </div>
        <div className="sy-dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          {wanted === 'folder' ? (
            <Button disabled={listing === null} onClick={() => listing && choose(listing.path)}>
              {t('useFolder')}
            </Button>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}
