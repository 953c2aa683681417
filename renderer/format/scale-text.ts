/** What a backend that starts instances by demand has, wants and does next, in sentences. */
import type { ScaleState } from '../../shared/scale-out.ts';
import { formatCount, secondsUntil } from './amounts.ts';
import { joinWithAnd } from './join-with-and.ts';
import { formatMoment } from './time.ts';

/** Seconds up to which a time is counted down. */
const MAX_COUNTED = 90;

/** @param now epoch milliseconds by the host's clock */
export function scaleTexts(scale: ScaleState, now: number): string[] {
  return [formatInstances(scale), formatDemand(scale), formatNext(scale, now), formatLast(scale, now)].filter(
    (text) => text !== '',
  );
}

/** `2 instances answer, 1 is starting and 1 is away; 5 at most.` */
export function formatInstances({ up, starting, away, draining, max }: ScaleState): string {
  const others = [
    ...(starting > 0 ? [`${starting} ${starting === 1 ? 'is' : 'are'} starting`] : []),
    ...(away > 0 ? [`${away} ${away === 1 ? 'does' : 'do'} not answer`] : []),
    ...(draining > 0 ? [`${draining} ${draining === 1 ? 'is' : 'are'} ending`] : []),
  ];
  const first =
    up === 0
      ? others.length > 0
        ? 'No instance answers yet'
        : 'No instance runs'
      : `${formatCount(up, 'instance')} ${up === 1 ? 'answers' : 'answer'}`;
  return `${joinWithAnd([first, ...others])}; ${max} at most.`;
}

/** What waits, and what follows from that. */
function formatDemand({ up, starting, away, min, max, min_queued: enough, waiting }: ScaleState): string {
  const requests = `${waiting === 0 ? 'No requests wait' : `${formatCount(waiting, 'request')} ${waiting === 1 ? 'waits' : 'wait'}`}`;
  const active = up + starting + away;
  if (active < min)
    return `${requests}. ${formatCount(min - active, 'more instance')} wanted: ${min} are kept.`;
  if (active >= max)
    return waiting >= enough ? `${requests}. No more instances may be started.` : `${requests}.`;
  if (waiting >= enough) return `${requests}. 1 more instance is wanted.`;
  return `${requests}. ${enough === 1 ? '1 that waits starts' : `${enough} that wait start`} one more instance.`;
}

function formatNext(
  { next_start_at: startAt, next_stop: stop, unknown_since: unknown }: ScaleState,
  now: number,
): string {
  if (unknown !== undefined) return '';
  const sentences = [
    ...(startAt !== undefined && secondsUntil(startAt, now) > 0
      ? [`The next start comes ${formatWhen(startAt, now)} at the earliest.`]
      : []),
    ...(stop === undefined
      ? []
      : [`Instance ${stop.number} stops ${formatWhen(stop.at, now)} if it stays unused.`]),
  ];
  return sentences.join(' ');
}

function formatLast({ last_launch: last }: ScaleState, now: number): string {
  if (last === undefined) return '';
  const at = formatMoment(last.at, now);
  return last.failure === undefined
    ? `Launch ${last.number} succeeded at ${at}.`
    : `Launch ${last.number} failed at ${at}.`;
}

/** `in 40 s`; of what is further away, `at 14:03`. */
function formatWhen(at: string, now: number): string {
  const seconds = secondsUntil(at, now);
  return seconds <= MAX_COUNTED ? `in ${seconds} s` : `at ${formatMoment(at, now)}`;
}
