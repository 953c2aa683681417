/** Dialogs that may lie on top of each other: Escape closes the topmost only. */
import { Drawer, type MantineSize, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useState } from 'react';
import './dialog.css';

interface DialogStack {
  ids: readonly string[];
  push(id: string): void;
  drop(id: string): void;
}

const StackContext = createContext<DialogStack>({ ids: [], push: () => undefined, drop: () => undefined });

export function DialogStackProvider({ children }: { children: ReactNode }) {
  const [ids, setIds] = useState<readonly string[]>([]);
  const stack = useMemo(
    () => ({
      ids,
      push: (id: string) => setIds((all) => [...all, id]),
      drop: (id: string) => setIds((all) => all.filter((other) => other !== id)),
    }),
    [ids],
  );
  return <StackContext value={stack}>{children}</StackContext>;
}

function useIsTopmost(): boolean {
  const id = useId();
  const { ids, push, drop } = useContext(StackContext);
  // biome-ignore lint/correctness/useExhaustiveDependencies: entered once when shown, left once when gone
  useEffect(() => {
    push(id);
    return () => drop(id);
  }, [id]);
  return ids.at(-1) === id;
}

interface DialogProps {
  title: string;
  /** False where something inside is to have the focus first, marked with `data-autofocus`. */
  focusTitle?: boolean;
  onClose: () => void;
  size?: MantineSize | number | string;
  children: ReactNode;
}

const useIsNarrow = () => useMediaQuery('(max-width: 640px)') ?? false;

/** The first focus: a name to begin reading from, instead of the button that closes it all again. */
function DialogTitle({ children, focusTitle }: { children: ReactNode; focusTitle: boolean }) {
  return (
    <span tabIndex={-1} className="sy-dialog-title" {...(focusTitle ? { 'data-autofocus': true } : {})}>
      {children}
    </span>
  );
}

/** A dialog in the middle of the page; the whole page on a phone. */
export function Dialog({ title, onClose, size = 'md', focusTitle = true, children }: DialogProps) {
  const isTopmost = useIsTopmost();
  const isNarrow = useIsNarrow();
  return (
    <Modal
      opened
      onClose={onClose}
      title={<DialogTitle focusTitle={focusTitle}>{title}</DialogTitle>}
      size={size}
      fullScreen={isNarrow}
      closeOnEscape={isTopmost}
      className="sy-dialog"
    >
      {children}
    </Modal>
  );
}

/** A panel at the side, beside which the list stays in sight; the whole page on a phone. */
export function SidePanel({
  title,
  onClose,
  size = 640,
  focusTitle = true,
  children,
  fill = false,
}: DialogProps & { fill?: boolean }) {
  const isTopmost = useIsTopmost();
  const isNarrow = useIsNarrow();
  return (
    <Drawer
      opened
      onClose={onClose}
      title={<DialogTitle focusTitle={focusTitle}>{title}</DialogTitle>}
      position="right"
      size={isNarrow ? '100%' : size}
      closeOnEscape={isTopmost}
      className={fill ? 'sy-dialog sy-side-panel-full' : 'sy-dialog'}
    >
      {children}
    </Drawer>
  );
}
