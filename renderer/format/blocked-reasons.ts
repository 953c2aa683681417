/** Messages that say why a backend cannot do something in its present phase. */

import { type FullBackend, isNotConfigured } from '../../shared/backend.ts';
import { formatWords } from '../../shared/words/en/format.ts';
import { translateField } from '../../shared/words/wire-phrases.ts';
import { words } from '../../shared/words/words.ts';

const t = words(formatWords);

export interface RestartChoice {
  /** What the button says. */
  label: string;
  /** `retry` ends the pause before the next attempt. */
  action: 'restart' | 'retry';
  /** Why it cannot be done now; null where it can. */
  blocked: string | null;
}

/** What a restart of the backend means in its present phase. A worker that runs here has a PID; a remote has none. */
export function restartChoice({
  phase,
  next_step: next,
  pid,
  error,
}: Pick<FullBackend, 'phase' | 'next_step' | 'pid' | 'error'>): RestartChoice {
  const restart = (blocked: string | null): RestartChoice => ({
    label: t('restart'),
    action: 'restart',
    blocked,
  });
  if (isNotConfigured({ phase, error })) return restart(t('blockedNotSetUp'));
  switch (phase) {
    case 'disabled':
      return restart(t('blockedOff'));
    case 'stopping':
      return restart(t('blockedStopping'));
    case 'sleeping':
      return { label: t('startNow'), action: 'restart', blocked: null };
    case 'idle':
      return restart(pid === undefined ? t('blockedRemote') : null);
    case 'loading':
      return {
        label: t('startAgain'),
        action: 'restart',
        blocked: pid === undefined ? t('blockedStarting') : null,
      };
    case 'waiting':
      if (next?.kind === 'retry') return { label: t('startNow'), action: 'retry', blocked: null };
      return {
        label: t('startNow'),
        action: 'retry',
        blocked:
          next?.kind === 'make_room'
            ? t('blockedWaitingForMemory')
            : next?.kind === 'wait_for_start'
              ? translateField(next, 'message')
              : t('blockedWaitingForTurn'),
      };
    default:
      return restart(null);
  }
}

/** Only a backend that is ready for use can free memory, and only one whose program has a way to do it. */
export function freeBlockedReason({
  phase,
  can_free_memory: canFree,
}: Pick<FullBackend, 'phase' | 'can_free_memory'>): string | null {
  if (phase !== 'running') return t('blockedNotReady');
  return canFree === false ? t('blockedNoFreeing') : null;
}
