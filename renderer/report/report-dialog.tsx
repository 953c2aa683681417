/** The diagnostic report: it is shown as a whole before anybody copies it. */
import { Loader, Text } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { ActionButton } from '../controls/action-button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { useCopy } from '../controls/use-copy.ts';
import { usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import './report.css';

/** @param id of the backend that it is about; null: the program */
export function ReportDialog({ id, onClose }: { id: number | null; onClose: () => void }) {
  const { client } = usePanelServices();
  const [text, setText] = useState<string | null>(null);
  const { failure, run } = useCall('Making the report');
  const { message, copy } = useCopy('Copy report');
  const read = useCallback(
    () =>
      run(async () =>
        setText((await client.GetDiagnosticReport(id === null ? {} : { backend_id: id })).text),
      ),
    [client, id, run],
  );
  useEffect(() => void read(), [read]);

  return (
    <Dialog onClose={onClose} size={820} title="Diagnostic report">
      <div className="sy-report">
        <Text size="sm">
          For whoever helps you. Secrets, names of users and of this computer, and home folders are replaced;
          read it all the same before you pass it on.
        </Text>
        {failure ? (
          <ErrorMessage failure={failure} onRetry={() => void read()} />
        ) : text === null ? (
          <Loader size="sm" aria-label="Making the report" />
        ) : (
          <>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard user scrolls it */}
            <section className="sy-report-text" aria-label="The report" tabIndex={0}>
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
