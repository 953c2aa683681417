/** What the dialogs about usage share: the choice of a span, and the error if the history cannot be read. */
import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import type { HistoryColumns } from './history-columns.ts';
import type { HistorySubjects } from './live-history.ts';
import { formatSpan, type Span, spans, useHistory } from './use-history.ts';

export function HistoryFrame({
  subjects,
  children,
}: {
  subjects: HistorySubjects;
  children: (shown: { history: HistoryColumns; spanText: string }) => ReactNode;
}) {
  const [chosen, setChosen] = useState<Span>('quarter');
  const { history, span, failure, retry } = useHistory(chosen, subjects);
  return (
    <>
      <SegmentedControl
        size="xs"
        mb="sm"
        aria-label="How far back"
        value={chosen}
        onChange={(value) => setChosen(spans.find((one) => one === value) ?? 'quarter')}
        data={spans.map((value) => ({ value, label: formatSpan[value] }))}
      />
      {failure ? <ErrorMessage failure={failure} onRetry={retry} /> : null}
      {children({ history, spanText: formatSpan[span] })}
    </>
  );
}
