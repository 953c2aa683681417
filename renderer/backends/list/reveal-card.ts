import { findBackend } from '../../controls/backend-element.ts';

/** Frames in which the card is looked for: about two seconds. */
const MAX_FRAMES = 120;

/** Marks the card until the next key or click: by then the person has seen it. */
function highlight(card: HTMLElement): void {
  const isSeen = new AbortController();
  card.setAttribute('data-revealed', 'true');
  for (const act of ['pointerdown', 'keydown'] as const)
    document.addEventListener(
      act,
      () => {
        card.removeAttribute('data-revealed');
        isSeen.abort();
      },
      { capture: true, signal: isSeen.signal },
    );
}

/** The event by which the list is asked to render a backend that is out of sight, or in a folded group. */
export const REVEAL_EVENT = 'switchyard-reveal';

/** Scrolls to the card or row of a backend and focuses it, as soon as the page has it. */
export function revealCard(id: number): void {
  document.dispatchEvent(new CustomEvent(REVEAL_EVENT, { detail: id }));
  focusCard(id, MAX_FRAMES);
}

function focusCard(id: number, frames: number): void {
  requestAnimationFrame(() => {
    const card = findBackend(id);
    if (card !== null) {
      card.scrollIntoView({ block: 'nearest' });
      card.focus({ preventScroll: true });
      highlight(card);
    } else if (frames > 0) focusCard(id, frames - 1);
  });
}
