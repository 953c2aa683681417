/** Chooses a path by walking through the folders of the machine that Switchyard runs on. */
import { Button, Loader, Text, TextInput, UnstyledButton } from '@mantine/core';
import { CornerLeftUp, File, Folder } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { OperationOutput } from '../../shared/operations.ts';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { formatBytes } from '../format/amounts.ts';
import { usePanelServices } from '../panel-context.tsx';
import { type CallFailure, describeFailure } from '../state/activity.ts';
import './path-browser.css';

type Listing = OperationOutput<'BrowseFolder'>;

/** The folder that a path lies in, whichever of the two separators it is written with; '' where it names none. */
function folderOf(path: string): string {
  return path.replace(/[/\\][^/\\]*$/, (tail, at: number) => (at === 0 ? (tail[0] ?? '') : ''));
}

/** A name in a folder, joined with the separator that the folder's own path uses. */
function join(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

export function PathBrowser({
  wanted,
  start,
  label,
  onChoose,
  onClose,
}: {
  wanted: 'file' | 'folder';
  /** The path that stands in the field. */
  start: string;
  label: string;
  onChoose: (path: string) => void;
  onClose: () => void;
}) {
  const { client } = usePanelServices();
  const isPath = /[/\\]/.test(start);
  const [path, setPath] = useState(isPath ? (wanted === 'file' ? folderOf(start) : start) : '');
  const [listing, setListing] = useState<Listing | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [filter, setFilter] = useState('');

  useEffect(() => {
    let current = true;
    client.BrowseFolder({ path }).then(
      (found) => {
        if (!current) return;
        setListing(found);
        setFailure(null);
        setFilter('');
      },
      (error: unknown) => {
        if (current) setFailure(describeFailure('Reading the folder', error));
      },
    );
    return () => {
      current = false;
    };
  }, [client, path]);

  const text = filter.trim().toLowerCase();
  const entries = listing?.entries.filter(({ name }) => name.toLowerCase().includes(text)) ?? [];
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
        {listing === null ? (
          failure ? null : (
            <Loader size="sm" aria-label="Reading the folder" />
          )
        ) : (
          <ul className="sy-browser-list" aria-label="Folders and files">
            {listing.parent === null ? null : (
              <li>
                <UnstyledButton className="sy-browser-entry" onClick={() => setPath(listing.parent ?? '')}>
                  <CornerLeftUp size={15} aria-hidden /> Folder above
                </UnstyledButton>
              </li>
            )}
            {entries.map((entry) => (
              <li key={entry.name}>
                <UnstyledButton
                  className="sy-browser-entry"
                  disabled={!entry.is_folder && wanted === 'folder'}
                  onClick={() => {
                    const full = join(listing.path, entry.name);
                    if (entry.is_folder) setPath(full);
                    else onChoose(full);
                  }}
                >
                  {entry.is_folder ? <Folder size={15} aria-hidden /> : <File size={15} aria-hidden />}
                  <span className="sy-grow sy-clip">{entry.name}</span>
                  {entry.is_folder ? null : (
                    <Text span size="xs" c="dimmed">
                      {formatBytes(entry.bytes)}
                    </Text>
                  )}
                </UnstyledButton>
              </li>
            ))}
            {entries.length === 0 ? (
              <li className="sy-browser-empty">
                {text === '' ? 'This folder is empty.' : 'Nothing matches.'}
              </li>
            ) : null}
          </ul>
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
