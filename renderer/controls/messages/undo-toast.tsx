/** A message about something that was done without asking, with an Undo button. */
import { notifications } from '@mantine/notifications';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { commonWords } from '../../../shared/words/en/common.ts';
import { words } from '../../../shared/words/words.ts';
import { type CallFailure, describeFailure } from '../../state/calls.ts';
import { ActionButton } from '../action-button.tsx';
import { isFocusLeftBy } from '../focus/focus-keeper.ts';
import { ErrorMessage } from './error-message.tsx';

const t = words(commonWords);

const SHOWN_MS = 15_000;

interface Undoable {
  /** A further message with the same one takes its place. */
  toastId: string;
  /** The backend to which it was done: the button gets the focus where the command has left it. */
  backendId: number;
  text: ReactNode;
  undo: () => Promise<unknown>;
  /** What is said where the undo fails: `Could not restore the backend.` */
  undoAction: string;
}

export function showUndo(undoable: Undoable): void {
  const { toastId } = undoable;
  const hide = () => notifications.hide(toastId);
  hide();
  notifications.show({
    id: toastId,
    autoClose: SHOWN_MS,
    withBorder: true,
    color: 'gray',
    closeButtonProps: { 'aria-label': t('closeMessage') },
    message: <UndoMessage {...undoable} onDone={hide} />,
  });
}

function UndoMessage({ backendId, text, undo, undoAction, onDone }: Undoable & { onDone: () => void }) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const undoButton = useRef<HTMLButtonElement>(null);
  // Otherwise it would be dozens of tab stops away.
  useEffect(() => {
    if (isFocusLeftBy(backendId)) undoButton.current?.focus();
  }, [backendId]);
  const run = async () => {
    setPending(true);
    setFailure(null);
    try {
      await undo();
      onDone();
    } catch (error) {
      setPending(false);
      setFailure(describeFailure(undoAction, error));
    }
  };
  return (
    <div className="sy-toast">
      <div className="sy-toast-line">
        <span className="sy-toast-text">{text}</span>
        <ActionButton
          ref={undoButton}
          size="compact-sm"
          variant="light"
          pending={pending}
          onClick={() => void run()}
        >
          {t('undo')}
        </ActionButton>
      </div>
      {failure ? <ErrorMessage failure={failure} /> : null}
    </div>
  );
}
