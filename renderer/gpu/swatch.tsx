import type { ColourVariable } from './backend-colour.ts';

/** A small patch of a colour that is used in a bar or a chart. */
export function Swatch({ colour }: { colour: ColourVariable }) {
  return <span className="sy-swatch" style={{ background: `var(${colour})` }} aria-hidden />;
}
