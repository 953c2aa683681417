import type { ColourVariable } from './backend-colour.ts';

/** A dab of the colour in which something is drawn elsewhere. */
export function Swatch({ colour }: { colour: ColourVariable }) {
  return <span className="sy-swatch" style={{ background: `var(${colour})` }} aria-hidden />;
}
