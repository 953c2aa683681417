/** What happened lately: to one backend, or to all and to the program. It goes on as things happen. */

import { SegmentedControl, Select, Text } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import type { ActivityCategory, ActivityEntry } from '../../shared/activity.ts';
import { MAX_ACTIVITY_DAYS } from '../../shared/limits.ts';
import { activityWords } from '../../shared/words/en/activity.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { SidePanel } from '../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { LoadingNote } from '../controls/messages/loading-note.tsx';
import { formatDay } from '../format/time.ts';
import { useBackendNames } from '../format/use-display-names.ts';
import { usePanelState, useTickingText } from '../panel-context.tsx';
import { ActivityRow } from './activity-row.tsx';
import { type ActivityFilter, useActivityEntries } from './use-activity-entries.ts';
import './activity.css';

const t = words(activityWords);

const categories = ['all', 'failures', 'runs', 'changes', 'messages'] as const satisfies readonly (
  | ActivityCategory
  | 'all'
)[];

/** @param id of the backend whose activity is shown first; null for all */
export function ActivityPanel({ id, onClose }: { id: number | null; onClose: () => void }) {
  const [filter, setFilter] = useState<ActivityFilter>({ backendId: id, category: null });
  return (
    <SidePanel fill size="min(720px, 94vw)" onClose={onClose} title={t('title')}>
      <Filters filter={filter} onChange={setFilter} />
      <Entries filter={filter} />
    </SidePanel>
  );
}

function Filters({
  filter,
  onChange,
}: {
  filter: ActivityFilter;
  onChange: (filter: ActivityFilter) => void;
}) {
  const ids = usePanelState((state) => state.ids);
  const names = useBackendNames(ids);
  const backends = ids.map((id, index) => ({ value: String(id), label: names[index] ?? String(id) }));
  return (
    <div className="sy-activity-filters">
      <SegmentedControl
        size="xs"
        aria-label={t('filterKind')}
        data={categories.map((value) => ({ value, label: t(value) }))}
        value={filter.category ?? 'all'}
        onChange={(value) =>
          onChange({ ...filter, category: value === 'all' ? null : (value as ActivityCategory) })
        }
      />
      <Select
        size="xs"
        aria-label={t('filterBackend')}
        data={[{ value: 'all', label: t('allBackends') }, ...backends]}
        value={filter.backendId === null ? 'all' : String(filter.backendId)}
        allowDeselect={false}
        onChange={(value) => onChange({ ...filter, backendId: value === 'all' ? null : Number(value) })}
      />
    </div>
  );
}

function Entries({ filter }: { filter: ActivityFilter }) {
  const { entries, hasOlder, isLoadingOlder, failure, loadOlder, retry } = useActivityEntries(filter);
  const today = useTickingText((now) => new Date(now).toDateString());
  const days = useMemo(() => groupByDay(entries ?? [], Date.parse(today)), [entries, today]);
  if (failure !== null && entries === null)
    return (
      <div className="sy-activity-list">
        <ErrorMessage failure={failure} onRetry={retry} />
      </div>
    );
  if (entries === null) return <LoadingNote text={t('reading')} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard user scrolls it
    <section className="sy-activity-list" aria-label={t('list')} tabIndex={0}>
      {failure ? <ErrorMessage failure={failure} onRetry={retry} /> : null}
      {days.map(({ day, list }) => (
        <Day key={day} day={day} list={list} isNamed={filter.backendId === null} />
      ))}
      <Text size="xs" c="dimmed" className="sy-activity-end">
        {hasOlder ? (
          <ActionButton size="compact-sm" variant="default" pending={isLoadingOlder} onClick={loadOlder}>
            {t('showOlder')}
          </ActionButton>
        ) : entries.length === 0 ? (
          t('nothing', { days: MAX_ACTIVITY_DAYS })
        ) : (
          t('end', { days: MAX_ACTIVITY_DAYS })
        )}
      </Text>
    </section>
  );
}

function Day({ day, list, isNamed }: { day: string; list: readonly ActivityEntry[]; isNamed: boolean }) {
  const headingId = useId();
  return (
    <>
      <h3 id={headingId} className="sy-activity-day">
        {day}
      </h3>
      <ul aria-labelledby={headingId}>
        {list.map((entry) => (
          <ActivityRow key={entry.seq} entry={entry} isNamed={isNamed} />
        ))}
      </ul>
    </>
  );
}

/** In the order of the entries. @param now epoch milliseconds */
function groupByDay(
  entries: readonly ActivityEntry[],
  now: number,
): { day: string; list: ActivityEntry[] }[] {
  const days: { day: string; list: ActivityEntry[] }[] = [];
  for (const entry of entries) {
    const day = formatDay(entry.at, now);
    const last = days.at(-1);
    if (last?.day === day) last.list.push(entry);
    else days.push({ day, list: [entry] });
  }
  return days;
}
