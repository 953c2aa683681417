/** Arrow keys along a line of text, which runs from right to left in some languages. */

/** @returns -1 for the key that leads to what stands before on the line, 1 for the other one, undefined for any other key */
export function inlineStep(key: string, element: Element): -1 | 1 | undefined {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  return (key === 'ArrowLeft') === isLeftToRight(element) ? -1 : 1;
}

/** The same for what is one list, too: the keys up and down lead along it. */
export function listStep(key: string, element: Element): -1 | 1 | undefined {
  if (key === 'ArrowUp') return -1;
  if (key === 'ArrowDown') return 1;
  return inlineStep(key, element);
}

export const isLeftToRight = (element: Element): boolean => getComputedStyle(element).direction !== 'rtl';
