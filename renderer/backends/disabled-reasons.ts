/** Why something cannot be asked of a backend in its present state, in words. */
import type { FullBackend } from '../../shared/backend.ts';

/** Only what is ready or has failed is restarted; anything else is on its way already, or off. */
export function restartBlocked({ phase }: Pick<FullBackend, 'phase'>): string | null {
  switch (phase) {
    case 'disabled':
      return 'It is switched off.';
    case 'loading':
      return 'It is just being started.';
    case 'waiting':
      return 'It is about to be started.';
    case 'stopping':
      return 'It is just being stopped.';
    default:
      return null;
  }
}

/** Only a worker that is ready for use can be asked to free memory. */
export function freeBlocked({ phase }: Pick<FullBackend, 'phase'>): string | null {
  return phase === 'running' ? null : 'Memory can be freed once it is ready for use.';
}
