/** The history that a dialog shows: the last 15 minutes, which follow every sample, or the last day, read once a minute. */

import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { MAX_HISTORY_HOURS, MAX_RECENT_MINUTES } from '../../../shared/limits.ts';
import { usePanelServices } from '../../panel-context.tsx';
import { type CallFailure, describeFailure } from '../../state/activity.ts';
import { createHistoryColumns, type HistoryColumns } from './history-columns.ts';
import { createLiveHistory, type HistorySubjects } from './live-history.ts';

export const spans = ['quarter', 'day'] as const;
export type Span = (typeof spans)[number];

export const formatSpan: Record<Span, string> = {
  quarter: `${MAX_RECENT_MINUTES} minutes`,
  day: `${MAX_HISTORY_HOURS} hours`,
};

const DAY_SECONDS = MAX_HISTORY_HOURS * 3600;
/** Of a history by the minute, a line is broken where two samples are missing. */
const DAY_GAP_SECONDS = 150;
const RENEW_MS = 60_000;

export interface ShownHistory {
  history: HistoryColumns;
  /** What `history` is of: the span asked for before, until the first answer is there. */
  span: Span;
  failure: CallFailure | null;
  readAgain(): void;
}

export function useHistory(span: Span, subjects: HistorySubjects): ShownHistory {
  const { client, transport, resources } = usePanelServices();
  const [live] = useState(() => createLiveHistory(client, transport, resources));
  const liveFailure = useStore(live.failure, ({ failure }) => failure);
  const [day] = useState(() => createHistoryColumns({ span: DAY_SECONDS, gap: DAY_GAP_SECONDS }));
  const [dayFailure, setDayFailure] = useState<CallFailure | null>(null);
  const [isDayRead, setIsDayRead] = useState(false);
  const reads = useRef(0);

  const readDay = useCallback(async () => {
    const mine = ++reads.current;
    let failure: CallFailure | null = null;
    try {
      const answer = await client.GetResourceHistory({ day: true, ...subjects });
      // Overtaken by a later question.
      if (mine !== reads.current) return;
      day.fill(answer);
    } catch (error) {
      failure = describeFailure('Reading what was used before', error);
    }
    if (mine !== reads.current) return;
    setDayFailure(failure);
    setIsDayRead(true);
  }, [client, day, subjects]);

  useEffect(() => {
    if (span === 'quarter') return live.subscribe(subjects);
    void readDay();
    const timer = setInterval(() => void readDay(), RENEW_MS);
    return () => clearInterval(timer);
  }, [span, live, subjects, readDay]);

  return span === 'day' && isDayRead
    ? { history: day, span, failure: dayFailure, readAgain: () => void readDay() }
    : { history: live.columns, span: 'quarter', failure: liveFailure, readAgain: live.readAgain };
}
