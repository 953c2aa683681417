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

/** Scrolls to the card of a backend and focuses it, as soon as the page has the card. */
export function revealCard(id: number, frames = MAX_FRAMES): void {
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`article[data-backend-id="${id}"]`);
    if (card !== null) {
      card.scrollIntoView({ block: 'nearest' });
      card.focus({ preventScroll: true });
      highlight(card);
    } else if (frames > 0) revealCard(id, frames - 1);
  });
}
