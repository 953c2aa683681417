/** The state of all backends in one icon and one tooltip. */
import { type FullBackend, isNotConfigured } from '../../../shared/backend.ts';
import { assertNever } from '../../../shared/errors.ts';
import { isAskingForAdmission, isUnstable } from '../backends/backend-display.ts';

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

/** Such as "Switchyard: 2 running, 1 error". Stays far below the 127 characters that Windows shows. */
export function formatTooltip(backends: readonly BackendFacts[]): string {
  if (backends.length === 0) return 'Switchyard: no backends yet';
  const count = (...phases: FullBackend['phase'][]) =>
    backends.filter(({ phase }) => phases.includes(phase)).length;
  const unconfigured = backends.filter(isNotConfigured).length;
  const errors = count('errored') - unconfigured;
  const unstable = backends.filter(isUnstable).length;
  const asking = backends.filter(isAskingForAdmission).length;
  const parts: [number, string][] = [
    [count('running') - unstable, 'running'],
    [unstable, 'unstable'],
    [count('loading', 'waiting') - asking, 'loading'],
    [count('stopping'), 'stopping'],
    [count('idle'), 'not answering'],
    [count('sleeping'), 'sleeping'],
    [asking, asking === 1 ? 'waits for your answer' : 'wait for your answer'],
    [unconfigured, 'not set up'],
    [errors, errors === 1 ? 'error' : 'errors'],
  ];
  const counts = parts.filter(([number]) => number > 0).map(([number, label]) => `${number} ${label}`);
  return `Switchyard: ${counts.length > 0 ? counts.join(', ') : 'all backends are off'}`;
}
