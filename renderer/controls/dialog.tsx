/** Dialogs that may lie on top of each other: Escape closes the topmost only. */
import { Drawer, type MantineSize, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { useScrollLock } from './use-scroll-lock.ts';
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
  useScrollLock(ids.length > 0);
  return <StackContext value={stack}>{children}</StackContext>;
}

function useIsTopmost(): boolean {
  const id = useId();
  const { ids, push, drop } = useContext(StackContext);
  // A layout effect, so that the page scrolls again in the very moment in which the dialog is gone from it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: entered once when shown, left once when gone
  useLayoutEffect(() => {
    push(id);
    return () => drop(id);
  }, [id]);
  return ids.at(-1) === id;
}

/** Where the focus was: for an item of a menu, which is gone by then, the button that opened the menu. */
function originOfFocus(): HTMLElement | null {
  const active = document.activeElement;
  const opener = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const origin = opener ? document.getElementById(opener) : active;
  return origin instanceof HTMLElement ? origin : null;
}

/** Brings the focus back to where it was before the dialog, so that nobody loses their place. */
function useFocusReturn(): void {
  const [origin] = useState(originOfFocus);
  useEffect(
    () => () => {
      // After the dialog's own focus trap has let go.
      setTimeout(() => {
        if (origin?.isConnected && document.activeElement === document.body)
          origin.focus({ preventScroll: true });
      });
    },
    [origin],
  );
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

/** Name and close button. No `header` element: the page has its own, and a second one would be a second banner. */
function DialogHead({ title, focusTitle, close }: { title: string; focusTitle: boolean; close: ReactNode }) {
  return (
    <div className="sy-dialog-head">
      {/* The first focus is the name: a place to begin reading from, not the button that closes it all again. */}
      <span tabIndex={-1} className="sy-dialog-name" {...(focusTitle ? { 'data-autofocus': true } : {})}>
        {title}
      </span>
      {close}
    </div>
  );
}

/** A dialog in the middle of the page; the whole page on a phone. */
export function Dialog({ title, onClose, size = 'md', focusTitle = true, children }: DialogProps) {
  const isTopmost = useIsTopmost();
  useFocusReturn();
  const isNarrow = useIsNarrow();
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={size}
      fullScreen={isNarrow}
      closeOnEscape={isTopmost}
      lockScroll={false}
      className="sy-dialog"
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={title}>
        <DialogHead title={title} focusTitle={focusTitle} close={<Modal.CloseButton aria-label="Close" />} />
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
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
}: DialogProps & {
  /** True for content that scrolls by itself. */
  fill?: boolean;
}) {
  const isTopmost = useIsTopmost();
  useFocusReturn();
  const isNarrow = useIsNarrow();
  return (
    <Drawer.Root
      opened
      onClose={onClose}
      position="right"
      size={isNarrow ? '100%' : size}
      closeOnEscape={isTopmost}
      lockScroll={false}
      className={fill ? 'sy-dialog sy-side-panel-full' : 'sy-dialog'}
    >
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content aria-label={title}>
        <DialogHead title={title} focusTitle={focusTitle} close={<Drawer.CloseButton aria-label="Close" />} />
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
