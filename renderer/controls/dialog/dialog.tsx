/** Dialogs, which may lie on top of each other. Escape closes only the topmost. */

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
import { commonWords } from '../../../shared/words/en/common.ts';
import { words } from '../../../shared/words/words.ts';
import { keepFocus } from '../focus/focus-keeper.ts';
import { useScrollLock } from './use-scroll-lock.ts';
import './dialog.css';

const t = words(commonWords);

interface DialogStack {
  ids: readonly string[];
  push(id: string): void;
  remove(id: string): void;
}

const StackContext = createContext<DialogStack>({ ids: [], push: () => undefined, remove: () => undefined });

export function DialogStackProvider({ children }: { children: ReactNode }) {
  const [ids, setIds] = useState<readonly string[]>([]);
  const stack = useMemo(
    () => ({
      ids,
      push: (id: string) => setIds((all) => [...all, id]),
      remove: (id: string) => setIds((all) => all.filter((other) => other !== id)),
    }),
    [ids],
  );
  useScrollLock(ids.length > 0);
  useEffect(keepFocus, []);
  return <StackContext value={stack}>{children}</StackContext>;
}

function useIsTopmost(): boolean {
  const id = useId();
  const { ids, push, remove } = useContext(StackContext);
  // A layout effect, so that the page can scroll again at the same moment at which the dialog disappears.
  // biome-ignore lint/correctness/useExhaustiveDependencies: pushed once on mounting, removed once on unmounting
  useLayoutEffect(() => {
    push(id);
    return () => remove(id);
  }, [id]);
  return ids.at(-1) === id;
}

interface DialogProps {
  title: string;
  /** False if an element inside gets the first focus; it is marked with `data-autofocus`. */
  focusTitle?: boolean;
  onClose: () => void;
  size?: MantineSize | number | string;
  children: ReactNode;
}

const useIsNarrow = () => useMediaQuery('(max-width: 640px)') ?? false;

/** Title and close button. It is no `header` element, which would be a second banner of the page. */
function DialogHead({ title, focusTitle, close }: { title: string; focusTitle: boolean; close: ReactNode }) {
  return (
    <div className="sy-dialog-head">
      {/* The title gets the first focus: a screen reader begins there, and Enter does not close the dialog. */}
      <h2 tabIndex={-1} className="sy-dialog-name" {...(focusTitle ? { 'data-autofocus': true } : {})}>
        {title}
      </h2>
      {close}
    </div>
  );
}

/** A dialog in the middle of the page. It fills a narrow page. */
export function Dialog({ title, onClose, size = 'md', focusTitle = true, children }: DialogProps) {
  const isTopmost = useIsTopmost();
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
        <DialogHead
          title={title}
          focusTitle={focusTitle}
          close={<Modal.CloseButton aria-label={t('close')} />}
        />
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** A panel at the side of the page, so that the list stays visible. It fills a narrow page. */
export function SidePanel({
  title,
  onClose,
  size = 640,
  focusTitle = true,
  children,
  fill = false,
}: DialogProps & {
  /** Whether the content scrolls by itself. */
  fill?: boolean;
}) {
  const isTopmost = useIsTopmost();
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
        <DialogHead
          title={title}
          focusTitle={focusTitle}
          close={<Drawer.CloseButton aria-label={t('close')} />}
        />
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
