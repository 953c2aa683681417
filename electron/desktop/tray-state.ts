/** All backends in one icon and one line. */
import type { FullBackend } from '../../shared/backend.ts';
import { assertNever } from '../../shared/errors.ts';

/** From the best to the worst; each has an icon of its own. */
export const trayStates = ['off', 'running', 'loading', 'error'] as const;
export type TrayState = (typeof trayStates)[number];

/**
 * What one backend adds. Only one that was given up is an error: that icon means "this needs you". One that does not
 * answer, or is about to be started again, is on its way by itself; were it red, red would soon be overlooked.
 */
export function trayStateOf({ phase }: Pick<FullBackend, 'phase'>): TrayState {
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
export function worstState(backends: readonly Pick<FullBackend, 'phase'>[]): TrayState {
  const worst = Math.max(0, ...backends.map((backend) => trayStates.indexOf(trayStateOf(backend))));
  return trayStates[worst] ?? 'off';
}

/** Such as "Switchyard: 2 running, 1 error". Stays far below the 127 characters that Windows shows. */
export function trayTip(backends: readonly Pick<FullBackend, 'phase'>[]): string {
  if (backends.length === 0) return 'Switchyard: no backends yet';
  const count = (...phases: FullBackend['phase'][]) =>
    backends.filter(({ phase }) => phases.includes(phase)).length;
  const errors = count('errored');
  const parts: [number, string][] = [
    [count('running'), 'running'],
    [count('loading', 'waiting'), 'loading'],
    [count('stopping'), 'stopping'],
    [count('idle'), 'not answering'],
    [errors, errors === 1 ? 'error' : 'errors'],
  ];
  const words = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `Switchyard: ${words.length > 0 ? words.join(', ') : 'all backends are off'}`;
}
