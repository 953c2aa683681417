/**
 * Which colour a backend has wherever memory is drawn. It follows from its number alone, so that it is the same on every
 * page and after every start, whoever else comes or goes.
 */
import './backend-colour.css';

const COLOURS = 12;

/** A custom property of CSS, such as `--sy-backend-3`: a colour of its own in the light and in the dark scheme. */
export type ColourVariable = `--${string}`;

export function backendColour(id: number): ColourVariable {
  // Each dozen begins one colour further on: who spreads backends over 4 or 8 cards in turn has 0, 12 and 24 on the same one.
  const place = id + Math.floor(id / COLOURS);
  // Backends of another instance have numbers below zero.
  return `--sy-backend-${((place % COLOURS) + COLOURS) % COLOURS}`;
}
