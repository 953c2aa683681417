import { Checkbox, TextInput } from '@mantine/core';
import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { IconButton } from '../controls/action-button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { MAX_MATCHES } from './log-search.ts';
import type { LogSearch } from './use-log-search.ts';

interface LogToolbarProps {
  /** The status of the backend. */
  status: ReactNode;
  search: LogSearch;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  /** Makes the text of the shown lines. */
  copyText: () => string;
}

export function LogToolbar({ status, search, wrap, onWrap, copyText }: LogToolbarProps) {
  return (
    <div className="sy-log-toolbar" role="toolbar" aria-label="Log tools">
      {status}
      <SearchControls search={search} />
      <Checkbox
        size="xs"
        label="Only matches"
        checked={search.isFiltered}
        onChange={(event) => search.setIsFiltered(event.currentTarget.checked)}
      />
      <Checkbox
        size="xs"
        label="Wrap lines"
        checked={wrap}
        onChange={(event) => onWrap(event.currentTarget.checked)}
      />
      <CopyButton text={copyText} label="Copy the lines" size={28} />
    </div>
  );
}

function SearchControls({ search }: { search: LogSearch }) {
  const { query, count, goToMatch } = search;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    goToMatch(event.shiftKey ? -1 : 1);
  };
  const blocked = count > 0 ? null : query === '' ? 'Search for something first.' : 'Nothing was found.';
  return (
    <>
      <TextInput
        type="search"
        size="xs"
        className="sy-log-search"
        aria-label="Search the log"
        placeholder="Search"
        leftSection={<Search size={14} aria-hidden />}
        value={query}
        onChange={(event) => search.search(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span className="sy-log-count" role="status">
        {describeMatches(search)}
      </span>
      <IconButton label="Previous match" onClick={() => goToMatch(-1)} blocked={blocked}>
        <ChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton label="Next match" onClick={() => goToMatch(1)} blocked={blocked}>
        <ChevronDown size={16} aria-hidden />
      </IconButton>
    </>
  );
}

function describeMatches({ query, count, position }: LogSearch): string {
  if (query === '') return '';
  if (count === 0) return 'None found';
  const total = count >= MAX_MATCHES ? `${MAX_MATCHES.toLocaleString('en')}+` : String(count);
  return position === -1 ? `${total} found` : `${position + 1} of ${total} found`;
}
