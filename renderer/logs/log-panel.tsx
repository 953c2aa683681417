/** The log of one backend: following, with search. It stays open while the backend fails, restarts or is deleted. */
import { Text } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { ActionButton } from '../controls/action-button.tsx';
import { SidePanel } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { StatusLine } from '../controls/status-line.tsx';
import { backendName } from '../format/status-text.ts';
import { useActivity, useBackend, useBackendType, usePanelState } from '../panel-context.tsx';
import { findMatches, type Match, onlyMatching } from './log-search.ts';
import { LogToolbar } from './log-toolbar.tsx';
import { LogView } from './log-view.tsx';
import { useLog } from './use-log.ts';

const sameMatch = (a: Match, b: Match | null) => a.seq === b?.seq && a.start === b.start;

export function LogPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const backend = useBackend(id);
  const known = useRef(backend);
  if (backend !== undefined) known.current = backend;
  const type = useBackendType(known.current?.type ?? '');
  const { pending } = useActivity(id);
  const stale = usePanelState(({ freshness }) => freshness === 'stale');
  const log = useLog(id);

  const [query, setQuery] = useState('');
  const [filtered, setFiltered] = useState(false);
  const [wrap, setWrap] = useState(true);
  const [following, setFollowing] = useState(true);
  const [current, setCurrent] = useState<Match | null>(null);

  const { entries } = log;
  const shown = useMemo(
    () => (filtered ? onlyMatching(entries, query) : entries),
    [entries, filtered, query],
  );
  const matches = useMemo(() => findMatches(entries, query), [entries, query]);
  const position = current === null ? -1 : matches.findIndex((match) => sameMatch(match, current));

  const go = (step: 1 | -1) => {
    if (matches.length === 0) return;
    // The first step leads to the newest match, for that is where one is reading.
    const next = position === -1 ? matches.length - 1 : (position + step + matches.length) % matches.length;
    setFollowing(false);
    setCurrent(matches[next] ?? null);
  };

  /** Leads to the newest match at once: a count of what lies out of sight would be no answer. */
  const search = (text: string) => {
    const newest = findMatches(entries, text).at(-1) ?? null;
    setQuery(text);
    setCurrent(newest);
    if (newest !== null) setFollowing(false);
  };

  const follow = (next: boolean) => {
    if (next && log.detached) log.startAnew();
    setFollowing(next);
  };

  const name = known.current ? backendName(known.current, type?.name) : `Backend ${id}`;
  return (
    <SidePanel fill focusTitle={false} size="min(1120px, 94vw)" onClose={onClose} title={`Log of ${name}`}>
      <LogToolbar
        status={
          backend === undefined ? (
            <Text size="xs" c="dimmed">
              This backend is gone; what it wrote is kept for a while.
            </Text>
          ) : (
            <StatusLine backend={backend} pending={pending} stale={stale} />
          )
        }
        query={query}
        onQuery={search}
        onNext={() => go(1)}
        onPrevious={() => go(-1)}
        position={position}
        count={matches.length}
        filtered={filtered}
        onFiltered={setFiltered}
        wrap={wrap}
        onWrap={setWrap}
        text={() => shown.map(({ plain }) => plain).join('\n')}
      />
      {log.failure ? (
        <div className="sy-log-failure">
          <ErrorMessage failure={log.failure} />
        </div>
      ) : null}
      <LogView
        entries={shown}
        query={query}
        current={current}
        wrap={wrap}
        following={following}
        onFollow={follow}
        head={
          <div className="sy-log-head">
            {log.hasOlder ? (
              <ActionButton
                size="compact-xs"
                variant="default"
                pending={log.loadingOlder}
                onClick={() => {
                  setFollowing(false);
                  void log.loadOlder();
                }}
              >
                Load older lines
              </ActionButton>
            ) : (
              <Text size="xs" c="dimmed">
                This is the beginning of the kept log.
              </Text>
            )}
            {log.file === null ? null : (
              <Text size="xs" c="dimmed" className="sy-clip" title={log.file}>
                All of it: {log.file}
              </Text>
            )}
          </div>
        }
        empty={
          <Text size="sm" c="dimmed" className="sy-log-empty">
            {filtered && query !== '' ? 'No line holds this text.' : 'Nothing has been written yet.'}
          </Text>
        }
      />
    </SidePanel>
  );
}
