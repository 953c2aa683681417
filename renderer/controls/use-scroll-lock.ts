import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** Pixels that the scroll bar takes of the page, watched beforehand: to ask when a dialog opens has the page laid out. */
function useScrollBarWidth(): RefObject<number> {
  const width = useRef(0);
  useEffect(() => {
    const root = document.documentElement;
    const observer = new ResizeObserver(() => {
      // While a dialog holds the page there is none.
      if (root.style.overflow === '') width.current = window.innerWidth - root.clientWidth;
    });
    observer.observe(root);
    return () => observer.disconnect();
  }, []);
  return width;
}

/**
 * Keeps the page behind from scrolling, and at its width, while a dialog is open. Mantine's own way adds a style sheet, for
 * which a browser works out the style of all 200 cards anew; this touches two elements.
 */
export function useScrollLock(isHeld: boolean): void {
  const scrollBarWidth = useScrollBarWidth();
  useLayoutEffect(() => {
    if (!isHeld) return;
    const { documentElement: root, body } = document;
    root.style.overflow = 'hidden';
    if (scrollBarWidth.current > 0) body.style.paddingInlineEnd = `${scrollBarWidth.current}px`;
    return () => {
      root.style.overflow = '';
      body.style.paddingInlineEnd = '';
    };
  }, [isHeld, scrollBarWidth]);
}
