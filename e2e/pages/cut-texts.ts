/** Finds texts of the catalogue that a page cuts off, in the pseudo-languages of the gallery, which put each between ⟦ and ⟧. */
import type { Page } from '@playwright/test';

/** What is scrolled sideways on purpose. */
const SCROLLED = '.sy-summary, .sy-table, pre, code';

/**
 * @returns a line for each text whose box is too small for it and hides the rest without an ellipsis, and for each box that has
 * to be scrolled sideways, such as the page
 */
export const findCutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(async (scrolled) => {
    // What follows the size of the window is drawn then.
    for (let frames = 3; frames > 0; frames--) await new Promise(requestAnimationFrame);
    const found: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > window.innerWidth + 1)
      found.push(`The page is ${scrollWidth - window.innerWidth} px too wide.`);
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const text = element.textContent ?? '';
      if (!text.includes('⟦') || !element.checkVisibility()) continue;
      const box = element.getBoundingClientRect();
      // A box that begins before the page cannot even be scrolled to.
      const isOutside =
        element.childElementCount === 0 &&
        box.width > 1 &&
        (box.left < -1 || box.right > window.innerWidth + 1);
      if (isOutside && !element.closest(scrolled))
        found.push(
          `“${text.trim().slice(0, 60)}” reaches from ${Math.round(box.left)} to ${Math.round(box.right)} px.`,
        );
      const isTooWide = element.scrollWidth > element.clientWidth + 1;
      const isTooHigh = element.scrollHeight > element.clientHeight + 2;
      if (!isTooWide && !isTooHigh) continue;
      const { overflowX, overflowY, textOverflow, clip, clipPath } = getComputedStyle(element);
      // It is for screen readers alone.
      if (clip !== 'auto' || clipPath !== 'none') continue;
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
      const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
      const isCut =
        (isTooWide && hides(overflowX) && textOverflow !== 'ellipsis') || (isTooHigh && hides(overflowY));
      const isScrolled = isTooWide && scrolls(overflowX) && !element.matches(scrolled);
      if (!isCut && !isScrolled) continue;
      const { scrollWidth: width, clientWidth, scrollHeight: height, clientHeight, className } = element;
      found.push(
        `“${text.trim().slice(0, 60)}” (${className}) needs ${width} × ${height} px and has ${clientWidth} × ${clientHeight}.`,
      );
    }
    return found;
  }, SCROLLED);
