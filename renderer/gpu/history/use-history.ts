/** The history that a dialog shows: the last 15 minutes with every new sample, or the last day, which is read once a minute. */

import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { MAX_HISTORY_HOURS, MAX_RECENT_MINUTES } from '../../../shared/limits.ts';
import { gpuHistoryWords } from '../../../shared/words/en/gpus/history.ts';
import { words } from '../../../shared/words/words.ts';
import { usePanelServices } from '../../panel-context.tsx';
import { type CallFailure, describeFailure } from '../../state/calls.ts';
import { HistoryColumns } from './history-columns.ts';
import { type HistorySubjects, LiveHistory } from './live-history.ts';

const t = words(gpuHistoryWords);

export const spans = ['quarter', 'day'] as const;
export type Span = (typeof spans)[number];

export const formatSpan = (span: Span): string =>
  span === 'quarter' ? t('minutes', { count: MAX_RECENT_MINUTES }) : t('hours', { count: MAX_HISTORY_HOURS });

const DAY_SECONDS = MAX_HISTORY_HOURS * 3600;
/** In a history by the minute, a line is interrupted where two samples are missing. */
const DAY_GAP_SECONDS = 150;
const REFRESH_MS = 60_000;

export interface ShownHistory {
  history: HistoryColumns;
  /** The span of `history`. It is the 15 minutes until the first reply about the day. */
  span: Span;
  failure: CallFailure | null;
  retry(): void;
}

export function useHistory(span: Span, subjects: HistorySubjects): ShownHistory {
  const { client, transport, resources } = usePanelServices();
  const [live] = useState(() => new LiveHistory({ client, transport, resources }));
  const liveFailure = useStore(live.failure, ({ failure }) => failure);
  const [day] = useState(() => new HistoryColumns({ span: DAY_SECONDS, gap: DAY_GAP_SECONDS }));
  const [dayFailure, setDayFailure] = useState<CallFailure | null>(null);
  const [isDayRead, setIsDayRead] = useState(false);
  const reads = useRef(0);

  const readDay = useCallback(async () => {
    const ownRead = ++reads.current;
    let failure: CallFailure | null = null;
    try {
      const history = await client.GetResourceHistory({ day: true, ...subjects });
      // A later read has been started.
      if (ownRead !== reads.current) return;
      day.fill(history);
    } catch (error) {
      failure = describeFailure(t('readingFailed'), error);
    }
    if (ownRead !== reads.current) return;
    setDayFailure(failure);
    setIsDayRead(true);
  }, [client, day, subjects]);

  useEffect(() => {
    if (span === 'quarter') return live.subscribe(subjects);
    void readDay();
    const timer = setInterval(() => void readDay(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [span, live, subjects, readDay]);

  return span === 'day' && isDayRead
    ? { history: day, span, failure: dayFailure, retry: () => void readDay() }
    : { history: live.columns, span: 'quarter', failure: liveFailure, retry: () => live.retry() };
}
