/**
 * The colour of a backend in bars and charts. It depends only on the id, so that it is the same on every page and after every
 * start, whichever other backends there are.
 */
import './backend-colour.css';

const COLOUR_COUNT = 12;

/** A custom property of CSS, such as `--sy-backend-3`, with one colour for the light and one for the dark scheme. */
export type ColourVariable = `--${string}`;

export function backendColour(id: number): ColourVariable {
  // Each dozen starts with the next colour. Otherwise backends 0, 12 and 24 would have the same colour, and they are on the
  // same GPU if backends are assigned to 4 or 8 GPUs in turn.
  const index = id + Math.floor(id / COLOUR_COUNT);
  // Children have negative ids.
  return `--sy-backend-${((index % COLOUR_COUNT) + COLOUR_COUNT) % COLOUR_COUNT}`;
}
