/** Describes the state of a backend as a text with a tone. The colour of the tone only repeats what the text says. */

import { type FullBackend, isNotConfigured } from '../../shared/backend.ts';
import { assertNever } from '../../shared/errors.ts';
import { removeControlCharacters } from '../../shared/text/control-characters.ts';
import { formatWords } from '../../shared/words/en/format.ts';
import { translateField } from '../../shared/words/wire-phrases.ts';
import { words } from '../../shared/words/words.ts';
import type { Group } from '../state/view-state.ts';
import { secondsUntil } from './amounts.ts';
import { formatCrashes, formatUnstable } from './crash-text.ts';

const t = words(formatWords);

export type Tone = 'ready' | 'busy' | 'waiting' | 'uncertain' | 'error' | 'off';

export interface StatusText {
  tone: Tone;
  text: string;
  /** Whether the text counts down to something that happens. */
  isCountingDown: boolean;
  /** The text while nobody knows how far the countdown has come. */
  withoutCountdown?: string;
}

export type StatusFacts = Pick<FullBackend, 'phase'> &
  Partial<Pick<FullBackend, 'next_step' | 'load_status' | 'phrases' | 'error' | 'crashes' | 'started_at'>>;

/** @param now milliseconds since 1970 by the host's clock. */
export function statusText(backend: StatusFacts, now: number): StatusText {
  const { phase, next_step: next, crashes = [] } = backend;
  switch (phase) {
    case 'running':
      return isUnstable(backend)
        ? { tone: 'uncertain', text: formatUnstable(crashes, backend.started_at, now), isCountingDown: false }
        : { tone: 'ready', text: t('statusReady'), isCountingDown: false };
    case 'idle':
      return { tone: 'uncertain', text: t('statusNotAnswering'), isCountingDown: false };
    case 'loading': {
      const text = translateField(backend, 'load_status') || t('statusStarting');
      return {
        tone: 'busy',
        text: isUnstable(backend)
          ? t('crashedAndStarting', { crashes: formatCrashes(crashes, now), status: text })
          : text,
        isCountingDown: false,
      };
    }
    case 'waiting': {
      if (next?.kind === 'make_room')
        return next.asks
          ? { tone: 'uncertain', text: t('statusAsksForMemory'), isCountingDown: false }
          : { tone: 'waiting', text: t('statusWaitingForMemory'), isCountingDown: false };
      if (next?.kind !== 'retry')
        return { tone: 'waiting', text: t('statusWaitingForTurn'), isCountingDown: false };
      const seconds = secondsUntil(next.at, now);
      const when = seconds > 0 ? t('restartsIn', { seconds }) : t('restartsNow');
      return {
        tone: 'waiting',
        text: attemptText(when, next),
        isCountingDown: seconds > 0,
        withoutCountdown: attemptText(t('restartsSoon'), next),
      };
    }
    case 'stopping': {
      if (backend.error?.code === 'stop_not_confirmed')
        return { tone: 'error', text: t('statusStoppingNotEnded'), isCountingDown: false };
      // Nobody asked for this stop: the worker has ended by itself, and its remaining processes are being ended.
      if (backend.error) return { tone: 'error', text: t('statusCleaningUp'), isCountingDown: false };
      if (next?.kind !== 'force_stop')
        return { tone: 'busy', text: t('statusStopping'), isCountingDown: false };
      const seconds = secondsUntil(next.at, now);
      return seconds > 0
        ? {
            tone: 'busy',
            text: t('statusStoppingForcedIn', { seconds }),
            isCountingDown: true,
            withoutCountdown: t('statusStoppingForcedSoon'),
          }
        : { tone: 'busy', text: t('statusStoppingByForce'), isCountingDown: false };
    }
    case 'errored':
      if (isNotConfigured(backend))
        return { tone: 'uncertain', text: t('statusNotSetUp'), isCountingDown: false };
      return { tone: 'error', text: t('statusFailed'), isCountingDown: false };
    case 'sleeping':
      return { tone: 'off', text: t('statusOnDemand'), isCountingDown: false };
    case 'disabled':
      return { tone: 'off', text: t('statusOff'), isCountingDown: false };
    default:
      return assertNever(phase);
  }
}

const attemptText = (when: string, { attempt, attempts }: { attempt: number; attempts: number }): string =>
  t('restartAttempt', { when, attempt, attempts });

/** Whether it has crashed lately, and has not run well for long enough since. A person's command ends that. */
export const isUnstable = ({ crashes = [] }: StatusFacts): boolean => crashes.length > 0;

/** Whether its text tells how long ago something was, so that it is made again from time to time. */
export const tellsAge = (backend: StatusFacts): boolean =>
  isUnstable(backend) && (backend.phase === 'running' || backend.phase === 'loading');

/** A backend needs attention if it failed and is about to be started again, or if it asks a question. */
function needsAttention(next: FullBackend['next_step']): boolean {
  return next?.kind === 'retry' || (next?.kind === 'make_room' && next.asks);
}

export function groupOf(backend: StatusFacts): Group {
  switch (backend.phase) {
    case 'running':
      return isUnstable(backend) ? 'attention' : 'ready';
    case 'loading':
      return isUnstable(backend) ? 'attention' : 'working';
    case 'stopping':
      return 'working';
    case 'waiting':
      return needsAttention(backend.next_step) ? 'attention' : 'working';
    case 'idle':
    case 'errored':
      return 'attention';
    case 'sleeping':
    case 'disabled':
      return 'off';
    default:
      return assertNever(backend.phase);
  }
}

/** The title of a backend, or the name of its type if it has no title. What is invisible in it could turn the text around it. */
export function backendName(
  backend: Pick<FullBackend, 'title' | 'type' | 'phrases'>,
  typeName: string | undefined,
): string {
  return removeControlCharacters(translateField(backend, 'title')).trim() || typeName || backend.type;
}
