/** How often to look for a card before giving up: about two seconds of frames. */
const TRIES = 120;

/** Brings the card of a backend into sight and under the keyboard's cursor, as soon as the pushed picture has it. */
export function revealCard(id: number, tries = TRIES): void {
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`article[data-backend-id="${id}"]`);
    if (card !== null) {
      card.scrollIntoView({ block: 'nearest' });
      card.focus({ preventScroll: true });
    } else if (tries > 0) revealCard(id, tries - 1);
  });
}
