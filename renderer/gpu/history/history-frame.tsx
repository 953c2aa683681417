/** What the dialogs about usage share: the choice of a span, and the error if the history cannot be read. */
import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { gpuHistoryWords } from '../../../shared/words/en/gpus/history.ts';
import { words } from '../../../shared/words/words.ts';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import type { HistoryColumns } from './history-columns.ts';
import type { HistorySubjects } from './live-history.ts';
import { formatSpan, type Span, spans, useHistory } from './use-history.ts';

const t = words(gpuHistoryWords);

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
        aria-label={t('span')}
        value={chosen}
        onChange={(value) => setChosen(spans.find((one) => one === value) ?? 'quarter')}
        data={spans.map((value) => ({ value, label: formatSpan(value) }))}
      />
      {failure ? <ErrorMessage failure={failure} onRetry={retry} /> : null}
      {children({ history, spanText: formatSpan(span) })}
    </>
  );
}
