/** One word and one sentence about all backends together, as in SwarmUI's GetCurrentStatus. */
import type { FullBackend } from '../../../shared/backend.ts';
import type { OperationOutput } from '../../../shared/operations.ts';
import type { JobCount } from '../backend/backend-type.ts';

type CurrentStatus = OperationOutput<'GetCurrentStatus'>;

export interface StatusFacts {
  view: Pick<FullBackend, 'enabled' | 'status' | 'features' | 'phase'>;
  jobs: JobCount;
}

export function computeOverallStatus(backends: readonly StatusFacts[]): CurrentStatus {
  const views = backends.map(({ view }) => view);
  const count = (status: FullBackend['status']) => views.filter((view) => view.status === status).length;
  const sum = (field: keyof JobCount) => backends.reduce((total, { jobs }) => total + jobs[field], 0);
  const running = sum('running');
  return {
    backend_status: { ...describe(views), any_loading: isAnyLoading(views) },
    status: {
      waiting_gens: running + sum('waiting'),
      loading_models: count('loading'),
      waiting_backends: count('waiting'),
      live_gens: running,
    },
    supported_features: [
      ...new Set(
        views.flatMap(({ enabled, status, features }) => (enabled && status === 'running' ? features : [])),
      ),
    ],
  };
}

const isAnyLoading = (views: readonly StatusFacts['view'][]): boolean =>
  views.some(({ status }) => status === 'loading' || status === 'waiting');

/** SwarmUI's order of precedence: what a person has to see comes first. */
function describe(
  views: readonly StatusFacts['view'][],
): Omit<CurrentStatus['backend_status'], 'any_loading'> {
  if (views.length === 0)
    return { status: 'empty', class: 'error', message: 'There are no backends yet. Add one to begin.' };
  if (views.every(({ enabled }) => !enabled))
    return {
      status: 'all_disabled',
      class: 'error',
      message: 'All backends are switched off. Switch one on to continue.',
    };
  const isAny = (status: FullBackend['status']) => views.some((view) => view.status === status);
  if (isAny('errored'))
    return {
      status: 'errored',
      class: 'error',
      message: 'Some backends have failed. Their cards say why, and what to do.',
    };
  if (isAny('running'))
    return isAnyLoading(views)
      ? { status: 'some_loading', class: 'warn', message: 'Some backends are ready, others still load.' }
      : { status: 'running', class: '', message: '' };
  if (isAnyLoading(views))
    return { status: 'loading', class: 'soft', message: 'Backends are loading; none is ready yet.' };
  if (views.some(({ enabled, status }) => enabled && status === 'disabled'))
    return {
      status: 'disabled',
      class: 'warn',
      message: 'Some backends are not set up yet. Fill in their settings to continue.',
    };
  if (views.some(({ phase }) => phase === 'sleeping') && !views.some(({ phase }) => phase === 'idle'))
    return {
      status: 'idle',
      class: '',
      message: 'The backends sleep; a request for one of their models starts it.',
    };
  return {
    status: 'idle',
    class: 'warn',
    message: 'No backend answers at the moment; they are asked again.',
  };
}
