import { Text, UnstyledButton } from '@mantine/core';
import { CornerLeftUp, File, Folder, HardDrive } from 'lucide-react';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { formatBytes } from '../../format/amounts.ts';
import { joinPath } from './folder-path.ts';
import type { Listing } from './use-listing.ts';

const t = words(settingsFormWords);

interface FolderListProps {
  listing: Listing;
  filter: string;
  wanted: 'file' | 'folder';
  /** Files whose names end otherwise are left out; null: all are shown. */
  ending: string | null;
  onOpen: (folder: string) => void;
  onChooseFile: (path: string) => void;
}

/** The folders and files of a folder. Files cannot be chosen where a folder is wanted. */
export function FolderList({ listing, filter, wanted, ending, onOpen, onChooseFile }: FolderListProps) {
  const { parent } = listing;
  const text = filter.trim().toLowerCase();
  const entries = listing.entries.filter(
    ({ name, is_folder: isFolder }) =>
      name.toLowerCase().includes(text) &&
      (isFolder || ending === null || name.toLowerCase().endsWith(ending)),
  );
  const drives = listing.drives.filter((drive) => drive !== listing.path);
  return (
    <ul className="sy-browser-list" aria-label={t('browserTitle')}>
      {parent === null ? null : (
        <li>
          <UnstyledButton className="sy-browser-entry" onClick={() => onOpen(parent)}>
            <CornerLeftUp size={15} aria-hidden /> {t('parentFolder')}
          </UnstyledButton>
        </li>
      )}
      {drives.map((drive) => (
        <li key={drive}>
          <UnstyledButton className="sy-browser-entry" onClick={() => onOpen(drive)}>
            <HardDrive size={15} aria-hidden /> {t('drive', { name: drive })}
          </UnstyledButton>
        </li>
      ))}
      {entries.map(({ name, is_folder: isFolder, bytes }) => (
        <li key={name}>
          <UnstyledButton
            className="sy-browser-entry"
            disabled={!isFolder && wanted === 'folder'}
            onClick={() => (isFolder ? onOpen : onChooseFile)(joinPath(listing.path, name))}
          >
            {isFolder ? <Folder size={15} aria-hidden /> : <File size={15} aria-hidden />}
            <span className="sy-grow sy-clip" dir="auto">
              {name}
            </span>
            {isFolder ? null : (
              <Text span size="xs" c="dimmed">
                {formatBytes(bytes)}
              </Text>
            )}
          </UnstyledButton>
        </li>
      ))}
      {entries.length === 0 ? (
        <li className="sy-browser-empty">
          {listing.entries.length === 0 ? t('folderEmpty') : t('nothingMatches')}
        </li>
      ) : null}
    </ul>
  );
}
