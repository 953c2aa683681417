import { formatMoment } from '../format/time.ts';
import { useNow } from '../panel-context.tsx';

/** A time, formatted again when midnight has passed. Only this component follows the clock, not what is around it. */
export function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{formatMoment(at, useNow())}</time>;
}
