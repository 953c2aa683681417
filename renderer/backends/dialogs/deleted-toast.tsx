/** The message "Deleted X" with an Undo button, because deleting asks for no confirmation. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import { ErrorMessage } from '../../controls/error-message.tsx';
import { isFocusLeftBy } from '../../controls/focus-keeper.ts';
import type { PanelServices } from '../../panel-services.ts';
import { type CallFailure, describeFailure } from '../../state/calls.ts';

/** Later the backend can be restored by "Recently deleted…". */
const SHOWN_MS = 15_000;

export function showDeleted(services: PanelServices, deleted: { id: number; name: string }): void {
  const toastId = `deleted-${deleted.id}`;
  const hide = () => notifications.hide(toastId);
  notifications.show({
    id: toastId,
    autoClose: SHOWN_MS,
    withBorder: true,
    color: 'gray',
    closeButtonProps: { 'aria-label': 'Close this message' },
    message: <DeletedMessage services={services} deleted={deleted} onDone={hide} />,
  });
}

function DeletedMessage({
  services,
  deleted,
  onDone,
}: {
  services: PanelServices;
  deleted: { id: number; name: string };
  onDone: () => void;
}) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const undoButton = useRef<HTMLButtonElement>(null);
  // Otherwise it would be dozens of tab stops away.
  useEffect(() => {
    if (isFocusLeftBy(deleted.id)) undoButton.current?.focus();
  }, [deleted.id]);
  const undo = async () => {
    setPending(true);
    setFailure(null);
    try {
      await services.client.RestoreBackend({ backend_id: deleted.id });
      onDone();
    } catch (error) {
      setPending(false);
      setFailure(describeFailure('Bringing it back', error));
    }
  };
  return (
    <div className="sy-toast">
      <div className="sy-toast-line">
        <span className="sy-toast-text">
          Deleted <b>{deleted.name}</b>.
        </span>
        <Button
          ref={undoButton}
          size="compact-sm"
          variant="light"
          loading={pending}
          onClick={() => void undo()}
        >
          Undo
        </Button>
      </div>
      {failure ? <ErrorMessage failure={failure} /> : null}
    </div>
  );
}
