/** All backends in one icon and one line. */
import type { FullBackend } from '../../../shared/backend.ts';
import { assertNever } from '../../../shared/errors.ts';
import { mayNeedAdmission } from '../backends/backend-display.ts';

/** From the best to the worst; each has an icon of its own. */
export const trayStates = ['off', 'running', 'loading', 'error'] as const;
type Facts = Pick<FullBackend, 'phase' | 'next_step'>;
export type TrayState = (typeof trayStates)[number];

/**
 * What one backend adds. Only one that was given up, or asks something, is an error: that icon means "this needs you". One that does not
 * answer, or is about to be started again, is on its way by itself; were it red, red would soon be overlooked.
 */
export function trayStateOf(backend: Facts): TrayState {
  if (mayNeedAdmission(backend)) return 'error';
  const { phase } = backend;
  switch (phase) {
    case 'errored':
      return 'error';
    case 'loading':
    case 'waiting':
    case 'stopping':
    case 'idle':
      return 'loading';
    case 'running':
      return 'running';
    case 'disabled':
      return 'off';
    default:
      return assertNever(phase);
  }
}

/** The worst of all; those that are switched off do not count. */
export function worstState(backends: readonly Facts[]): TrayState {
  const worst = Math.max(0, ...backends.map((backend) => trayStates.indexOf(trayStateOf(backend))));
  return trayStates[worst] ?? 'off';
}

/** Such as "Switchyard: 2 running, 1 error". Stays far below the 127 characters that Windows shows. */
export function trayTip(backends: readonly Facts[]): string {
  if (backends.length === 0) return 'Switchyard: no backends yet';
  const count = (...phases: FullBackend['phase'][]) =>
    backends.filter(({ phase }) => phases.includes(phase)).length;
  const errors = count('errored');
  const asking = backends.filter(mayNeedAdmission).length;
  const parts: [number, string][] = [
    [count('running'), 'running'],
    [count('loading', 'waiting') - asking, 'loading'],
    [count('stopping'), 'stopping'],
    [count('idle'), 'not answering'],
    [asking, asking === 1 ? 'waits for your answer' : 'wait for your answer'],
    [errors, errors === 1 ? 'error' : 'errors'],
  ];
  const words = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `Switchyard: ${words.length > 0 ? words.join(', ') : 'all backends are off'}`;
}
