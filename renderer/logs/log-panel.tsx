/** The log of one backend, with search. It stays open when the backend fails, restarts or is deleted. */

import { Text } from '@mantine/core';
import { RotateCw, Settings2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { logsWords } from '../../shared/words/en/logs.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { SidePanel } from '../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { StatusLine } from '../controls/status-line.tsx';
import { restartChoice } from '../format/blocked-reasons.ts';
import { backendNumber } from '../format/display-name.ts';
import { backendName } from '../format/status-text.ts';
import {
  Allowed,
  useBackend,
  useBackendType,
  useBlockedReason,
  useCallState,
  useIsStale,
  usePanelServices,
} from '../panel-context.tsx';
import { FirstErrorButton, LogMenu } from './log-actions.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import { LogView } from './log-view.tsx';
import { useLog } from './use-log.ts';
import { useLogSearch } from './use-log-search.ts';

const t = words(logsWords);

export function LogPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const name = useLastKnownName(id);
  const log = useLog(id);
  const [wrap, setWrap] = useState(true);
  const [isFollowing, setIsFollowing] = useState(true);
  const search = useLogSearch(log, id, () => setIsFollowing(false));
  const { query } = search;
  const { lines } = log;
  useEffect(() => {
    lines.setMark(
      query.isRegex && query.text !== '' ? { pattern: query.text, matchCase: query.matchCase } : null,
    );
  }, [lines, query]);

  return (
    <SidePanel
      fill
      focusTitle={false}
      size="min(1120px, 94vw)"
      onClose={onClose}
      title={t('title', { name })}
    >
      <LogToolbar
        status={
          <>
            <LogStatus id={id} />
            <FirstErrorButton id={id} log={log} search={search} />
          </>
        }
        actions={<LogMenu id={id} log={log} search={search} />}
        search={search}
        runs={log.runs}
        wrap={wrap}
        onWrap={setWrap}
      />
      {log.failure ? (
        <div className="sy-log-failure">
          <ErrorMessage failure={log.failure} onRetry={log.retry} />
        </div>
      ) : null}
      <LogView
        lines={lines}
        version={log.version}
        list={search.list}
        query={query}
        current={search.current}
        target={search.target}
        wrap={wrap}
        isFollowing={isFollowing}
        onFollow={setIsFollowing}
        empty={
          <Text size="sm" c="dimmed" className="sy-log-empty">
            {log.failure === null || log.extent !== null ? emptyText(search, log.extent === null) : null}
          </Text>
        }
      />
    </SidePanel>
  );
}

function emptyText(
  { filter, isFiltered, isListComplete, query }: ReturnType<typeof useLogSearch>,
  isUnread: boolean,
): string {
  if (isUnread) return t('reading');
  if (!isListComplete) return 'Searching…';
  if (isFiltered && query.text !== '') return t('noLineWithText');
  if (filter.level !== null || filter.stream !== null) return t('noSuchLine');
  return t('noOutput');
}

/** The name of a backend, which stays when the backend is deleted. */
function useLastKnownName(id: number): string {
  const backend = useBackend(id);
  const lastKnown = useRef(backend);
  if (backend !== undefined) lastKnown.current = backend;
  const type = useBackendType(lastKnown.current?.type ?? '');
  return lastKnown.current ? backendName(lastKnown.current, type?.name) : backendNumber(id);
}

/** The status, and what a person does next who has read the log. */
function LogStatus({ id }: { id: number }) {
  const backend = useBackend(id);
  const { pending } = useCallState(id);
  const { actions, open } = usePanelServices();
  const restartBlocked = useBlockedReason('RestartBackends');
  const isStale = useIsStale();
  if (backend === undefined)
    return (
      <Text size="xs" c="dimmed">
        {t('backendDeleted')}
      </Text>
    );
  const restart = restartChoice(backend);
  return (
    <>
      <StatusLine backend={backend} pending={pending} stale={isStale} />
      <Allowed operation="RestartBackends">
        <ActionButton
          size="compact-xs"
          variant="default"
          leftSection={<RotateCw size={13} aria-hidden />}
          blocked={restartBlocked ?? restart.blocked}
          pending={pending.includes(restart.action)}
          onClick={() => void actions.restartAs(id, restart.action)}
        >
          {restart.label}
        </ActionButton>
      </Allowed>
      <Allowed operation="EditBackend">
        <ActionButton
          size="compact-xs"
          variant="default"
          leftSection={<Settings2 size={13} aria-hidden />}
          onClick={() => open({ kind: 'edit', id })}
        >
          {t('settings')}
        </ActionButton>
      </Allowed>
    </>
  );
}
