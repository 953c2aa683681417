/** Finds the element that stands for a backend on the page: its card, or its row. */

export const BACKEND = '[data-backend-id]';

/** @returns null where the list has not rendered it */
export const findBackend = (id: number): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-backend-id="${id}"]`);

/** The id of the element with the title of a backend. It describes buttons that have the same name for every backend. */
export const titleElementId = (id: number): string => `sy-title-${id}`;

/** The id of the backend for which the element stands. */
export const backendIdOf = (element: HTMLElement): number => Number(element.dataset.backendId);
