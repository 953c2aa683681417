/** Messages that say why a backend cannot do something in its present phase. */
import { type FullBackend, isNotConfigured } from '../../shared/backend.ts';

export interface RestartChoice {
  /** What the button says. */
  label: 'Restart' | 'Start now' | 'Start again';
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
    label: 'Restart',
    action: 'restart',
    blocked,
  });
  if (isNotConfigured({ phase, error })) return restart('It is not set up yet: fill in its settings.');
  switch (phase) {
    case 'disabled':
      return restart('It is switched off.');
    case 'stopping':
      return restart('It is just being stopped.');
    case 'sleeping':
      return { label: 'Start now', action: 'restart', blocked: null };
    case 'idle':
      return restart(pid === undefined ? 'It does not run here. It is asked again until it answers.' : null);
    case 'loading':
      return {
        label: 'Start again',
        action: 'restart',
        blocked: pid === undefined ? 'It is just being started.' : null,
      };
    case 'waiting':
      if (next?.kind === 'retry') return { label: 'Start now', action: 'retry', blocked: null };
      return {
        label: 'Start now',
        action: 'retry',
        blocked:
          next?.kind === 'make_room'
            ? 'It waits for room.'
            : next?.kind === 'wait_for_start'
              ? next.message
              : 'It waits for its turn to start.',
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
  if (phase !== 'running') return 'Memory can be freed once it is ready for use.';
  return canFree === false ? 'It frees memory by a restart alone: its program has no request for it.' : null;
}
