/** How large what can be pressed is (WCAG 2.5.8). */
import type { Page } from '@playwright/test';

/**
 * What can be pressed in the topmost dialog or menu, else on the page, and is smaller than `least` pixels each way, each as a text.
 * Whatever a press there reaches belongs to it: the label of a box, and what styles put around it. A link in a sentence is as
 * high as the sentence, and a skip link is out of sight until it has the focus.
 */
export const findSmallTargets = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((wanted) => {
    const roles = ['button', 'link', 'checkbox', 'radio', 'switch', 'tab', 'menuitem', 'option', 'slider'];
    const pressed = [
      'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not([tabindex="-1"])',
      ...roles.map((role) => `[role="${role}"]`),
    ].join(', ');

    const isInSentence = (element: Element) => {
      if (!element.matches('a[href], button') || getComputedStyle(element).display !== 'inline') return false;
      const words = (element.parentElement?.textContent ?? '').replace(element.textContent ?? '', '');
      return words.trim() !== '';
    };

    /** Whether a press at this distance from the middle of the element still reaches it. */
    const isReachedAt = (element: Element, { x, y }: { x: number; y: number }) => {
      const box = element.getBoundingClientRect();
      const at = document.elementFromPoint(box.x + box.width / 2 + x, box.y + box.height / 2 + y);
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return at !== null && [element, ...labels].some((part) => part.contains(at));
    };

    const isLargeEnough = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      // A half pixel is lost to rounding.
      if (Math.min(width, height) > wanted - 0.5) return true;
      element.scrollIntoView({ block: 'center', inline: 'center' });
      const far = wanted / 2 - 1;
      const points = [
        ...(width > wanted - 0.5 ? [] : [-far, far].map((x) => ({ x, y: 0 }))),
        ...(height > wanted - 0.5 ? [] : [-far, far].map((y) => ({ x: 0, y }))),
      ];
      return points.every((point) => isReachedAt(element, point));
    };

    const layer =
      [...document.querySelectorAll('[role="dialog"], [role="menu"], #sy-layers [role="listbox"]')].at(-1) ??
      document.body;
    return [...layer.querySelectorAll(pressed)]
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        if (Math.min(width, height) <= 1 || element.matches('.sy-skip-link, [data-focus-guard]'))
          return false;
        return (
          element.checkVisibility({ visibilityProperty: true }) &&
          !isInSentence(element) &&
          !isLargeEnough(element)
        );
      })
      .map((element) => {
        const { width, height } = element.getBoundingClientRect();
        return `${width.toFixed(1)} x ${height.toFixed(1)}: ${element.outerHTML.slice(0, 160)}`;
      });
  }, least);
