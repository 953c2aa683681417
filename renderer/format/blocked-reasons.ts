/** Messages that say why a backend cannot do something in its present phase. */
import type { FullBackend } from '../../shared/backend.ts';

/** A backend can be restarted when it is ready or has failed. In other phases it is starting or stopping already, or off. */
export function restartBlockedReason({ phase }: Pick<FullBackend, 'phase'>): string | null {
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

/** Only a backend that is ready for use can free memory. */
export function freeBlockedReason({ phase }: Pick<FullBackend, 'phase'>): string | null {
  return phase === 'running' ? null : 'Memory can be freed once it is ready for use.';
}
