/**
 * Asks before unsaved edits are discarded: by Escape, by the close button, by Cancel, by leaving the page, or by a link that
 * leads elsewhere.
 */

import { Button, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { usePanelServices } from '../../panel-context.tsx';

const t = words(settingsFormWords);

export function useDiscardGuard(
  isDirty: boolean,
  onClose: () => void,
): { close: () => void; question: ReactNode } {
  const { view } = usePanelServices();
  /** What to do once the edits are discarded; null while the question is not shown. */
  const [leave, setLeave] = useState<(() => void) | null>(null);

  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const ask = (leaveForm: () => void) => setLeave(() => leaveForm);
    window.addEventListener('beforeunload', warn);
    view.setState({ leaveGuard: ask });
    return () => {
      window.removeEventListener('beforeunload', warn);
      // The next form may have set its own guard already.
      if (view.getState().leaveGuard === ask) view.setState({ leaveGuard: null });
    };
  }, [isDirty, view]);

  return {
    close: () => {
      if (isDirty) setLeave(() => onClose);
      else onClose();
    },
    question:
      leave === null ? null : (
        <Dialog title={t('discardYourChanges')} size="sm" focusTitle={false} onClose={() => setLeave(null)}>
          <Text size="sm" mb="md">
            {t('changesNotSaved')}
          </Text>
          <div className="sy-dialog-buttons">
            <Button variant="default" data-autofocus onClick={() => setLeave(null)}>
              {t('keepEditing')}
            </Button>
            <Button color="red" className="sy-danger-button" onClick={leave}>
              {t('discardChanges')}
            </Button>
          </div>
        </Dialog>
      ),
  };
}
