/** The log of one backend, with search. It stays open when the backend fails, restarts or is deleted. */
import { Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { ActionButton } from '../controls/action-button.tsx';
import { SidePanel } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { StatusLine } from '../controls/status-line.tsx';
import { backendName } from '../format/status-text.ts';
import { useBackend, useBackendType, useCallState, usePanelState } from '../panel-context.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import { LogView } from './log-view.tsx';
import { type OpenLog, useLog } from './use-log.ts';
import { useLogSearch } from './use-log-search.ts';

export function LogPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const name = useLastKnownName(id);
  const log = useLog(id);
  const [wrap, setWrap] = useState(true);
  const [isFollowing, setIsFollowing] = useState(true);
  const search = useLogSearch(log.entries, () => setIsFollowing(false));
  const { query, shown } = search;

  const setFollowing = (isOn: boolean) => {
    if (isOn && log.isDetached) log.restart();
    setIsFollowing(isOn);
  };

  return (
    <SidePanel fill focusTitle={false} size="min(1120px, 94vw)" onClose={onClose} title={`Log of ${name}`}>
      <LogToolbar
        status={<LogStatus id={id} />}
        search={search}
        wrap={wrap}
        onWrap={setWrap}
        copyText={() => shown.map(({ plain }) => plain).join('\n')}
      />
      {log.failure ? (
        <div className="sy-log-failure">
          <ErrorMessage failure={log.failure} />
        </div>
      ) : null}
      <LogView
        entries={shown}
        query={query}
        current={search.current}
        wrap={wrap}
        isFollowing={isFollowing}
        onFollow={setFollowing}
        head={<LogHead log={log} onLoadOlder={() => setIsFollowing(false)} />}
        empty={
          <Text size="sm" c="dimmed" className="sy-log-empty">
            {search.isFiltered && query !== '' ? 'No line holds this text.' : 'Nothing has been written yet.'}
          </Text>
        }
      />
    </SidePanel>
  );
}

/** The name of a backend, which stays when the backend is deleted. */
function useLastKnownName(id: number): string {
  const backend = useBackend(id);
  const lastKnown = useRef(backend);
  if (backend !== undefined) lastKnown.current = backend;
  const type = useBackendType(lastKnown.current?.type ?? '');
  return lastKnown.current ? backendName(lastKnown.current, type?.name) : `Backend ${id}`;
}

function LogStatus({ id }: { id: number }) {
  const backend = useBackend(id);
  const { pending } = useCallState(id);
  const isStale = usePanelState(({ freshness }) => freshness === 'stale');
  if (backend !== undefined) return <StatusLine backend={backend} pending={pending} stale={isStale} />;
  return (
    <Text size="xs" c="dimmed">
      This backend is gone; what it wrote is kept for a while.
    </Text>
  );
}

/** What is above the first line: older lines can be loaded, and the file is named. */
function LogHead({ log, onLoadOlder }: { log: OpenLog; onLoadOlder: () => void }) {
  return (
    <div className="sy-log-head">
      {log.hasOlder ? (
        <ActionButton
          size="compact-xs"
          variant="default"
          pending={log.isLoadingOlder}
          onClick={() => {
            onLoadOlder();
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
  );
}
