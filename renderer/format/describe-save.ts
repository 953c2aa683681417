/** Says before a save what it does to the backend and to its requests. */
import { formatWords } from '../../shared/words/en/format.ts';
import { words } from '../../shared/words/words.ts';
import type { ShownBackend } from '../state/panel-store.ts';

const t = words(formatWords);

/** @param needsRestart whether a changed setting takes effect with a restart alone */
export function describeSaving(needsRestart: boolean, { phase }: Pick<ShownBackend, 'phase'>): string {
  if (!needsRestart) return t('saveWithoutRestart');
  if (phase === 'disabled') return t('saveWhileOff');
  if (phase === 'errored') return t('saveStartsAgain');
  return t('saveRestarts');
}

/** What becomes of its requests, as a sentence; empty where it can have none. */
export function describeRequests({
  phase,
  settings,
  reports_usage: isKnown,
  requests_in_flight: count = 0,
}: ShownBackend): string {
  if (phase !== 'running') return '';
  if (count === 0 && isKnown === true) return t('saveNoneInFlight');
  const { StopTimeout: seconds } = settings;
  const isTimed = typeof seconds === 'number' && seconds > 0;
  if (count > 0) return isTimed ? t('saveInFlightTimed', { count, seconds }) : t('saveInFlight', { count });
  return isTimed ? t('saveAnyInFlightTimed', { seconds }) : '';
}
