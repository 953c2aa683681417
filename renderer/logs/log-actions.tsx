/** What can be done with the lines of a log: to copy them, to save them, and to go to the first error. */

import { ActionIcon, Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { launchPrefix } from '../../shared/log/log-runs.ts';
import { logsWords } from '../../shared/words/en/logs.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { useCopy } from '../controls/use-copy.ts';
import { usePanelServices } from '../panel-context.tsx';
import { MAX_COPIED_LINES, readAsFile, readShownText } from './read-text.ts';
import type { OpenLog } from './use-log.ts';
import type { LogSearch } from './use-log-search.ts';

const t = words(logsWords);

/** How many runs are searched for an error, from the newest one. */
const MAX_SEARCHED_RUNS = 20;

interface LogActionsProps {
  id: number;
  log: OpenLog;
  search: LogSearch;
}

/** Goes to the first line of the chosen run that tells of an error, or else of the newest run that has such a line. */
export function FirstErrorButton({ id, log, search }: LogActionsProps) {
  const { client } = usePanelServices();
  const [state, setState] = useState<'idle' | 'searching' | 'none'>('idle');
  const chosen = log.runs.find(({ run }) => run === search.filter.run);
  /** @param scope all of the log where it names no run @returns the number of the line; null where there is none */
  const findIn = async (scope: { run?: number }, first: number): Promise<number | null> => {
    let from: number | null = first;
    while (from !== null) {
      const reply: Awaited<ReturnType<typeof client.SearchLog>> = await client.SearchLog({
        backend_id: id,
        level: 'error',
        from,
        ...scope,
      });
      const [found] = reply.matches;
      if (found) return found[0];
      from = reply.from;
    }
    return null;
  };
  const find = async () => {
    setState('searching');
    // A worker that crashes again and again has just been started anew, and that run has no error yet.
    const runs = chosen ? [chosen] : log.runs.slice(-MAX_SEARCHED_RUNS).reverse();
    try {
      let found: number | null = null;
      for (const { run, from } of runs) found ??= await findIn({ run }, from);
      if (runs.length === 0) found = await findIn({}, log.extent?.first ?? 1);
      if (found !== null) search.goTo(found);
      setState(found === null ? 'none' : 'idle');
    } catch (error) {
      log.fail(error);
      setState('idle');
    }
  };
  return (
    <>
      <ActionButton
        size="compact-xs"
        variant="default"
        pending={state === 'searching'}
        onClick={() => void find()}
      >
        {t('firstError')}
      </ActionButton>
      <span className="sy-log-count" role="status">
        {state === 'none' ? t('noError') : ''}
      </span>
    </>
  );
}

export function LogMenu({ id, log, search }: LogActionsProps) {
  const { client, transport } = usePanelServices();
  const { copy, message, state } = useCopy(t('more'));
  const { list } = search;
  const copyLines = (withTimes: boolean) =>
    readShownText({ client, backendId: id, list }, log.lines, withTimes).then(copy, log.fail);
  const save = () => {
    const range = { first: list.seqAt(0) ?? 1, last: list.seqAt(list.count - 1) ?? 0 };
    const run = log.runs.find(({ run: number }) => number === search.filter.run);
    const launch = run?.launch ?? null;
    const what = launch === null ? `backend-${id}` : `backend-${id}-instance-${launch}`;
    const name = `${what}-${(run?.started_at.slice(0, 19) ?? 'log').replaceAll(':', '-')}.log`;
    readAsFile(client, id, range, launch === null ? '' : launchPrefix(launch)).then(
      (content) => saveFile(content, name),
      log.fail,
    );
  };
  const isCut = list.count > MAX_COPIED_LINES;
  const count = Math.min(list.count, MAX_COPIED_LINES);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            className="sy-quiet-button"
            aria-label={t('more')}
          >
            <Ellipsis size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void copyLines(false)}>
            {t(isCut ? 'copyLast' : 'copyLines', { count })}
          </Menu.Item>
          <Menu.Item onClick={() => void copyLines(true)}>
            {t(isCut ? 'copyLastWithTimes' : 'copyLinesWithTimes', { count })}
          </Menu.Item>
          <Menu.Item onClick={save}>
            {search.filter.run === null ? t('downloadLog') : t('downloadRun')}
          </Menu.Item>
          {transport.shownIn === 'window' ? (
            <Menu.Item onClick={() => void client.ShowLogFile({ backend_id: id }).catch(log.fail)}>
              {t('showInFolder')}
            </Menu.Item>
          ) : null}
          {log.file === null ? null : (
            <Menu.Label className="sy-log-file">{t('file', { path: log.file })}</Menu.Label>
          )}
        </Menu.Dropdown>
      </Menu>
      <span className="sy-log-count" role="status">
        {state === 'idle' ? '' : message}
      </span>
    </>
  );
}

function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Later, because the browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
