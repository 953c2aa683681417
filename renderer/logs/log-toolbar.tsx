import { ActionIcon, Checkbox, TextInput, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, ChevronDown, ChevronUp, Copy, Search, X } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
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
  const clipboard = useClipboard({ timeout: 1500 });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (event.shiftKey) onPrevious();
    else onNext();
  };
  const many = count >= MAX_MATCHES ? `${MAX_MATCHES.toLocaleString('en')}+` : String(count);
  const found =
    query === ''
      ? ''
      : count === 0
        ? 'None found'
        : position === -1
          ? `${many} found`
          : `${position + 1} of ${many}`;
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
      <Tool label="Previous match" onClick={onPrevious} disabled={count === 0}>
        <ChevronUp size={16} aria-hidden />
      </Tool>
      <Tool label="Next match" onClick={onNext} disabled={count === 0}>
        <ChevronDown size={16} aria-hidden />
      </Tool>
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
      <Tool
        label={
          clipboard.error
            ? 'The browser does not allow copying here'
            : clipboard.copied
              ? 'Copied'
              : 'Copy the lines'
        }
        name="Copy the lines"
        onClick={() => clipboard.copy(text())}
      >
        {clipboard.error ? (
          <X size={15} aria-hidden />
        ) : clipboard.copied ? (
          <Check size={15} aria-hidden />
        ) : (
          <Copy size={15} aria-hidden />
        )}
      </Tool>
    </div>
  );
}

function Tool({
  label,
  name = label,
  onClick,
  disabled = false,
  children,
}: {
  label: string;
  /** Stays the same while the label tells how it went. */
  name?: string;
  onClick: () => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        className="sy-quiet-button"
        aria-label={name}
        onClick={() => {
          if (!disabled) onClick();
        }}
        {...(disabled ? { 'data-disabled': true, 'aria-disabled': true } : {})}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
