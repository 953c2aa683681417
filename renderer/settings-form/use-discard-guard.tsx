/** Asks before unsaved edits are lost: by Escape, by the close button, by Cancel, or by leaving the page. */
import { Button, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { Dialog } from '../shell/dialog.tsx';

export function useDiscardGuard(
  dirty: boolean,
  onClose: () => void,
): { close: () => void; guard: ReactNode } {
  const [asking, setAsking] = useState(false);

  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);

  return {
    close: () => {
      if (dirty) setAsking(true);
      else onClose();
    },
    guard: asking ? (
      <Dialog title="Discard your changes?" size="sm" focusTitle={false} onClose={() => setAsking(false)}>
        <Text size="sm" mb="md">
          What you changed here has not been saved.
        </Text>
        <div className="sy-dialog-buttons">
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            Keep editing
          </Button>
          <Button color="red" className="sy-danger-button" onClick={onClose}>
            Discard changes
          </Button>
        </div>
      </Dialog>
    ) : null,
  };
}
