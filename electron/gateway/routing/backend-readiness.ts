/** Whether a backend can be asked now, and what a request that names it has to wait for. */
import type { FullBackend } from '../../../shared/backend.ts';

/**
 * `ready`: it can be asked. `starting`: it gets ready by itself, as one does that yields its memory to another for a while. `asleep`: it has to be started. `never`: only a person can
 * change that it answers nothing, because it has failed or is off.
 */
export type BackendReadiness = 'ready' | 'starting' | 'asleep' | 'never';

export function readinessOf({
  phase,
  enabled,
  yield_notice,
}: Pick<FullBackend, 'phase' | 'enabled' | 'yield_notice'>): BackendReadiness {
  switch (phase) {
    case 'running':
    case 'idle':
      return yield_notice === undefined ? 'ready' : 'starting';
    case 'sleeping':
      return 'asleep';
    case 'waiting':
    case 'loading':
      return 'starting';
    case 'stopping':
      // What follows a crash is decided when its processes are gone.
      return enabled ? 'starting' : 'never';
    case 'errored':
    case 'disabled':
      return 'never';
  }
}

const ranks: Record<BackendReadiness, number> = { ready: 0, starting: 1, asleep: 2, never: 3 };

/** The first of two to ask: one that runs before one that starts, and of those that sleep the one that needs the least memory. */
export function compareReadiness(a: FullBackend, b: FullBackend): number {
  return ranks[readinessOf(a)] - ranks[readinessOf(b)] || costOf(a) - costOf(b);
}

/** What a start costs, by the graphics memory that the backend needs. Nothing is known of one that declares none. */
function costOf(backend: FullBackend): number {
  if (readinessOf(backend) === 'ready') return 0;
  const need = backend.settings.VramNeedGB;
  return typeof need === 'number' ? need : 0;
}
