import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** The width of the scroll bar in pixels. It is observed, because reading it when a dialog opens would cost a layout. */
function useScrollBarWidth(): RefObject<number> {
  const width = useRef(0);
  useEffect(() => {
    const root = document.documentElement;
    const observer = new ResizeObserver(() => {
      // While the page is locked it has no scroll bar.
      if (root.style.overflow === '') width.current = window.innerWidth - root.clientWidth;
    });
    observer.observe(root);
    return () => observer.disconnect();
  }, []);
  return width;
}

/**
 * Locks the scrolling of the page while a dialog is open, and keeps the width of the page. Mantine's own lock adds a style
 * sheet, for which the browser computes the style of all 200 cards again; this changes two elements only.
 */
export function useScrollLock(isLocked: boolean): void {
  const scrollBarWidth = useScrollBarWidth();
  useLayoutEffect(() => {
    if (!isLocked) return;
    const { documentElement: root, body } = document;
    root.style.overflow = 'hidden';
    if (scrollBarWidth.current > 0) body.style.paddingInlineEnd = `${scrollBarWidth.current}px`;
    return () => {
      root.style.overflow = '';
      body.style.paddingInlineEnd = '';
    };
  }, [isLocked, scrollBarWidth]);
}
