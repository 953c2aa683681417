/** Chooses a path by browsing the folders of the machine that Switchyard runs on. */
import { Button, Loader, Text, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';
import { Dialog } from '../../controls/dialog.tsx';
import { ErrorMessage } from '../../controls/error-message.tsx';
import { FolderList } from './folder-list.tsx';
import { folderOf, isPath } from './folder-path.ts';
import { useListing } from './use-listing.ts';
import './path-browser.css';

interface PathBrowserProps {
  wanted: 'file' | 'folder';
  /** The path in the field. */
  start: string;
  label: string;
  onChoose: (path: string) => void;
  onClose: () => void;
}

export function PathBrowser({ wanted, start, label, onChoose, onClose }: PathBrowserProps) {
  const [path, setPath] = useState(isPath(start) ? (wanted === 'file' ? folderOf(start) : start) : '');
  const [filter, setFilter] = useState('');
  const clearFilter = useCallback(() => setFilter(''), []);
  const { listing, failure } = useListing(path, clearFilter);
  return (
    <Dialog title={`Choose a ${wanted} for ${label}`} onClose={onClose} size="lg">
      <div className="sy-browser">
        <div className="sy-browser-path sy-mono" data-testid="browser-path">
          {listing?.path ?? path}
        </div>
        {failure ? (
          <ErrorMessage failure={failure}>
            {path === '' ? null : (
              <div className="sy-note-actions">
                <Button size="compact-sm" variant="default" onClick={() => setPath('')}>
                  Go to the home folder
                </Button>
              </div>
            )}
          </ErrorMessage>
        ) : null}
        <TextInput
          type="search"
          size="sm"
          aria-label="Filter this folder"
          placeholder="Filter this folder"
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        {listing !== null ? (
          <FolderList
            listing={listing}
            filter={filter}
            wanted={wanted}
            onOpen={setPath}
            onChooseFile={onChoose}
          />
        ) : failure ? null : (
          <Loader size="sm" aria-label="Reading the folder" />
        )}
        {listing?.truncated ? (
          <Text size="xs" c="dimmed">
            There is more in this folder than is listed. Type the path instead.
          </Text>
        ) : null}
        <div className="sy-dialog-buttons">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {wanted === 'folder' ? (
            <Button disabled={listing === null} onClick={() => listing && onChoose(listing.path)}>
              Use this folder
            </Button>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}
