/** The diagnostic report: it is shown as a whole before anybody copies it. */

import { Text } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { aboutWords } from '../../shared/words/en/about.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { Dialog } from '../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { LoadingNote } from '../controls/messages/loading-note.tsx';
import { useCopy } from '../controls/use-copy.ts';
import { usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import './report.css';

const t = words(aboutWords);

/** @param id of the backend that it is about; null: the program */
export function ReportDialog({ id, onClose }: { id: number | null; onClose: () => void }) {
  const { client } = usePanelServices();
  const [text, setText] = useState<string | null>(null);
  const { failure, run } = useCall(t('makingReportFailed'));
  const { message, copy } = useCopy(t('copyReport'));
  const read = useCallback(
    () =>
      run(async () =>
        setText((await client.GetDiagnosticReport(id === null ? {} : { backend_id: id })).text),
      ),
    [client, id, run],
  );
  useEffect(() => void read(), [read]);

  return (
    <Dialog onClose={onClose} size={820} title={t('report')}>
      <div className="sy-report">
        <Text size="sm">{t('reportSummary')}</Text>
        {failure ? (
          <ErrorMessage failure={failure} onRetry={() => void read()} />
        ) : text === null ? (
          <LoadingNote text={t('makingReport')} />
        ) : (
          <>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard user scrolls it */}
            <section className="sy-report-text" aria-label={t('reportText')} tabIndex={0}>
              <pre>{text}</pre>
            </section>
            <div>
              <ActionButton size="sm" onClick={() => copy(text)}>
                {message}
              </ActionButton>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
