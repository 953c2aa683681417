import { Checkbox, TextInput } from '@mantine/core';
import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { IconButton } from '../controls/action-button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { MAX_MATCHES } from './log-search.ts';

export function LogToolbar({
  status,
  query,
  onQuery,
  onNext,
  onPrevious,
  position,
  count,
  filtered,
  onFiltered,
  wrap,
  onWrap,
  text,
}: {
  /** How the backend is. */
  status: ReactNode;
  query: string;
  onQuery: (query: string) => void;
  onNext: () => void;
  onPrevious: () => void;
  /** Which match is the current one, from 0; -1 for none. */
  position: number;
  count: number;
  filtered: boolean;
  onFiltered: (filtered: boolean) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  /** The lines that are shown, to be copied. */
  text: () => string;
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (event.shiftKey) onPrevious();
    else onNext();
  };
  const nothing = count > 0 ? null : query === '' ? 'Search for something first.' : 'Nothing was found.';
  const many = count >= MAX_MATCHES ? `${MAX_MATCHES.toLocaleString('en')}+` : String(count);
  const found =
    query === ''
      ? ''
      : count === 0
        ? 'None found'
        : position === -1
          ? `${many} found`
          : `${position + 1} of ${many} found`;
  return (
    <div className="sy-log-toolbar" role="toolbar" aria-label="Log tools">
      {status}
      <TextInput
        type="search"
        size="xs"
        className="sy-log-search"
        aria-label="Search the log"
        placeholder="Search"
        leftSection={<Search size={14} aria-hidden />}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span className="sy-log-count" role="status">
        {found}
      </span>
      <IconButton label="Previous match" onClick={onPrevious} blocked={nothing}>
        <ChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton label="Next match" onClick={onNext} blocked={nothing}>
        <ChevronDown size={16} aria-hidden />
      </IconButton>
      <Checkbox
        size="xs"
        label="Only matches"
        checked={filtered}
        onChange={(event) => onFiltered(event.currentTarget.checked)}
      />
      <Checkbox
        size="xs"
        label="Wrap lines"
        checked={wrap}
        onChange={(event) => onWrap(event.currentTarget.checked)}
      />
      <CopyButton text={text} label="Copy the lines" size={28} />
    </div>
  );
}
