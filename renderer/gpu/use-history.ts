/** The history that a dialog shows: the last 15 minutes, which follow every sample, or the last day, read once a minute. */
import { useCallback, useEffect, useState } from 'react';
import { type Failure, failureOf } from '../activity.ts';
import { usePanel } from '../panel.tsx';
import { createHistoryColumns, type HistoryColumns } from './history-columns.ts';
import { useResources } from './use-resources.ts';

export const spans = ['quarter', 'day'] as const;
export type Span = (typeof spans)[number];

export const spanWords: Record<Span, string> = { quarter: '15 minutes', day: '24 hours' };

const DAY_SECONDS = 24 * 3600;
/** Of a history by the minute, a line is broken where two samples are missing. */
const DAY_GAP_SECONDS = 150;
const RENEW_MS = 60_000;

export interface ShownHistory {
  history: HistoryColumns;
  failure: Failure | null;
  readAgain(): void;
}

/** Of what the day is read: all of it would be a few megabytes. The same object as long as it names the same. */
export interface HistorySubjects {
  gpus?: string[];
  backends?: number[];
}

export function useHistory(span: Span, subjects: HistorySubjects): ShownHistory {
  const { client, resources } = usePanel();
  const quarterFailure = useResources(({ historyFailure }) => historyFailure);
  const [day] = useState(() => createHistoryColumns({ span: DAY_SECONDS, gap: DAY_GAP_SECONDS }));
  const [dayFailure, setDayFailure] = useState<Failure | null>(null);

  const readDay = useCallback(async () => {
    try {
      day.fill(await client.GetResourceHistory({ day: true, ...subjects }));
      setDayFailure(null);
    } catch (error) {
      setDayFailure(failureOf('Reading what was used before', error));
    }
  }, [client, day, subjects]);

  useEffect(() => {
    if (span === 'quarter') return resources.watchHistory();
    void readDay();
    const timer = setInterval(() => void readDay(), RENEW_MS);
    return () => clearInterval(timer);
  }, [span, resources, readDay]);

  return span === 'quarter'
    ? { history: resources.history, failure: quarterFailure, readAgain: resources.readHistory }
    : { history: day, failure: dayFailure, readAgain: () => void readDay() };
}
