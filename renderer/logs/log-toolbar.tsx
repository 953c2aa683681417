/** What can be searched, chosen and done in a log. */

import { ActionIcon, Checkbox, NativeSelect, TextInput, VisuallyHidden } from '@mantine/core';
import { CaseSensitive, ChevronDown, ChevronUp, Regex, Search } from 'lucide-react';
import { type KeyboardEvent, memo, type ReactNode, useMemo } from 'react';
import type { LogRun } from '../../shared/log/log-runs.ts';
import { logsWords } from '../../shared/words/en/logs.ts';
import { words } from '../../shared/words/words.ts';
import { IconButton } from '../controls/action-button.tsx';
import { useTooltip } from '../controls/use-tooltip.tsx';
import { useTickingText } from '../panel-context.tsx';
import { formatRun } from './format-run.ts';
import type { LogFilter, LogSearch } from './use-log-search.ts';

const t = words(logsWords);

interface LogToolbarProps {
  /** The status of the backend, with what can be done to it. */
  status: ReactNode;
  /** What can be done with the lines. */
  actions: ReactNode;
  search: LogSearch;
  runs: readonly LogRun[];
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
}

export function LogToolbar({ status, actions, search, runs, wrap, onWrap }: LogToolbarProps) {
  return (
    <div className="sy-log-toolbar" role="toolbar" aria-label={t('logTools')}>
      <div className="sy-log-tools">{status}</div>
      <div className="sy-log-tools">
        <Filters filter={search.filter} setFilter={search.setFilter} runs={runs} />
      </div>
      <div className="sy-log-tools">
        <SearchControls search={search} />
        <Checkbox
          size="xs"
          label={t('onlyMatches')}
          checked={search.isFiltered}
          onChange={(event) => search.setIsFiltered(event.currentTarget.checked)}
        />
        <Checkbox
          size="xs"
          label={t('wrapLines')}
          checked={wrap}
          onChange={(event) => onWrap(event.currentTarget.checked)}
        />
        {actions}
      </div>
    </div>
  );
}

const levels = () => [
  { value: '', label: t('allLines') },
  { value: 'error', label: t('errors') },
  { value: 'warning', label: t('warnings') },
];
const streams = () => [
  { value: '', label: t('allOutput') },
  { value: 'out', label: t('standardOutput') },
  { value: 'err', label: t('errorOutput') },
  { value: 'host', label: t('fromSwitchyard') },
];

type FiltersProps = Pick<LogSearch, 'filter' | 'setFilter'> & Pick<LogToolbarProps, 'runs'>;

/** There may be a thousand runs, and the toolbar is drawn anew with each batch of lines. */
const Filters = memo(function Filters({ filter, setFilter, runs }: FiltersProps) {
  const today = useTickingText((now) => new Date(now).toDateString());
  // The newest first; a browser shows the name of the chosen one alone.
  const runChoices = useMemo(
    () => [
      { value: '', label: runs.length === 1 ? t('oneRun') : t('allRuns', { length: runs.length }) },
      ...runs
        .toReversed()
        .map((run) => ({ value: String(run.run), label: formatRun(run, Date.parse(today)) })),
    ],
    [runs, today],
  );
  return (
    <>
      <NativeSelect
        size="xs"
        className="sy-log-run"
        aria-label={t('run')}
        data={runChoices}
        value={String(filter.run ?? '')}
        onChange={({ currentTarget: { value } }) =>
          setFilter({ ...filter, run: value === '' ? null : Number(value) })
        }
      />
      <NativeSelect
        size="xs"
        aria-label={t('level')}
        data={levels()}
        value={filter.level ?? ''}
        onChange={({ currentTarget: { value } }) =>
          setFilter({ ...filter, level: (value || null) as LogFilter['level'] })
        }
      />
      <NativeSelect
        size="xs"
        aria-label={t('stream')}
        data={streams()}
        value={filter.stream ?? ''}
        onChange={({ currentTarget: { value } }) =>
          setFilter({ ...filter, stream: (value || null) as LogFilter['stream'] })
        }
      />
    </>
  );
});

function SearchControls({ search }: { search: LogSearch }) {
  const { query, setQuery, count, goToMatch } = search;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    goToMatch(event.shiftKey ? -1 : 1);
  };
  const blocked = count > 0 ? null : query.text === '' ? t('searchMissing') : t('nothingFound');
  return (
    <>
      <TextInput
        type="search"
        size="xs"
        className="sy-log-search"
        aria-label={t('search')}
        placeholder={t('searchAll')}
        leftSection={<Search size={14} aria-hidden />}
        value={query.text}
        onChange={(event) => setQuery({ ...query, text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <ToggleButton
        label={t('matchCase')}
        isOn={query.matchCase}
        onToggle={(matchCase) => setQuery({ ...query, matchCase })}
      >
        <CaseSensitive size={16} aria-hidden />
      </ToggleButton>
      <ToggleButton
        label={t('regularExpression')}
        isOn={query.isRegex}
        onToggle={(isRegex) => setQuery({ ...query, isRegex })}
      >
        <Regex size={14} aria-hidden />
      </ToggleButton>
      <span className="sy-log-count" aria-hidden>
        {describeMatches(search)}
      </span>
      {/* A search goes on for a moment, and its count is read out when it stands. */}
      <VisuallyHidden role="status">{search.isComplete ? describeMatches(search) : ''}</VisuallyHidden>
      <IconButton label={t('previousMatch')} onClick={() => goToMatch(-1)} blocked={blocked}>
        <ChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton label={t('nextMatch')} onClick={() => goToMatch(1)} blocked={blocked}>
        <ChevronDown size={16} aria-hidden />
      </IconButton>
    </>
  );
}

function ToggleButton({
  label,
  isOn,
  onToggle,
  children,
}: {
  label: string;
  isOn: boolean;
  onToggle: (isOn: boolean) => void;
  children: ReactNode;
}) {
  const { targetProps, tooltip } = useTooltip(label);
  return (
    <>
      <ActionIcon
        variant={isOn ? 'light' : 'subtle'}
        {...(isOn ? {} : { color: 'gray' })}
        size={28}
        aria-label={label}
        aria-pressed={isOn}
        {...targetProps}
        onClick={() => onToggle(!isOn)}
      >
        {children}
      </ActionIcon>
      {tooltip}
    </>
  );
}

function describeMatches({ query, count, isComplete, position }: LogSearch): string {
  if (query.text === '') return '';
  if (count === 0) return isComplete ? t('noneFound') : t('searching');
  const values = { total: count, isComplete: isComplete ? 'yes' : 'no' };
  return position === -1 ? t('totalFound', values) : t('found', { position: position + 1, ...values });
}
