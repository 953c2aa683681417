import { formatMoment } from '../format/time.ts';
import { useNow } from '../panel-context.tsx';

/** A moment in words that stay right past midnight; only these watch the clock, not what is around them. */
export function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{formatMoment(at, useNow())}</time>;
}
