import { useMemo, useState } from 'react';
import type { LogEntry } from './log-buffer.ts';
import { filterMatching, findMatches, type Match } from './log-search.ts';

const isSameMatch = (a: Match, b: Match | null) => a.seq === b?.seq && a.start === b.start;

/** @param onMatch called when the current match has changed, so that the log can show it */
export function useLogSearch(entries: readonly LogEntry[], onMatch: () => void) {
  const [query, setQuery] = useState('');
  const [isFiltered, setIsFiltered] = useState(false);
  const [current, setCurrent] = useState<Match | null>(null);
  const matches = useMemo(() => findMatches(entries, query), [entries, query]);
  const shown = useMemo(
    () => (isFiltered ? filterMatching(entries, query) : entries),
    [entries, isFiltered, query],
  );
  const position = current === null ? -1 : matches.findIndex((match) => isSameMatch(match, current));

  const goToMatch = (step: 1 | -1) => {
    if (matches.length === 0) return;
    // The first step leads to the newest match, because the reader is at the end of the log.
    const next = position === -1 ? matches.length - 1 : (position + step + matches.length) % matches.length;
    setCurrent(matches[next] ?? null);
    onMatch();
  };

  /** Goes to the newest match at once, because matches outside the view would otherwise be counted only. */
  const search = (text: string) => {
    const newest = findMatches(entries, text).at(-1) ?? null;
    setQuery(text);
    setCurrent(newest);
    if (newest !== null) onMatch();
  };

  return {
    query,
    search,
    goToMatch,
    /** The index of the current match; -1 if there is none. */
    position,
    count: matches.length,
    current,
    isFiltered,
    setIsFiltered,
    /** The entries that are shown. */
    shown,
  };
}

export type LogSearch = ReturnType<typeof useLogSearch>;
