/** What is searched for in a log and which of its lines are shown. */
import { useMemo, useState } from 'react';
import type { LogRun } from '../../shared/log/log-runs.ts';
import type { LogLevel } from '../../shared/log/log-text.ts';
import { LineList } from './model/line-list.ts';
import type { LogSearchInput } from './model/log-search-run.ts';
import type { OpenLog } from './use-log.ts';
import { useSearchRun } from './use-search-run.ts';

export interface LogQuery {
  text: string;
  isRegex: boolean;
  matchCase: boolean;
}

export interface LogFilter {
  /** Null: the lines of all runs. */
  run: number | null;
  level: LogLevel | null;
  stream: 'out' | 'err' | 'host' | null;
}

/** Where the view goes: to a line, as often as `count` changes. */
export interface ViewTarget {
  seq: number;
  count: number;
}

const NO_LINES = new LineList([]);

/** @param onTarget called when the view goes to a line, so that it follows the newest no longer */
export function useLogSearch({ extent, fail, runs }: OpenLog, backendId: number, onTarget: () => void) {
  const [query, setQuery] = useState<LogQuery>({ text: '', isRegex: false, matchCase: false });
  const [filter, setFilter] = useState<LogFilter>({ run: null, level: null, stream: null });
  const [isFiltered, setIsFiltered] = useState(false);
  const [current, setCurrent] = useState<number | null>(null);
  const [target, setTarget] = useState<ViewTarget | null>(null);
  /** The query whose newest match the view has gone to, because matches outside the view would otherwise be counted only. */
  const [shownQuery, setShownQuery] = useState('');
  const newest = extent?.last ?? 0;

  const common: LogSearchInput = {
    backend_id: backendId,
    ...(filter.run === null ? {} : { run: filter.run }),
    ...(filter.level === null ? {} : { level: filter.level }),
    ...(filter.stream === null ? {} : { stream: filter.stream }),
  };
  const pattern = { pattern: query.text, regex: query.isRegex, match_case: query.matchCase };
  const found = useSearchRun(query.text === '' ? null : { ...common, ...pattern }, newest, fail);
  const showsMatches = isFiltered && query.text !== '';
  // The lines of a launch stand among those of others.
  const isLaunch = runs.some(({ run, launch }) => run === filter.run && launch !== null);
  const hasFilter = filter.level !== null || filter.stream !== null || isLaunch;
  const filtered = useSearchRun(hasFilter && !showsMatches ? common : null, newest, fail);

  const all = useMemo(() => listOfRun(extent, runs, filter.run), [extent, runs, filter.run]);
  const matches = useMemo(() => new LineList(found?.ranges ?? []), [found]);
  const filteredList = useMemo(() => new LineList(filtered?.ranges ?? []), [filtered]);
  const list = showsMatches ? matches : hasFilter ? filteredList : all;

  const goTo = (seq: number) => {
    setTarget((before) => ({ seq, count: (before?.count ?? 0) + 1 }));
    onTarget();
  };
  const goToMatchAt = (position: number) => {
    const seq = matches.seqAt(position);
    if (seq === undefined) return;
    setCurrent(seq);
    goTo(seq);
  };
  const position = current !== null && matches.has(current) ? matches.positionOf(current) : -1;

  const queryKey = JSON.stringify([query, filter]);
  if (matches.count > 0 && shownQuery !== queryKey) {
    setShownQuery(queryKey);
    goToMatchAt(matches.count - 1);
  }

  return {
    query,
    setQuery: (next: LogQuery) => {
      setQuery(next);
      setCurrent(null);
    },
    filter,
    setFilter,
    isFiltered,
    setIsFiltered,
    /** The number of the line with the current match; null if there is none. */
    current,
    /** Its place among the matching lines; -1 if there is none. */
    position,
    count: matches.count,
    isComplete: query.text === '' || (found?.isComplete ?? false),
    /** Whether the lines that are shown are still being searched for. */
    isListComplete: list === all || ((list === matches ? found : filtered)?.isComplete ?? false),
    goToMatch: (step: 1 | -1) => {
      if (matches.count === 0) return;
      // The first step leads to the newest match, because the reader is at the end of the log.
      goToMatchAt(position === -1 ? matches.count - 1 : (position + step + matches.count) % matches.count);
    },
    goTo,
    target,
    /** The lines that are shown. */
    list,
  };
}

export type LogSearch = ReturnType<typeof useLogSearch>;

function listOfRun(extent: OpenLog['extent'], runs: readonly LogRun[], wanted: number | null): LineList {
  if (extent === null) return NO_LINES;
  const run = runs.find((one) => one.run === wanted);
  const newest = runs.findLast(({ launch }) => launch === null);
  const first = Math.max(extent.first, run?.from ?? extent.first);
  // The newest run goes on to the end, although more lines have come since it was listed.
  const last = run === undefined || run === newest ? extent.last : run.to;
  return last < first ? NO_LINES : new LineList([[first, last - first + 1]]);
}
