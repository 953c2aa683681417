/** Says before a save what it does to the backend and to its requests. */
import type { ShownBackend } from '../state/panel-store.ts';
import { formatCount } from './amounts.ts';

/** @param needsRestart whether a changed setting takes effect with a restart alone */
export function describeSaving(needsRestart: boolean, { phase }: Pick<ShownBackend, 'phase'>): string {
  if (!needsRestart) return 'Saving is applied without a restart.';
  if (phase === 'disabled') return 'It is switched off: the changes apply once it is switched on.';
  if (phase === 'errored') return 'Saving starts this backend again.';
  return 'Saving restarts this backend.';
}

/** What becomes of its requests, as a sentence; empty where it can have none. */
export function describeRequests({
  phase,
  settings,
  reports_usage: isKnown,
  requests_in_flight: count = 0,
}: ShownBackend): string {
  if (phase !== 'running') return '';
  if (count === 0 && isKnown === true) return 'No request is in flight.';
  const seconds = settings.StopTimeout;
  const time = typeof seconds === 'number' && seconds > 0 ? ` up to ${seconds} s` : null;
  if (count > 0) {
    const requests = `${formatCount(count, 'request')} ${count === 1 ? 'is' : 'are'} in flight`;
    return time === null ? `${requests}.` : `${requests}, with${time} to be answered.`;
  }
  return time === null ? '' : `Requests that it is answering have${time}.`;
}
