/** What the dialogs about usage share: the choice of how far back they look, and what to say where that cannot be read. */
import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { FailureNote } from '../shell/failure-note.tsx';
import type { HistoryColumns } from './history-columns.ts';
import { type HistorySubjects, type Span, spans, spanWords, useHistory } from './use-history.ts';

export function HistoryFrame({
  subjects,
  children,
}: {
  subjects: HistorySubjects;
  children: (shown: { history: HistoryColumns; spanWords: string }) => ReactNode;
}) {
  const [span, setSpan] = useState<Span>('quarter');
  const { history, failure, readAgain } = useHistory(span, subjects);
  return (
    <>
      <SegmentedControl
        size="xs"
        mb="sm"
        aria-label="How far back"
        value={span}
        onChange={(chosen) => setSpan(spans.find((one) => one === chosen) ?? 'quarter')}
        data={spans.map((value) => ({ value, label: spanWords[value] }))}
      />
      {failure ? <FailureNote failure={failure} onRetry={readAgain} /> : null}
      {children({ history, spanWords: spanWords[span] })}
    </>
  );
}
