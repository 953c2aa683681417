/** The state of all backends in one icon and one tooltip. */
import { type FullBackend, isNotConfigured } from '../../../shared/backend.ts';
import { assertNever } from '../../../shared/errors.ts';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { intl, words } from '../../../shared/words/words.ts';
import { isAskingForAdmission, isUnstable } from '../backends/backend-display.ts';

const t = words(desktopWords);

/** From the best to the worst; each has its own icon. */
export const trayStates = ['off', 'running', 'loading', 'error'] as const;
type BackendFacts = Pick<FullBackend, 'phase' | 'next_step' | 'error' | 'crashes'>;
export type TrayState = (typeof trayStates)[number];

/**
 * The state that one backend asks for. Only a backend that was given up, or that asks something, counts as an error: that
 * icon means "this needs you". One that does not answer, or is about to be started again, recovers by itself; if the icon
 * were red for it, people would soon overlook red.
 */
export function trayStateOf(backend: BackendFacts): TrayState {
  if (isAskingForAdmission(backend)) return 'error';
  const { phase } = backend;
  switch (phase) {
    case 'errored':
      return isNotConfigured(backend) ? 'off' : 'error';
    case 'loading':
    case 'waiting':
    case 'stopping':
    case 'idle':
      return 'loading';
    case 'running':
      // One that crashes every few minutes is not well while it runs.
      return isUnstable(backend) ? 'loading' : 'running';
    case 'sleeping':
    case 'disabled':
      return 'off';
    default:
      return assertNever(phase);
  }
}

/** The worst state of all backends; those that are switched off do not count. */
export function worstState(backends: readonly BackendFacts[]): TrayState {
  const worst = Math.max(0, ...backends.map((backend) => trayStates.indexOf(trayStateOf(backend))));
  return trayStates[worst] ?? 'off';
}

/** Such as "Switchyard: 2 ready, 1 failed". Stays far below the 127 characters that Windows shows. */
export function formatTooltip(backends: readonly BackendFacts[]): string {
  if (backends.length === 0) return t('tooltipNone');
  const count = (...phases: FullBackend['phase'][]) =>
    backends.filter(({ phase }) => phases.includes(phase)).length;
  const unconfigured = backends.filter(isNotConfigured).length;
  const errors = count('errored') - unconfigured;
  const unstable = backends.filter(isUnstable).length;
  const asking = backends.filter(isAskingForAdmission).length;
  const parts = [
    [count('running') - unstable, 'tip_ready'],
    [unstable, 'tip_unstable'],
    [count('loading', 'waiting') - asking, 'tip_starting'],
    [count('stopping'), 'tip_stopping'],
    [count('idle'), 'tip_idle'],
    [count('sleeping'), 'tip_sleeping'],
    [asking, 'tip_asking'],
    [unconfigured, 'tip_unconfigured'],
    [errors, 'tip_failed'],
  ] as const;
  const counts = parts.filter(([number]) => number > 0).map(([number, key]) => t(key, { count: number }));
  if (counts.length === 0) return t('tooltipAllOff');
  return t('tooltip', { counts: intl.list({ type: 'unit', style: 'short' }).format(counts) });
}
