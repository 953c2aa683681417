/** How often to look for a card before giving up: about two seconds of frames. */
const TRIES = 120;

/** Marks the card until the person does something: by then it has been seen. */
function highlight(card: HTMLElement): void {
  const seen = new AbortController();
  card.setAttribute('data-revealed', 'true');
  for (const act of ['pointerdown', 'keydown'] as const)
    document.addEventListener(
      act,
      () => {
        card.removeAttribute('data-revealed');
        seen.abort();
      },
      { capture: true, signal: seen.signal },
    );
}

/** Brings the card of a backend into sight and under the keyboard's cursor, as soon as the pushed picture has it. */
export function revealCard(id: number, tries = TRIES): void {
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`article[data-backend-id="${id}"]`);
    if (card !== null) {
      card.scrollIntoView({ block: 'nearest' });
      card.focus({ preventScroll: true });
      highlight(card);
    } else if (tries > 0) revealCard(id, tries - 1);
  });
}
