/** What a backend that starts instances on demand has, wants and does next, in sentences. */

import type { ScaleState } from '../../shared/scale-out.ts';
import { formatWords } from '../../shared/words/en/format.ts';
import { joinTranslated, joinWithAnd } from '../../shared/words/join-texts.ts';
import { words } from '../../shared/words/words.ts';
import { secondsUntil } from './amounts.ts';
import { formatMoment } from './time.ts';

const t = words(formatWords);

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
    ...(starting > 0 ? [t('instancesStarting', { count: starting })] : []),
    ...(away > 0 ? [t('instancesAway', { count: away })] : []),
    ...(draining > 0 ? [t('instancesEnding', { count: draining })] : []),
  ];
  const first =
    up === 0
      ? others.length > 0
        ? t('noInstanceAnswersYet')
        : t('noInstanceRuns')
      : t('instancesAnswer', { count: up });
  return t('instancesAtMost', { instances: joinWithAnd([first, ...others]), max });
}

/** What waits, and what follows from that. */
function formatDemand({ up, starting, away, min, max, min_queued: enough, waiting }: ScaleState): string {
  const requests = t('requestsWait', { count: waiting });
  const active = up + starting + away;
  if (active < min) return joinTranslated([requests, t('moreWanted', { count: min - active, min })]);
  if (active >= max) return joinTranslated([requests, waiting >= enough ? t('noMoreAllowed') : '']);
  if (waiting >= enough) return joinTranslated([requests, t('oneMoreWanted')]);
  return joinTranslated([requests, t('enoughWaiting', { count: enough })]);
}

function formatNext(
  { next_start_at: startAt, next_stop: stop, unknown_since: unknown }: ScaleState,
  now: number,
): string {
  if (unknown !== undefined) return '';
  return joinTranslated([
    startAt === undefined || secondsUntil(startAt, now) === 0 ? '' : formatNextStart(startAt, now),
    stop === undefined ? '' : formatNextStop(stop, now),
  ]);
}

const formatNextStart = (at: string, now: number): string =>
  isCounted(at, now)
    ? t('nextStartIn', { seconds: secondsUntil(at, now) })
    : t('nextStartAt', { time: formatMoment(at, now) });

const formatNextStop = ({ number, at }: NonNullable<ScaleState['next_stop']>, now: number): string =>
  isCounted(at, now)
    ? t('instanceStopsIn', { number, seconds: secondsUntil(at, now) })
    : t('instanceStopsAt', { number, time: formatMoment(at, now) });

const isCounted = (at: string, now: number): boolean => secondsUntil(at, now) <= MAX_COUNTED;

function formatLast({ last_launch: last }: ScaleState, now: number): string {
  if (last === undefined) return '';
  const at = formatMoment(last.at, now);
  return last.failure === undefined
    ? t('launchSucceeded', { number: last.number, at })
    : t('launchFailed', { number: last.number, at });
}
