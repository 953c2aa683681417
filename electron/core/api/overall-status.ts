/** One word and one sentence about all backends together, as in SwarmUI's GetCurrentStatus. */
import type { FullBackend } from '../../../shared/backend.ts';
import type { OperationOutput } from '../../../shared/operations.ts';

type CurrentStatus = OperationOutput<'GetCurrentStatus'>;

export function computeOverallStatus(backends: readonly FullBackend[]): CurrentStatus {
  const count = (...statuses: string[]) =>
    backends.filter((backend) => statuses.includes(backend.status)).length;
  const loading = count('loading', 'waiting');
  return {
    backend_status: { ...describe(), any_loading: loading > 0 },
    status: {
      waiting_gens: 0,
      loading_models: count('loading'),
      waiting_backends: count('waiting'),
      live_gens: 0,
    },
  };

  function describe(): Omit<CurrentStatus['backend_status'], 'any_loading'> {
    if (backends.length === 0)
      return { status: 'empty', class: 'warn', message: 'There are no backends yet. Add one to begin.' };
    const running = count('running');
    if (running > 0 && loading > 0)
      return {
        status: 'some_loading',
        class: 'soft',
        message: 'Some backends are ready, others still load.',
      };
    if (running > 0) return { status: 'running', class: '', message: '' };
    if (loading > 0)
      return { status: 'loading', class: 'soft', message: 'Backends are loading; none is ready yet.' };
    if (count('idle') > 0)
      return {
        status: 'idle',
        class: 'warn',
        message: 'No backend answers at the moment; they are asked again.',
      };
    if (count('errored') > 0)
      return { status: 'errored', class: 'error', message: 'Backends have failed, and none is ready.' };
    return { status: 'all_disabled', class: 'warn', message: 'All backends are switched off.' };
  }
}
