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

const REVEAL_EVENT = 'switchyard-reveal';

/**
 * Listens for backends that are to be revealed, so that the list renders one that is out of sight, or in a folded group.
 * @returns the function that ends it
 */
export function listenForReveal(reveal: (id: number) => void): () => void {
  const listening = new AbortController();
  document.addEventListener(REVEAL_EVENT, (event) => event instanceof CustomEvent && reveal(event.detail), {
    signal: listening.signal,
  });
  return () => listening.abort();
}

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
