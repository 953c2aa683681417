/**
 * Asks before unsaved edits are lost: by Escape, by the close button, by Cancel, by leaving the page, or because the host
 * wants something else to be shown.
 */
import { Button, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { Dialog } from '../../controls/dialog.tsx';
import { usePanelServices } from '../../panel-context.tsx';

export function useDiscardGuard(
  dirty: boolean,
  onClose: () => void,
): { close: () => void; guard: ReactNode } {
  const { view } = usePanelServices();
  /** What comes once the edits are given up; null while nothing is asked. */
  const [next, setNext] = useState<(() => void) | null>(null);

  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const ask = (goOn: () => void) => setNext(() => goOn);
    window.addEventListener('beforeunload', warn);
    view.setState({ leaveGuard: ask });
    return () => {
      window.removeEventListener('beforeunload', warn);
      // The form that comes next may have set its own already.
      if (view.getState().leaveGuard === ask) view.setState({ leaveGuard: null });
    };
  }, [dirty, view]);

  return {
    close: () => {
      if (dirty) setNext(() => onClose);
      else onClose();
    },
    guard:
      next === null ? null : (
        <Dialog title="Discard your changes?" size="sm" focusTitle={false} onClose={() => setNext(null)}>
          <Text size="sm" mb="md">
            What you changed here has not been saved.
          </Text>
          <div className="sy-dialog-buttons">
            <Button variant="default" data-autofocus onClick={() => setNext(null)}>
              Keep editing
            </Button>
            <Button color="red" className="sy-danger-button" onClick={next}>
              Discard changes
            </Button>
          </div>
        </Dialog>
      ),
  };
}
