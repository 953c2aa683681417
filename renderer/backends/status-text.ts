/** What a status means, in words, and how urgent it is: the colour only repeats what the words say. */
import type { FullBackend } from '../../shared/backend.ts';
import { assertNever } from '../../shared/errors.ts';
import type { Group } from '../state/view-state.ts';
import { secondsUntil } from './format-amounts.ts';

export type Tone = 'ready' | 'busy' | 'waiting' | 'uncertain' | 'error' | 'off';

export interface StatusText {
  tone: Tone;
  words: string;
  /** True while the words count down, so that they have to be made anew each second. */
  counting: boolean;
}

type StatusFacts = Pick<FullBackend, 'phase'> &
  Partial<Pick<FullBackend, 'next_step' | 'load_status' | 'error'>>;

/** @param now milliseconds since 1970 by the host's clock. */
export function statusText(backend: StatusFacts, now: number): StatusText {
  const { phase, next_step: next } = backend;
  switch (phase) {
    case 'running':
      return { tone: 'ready', words: 'Ready for use', counting: false };
    case 'idle':
      return { tone: 'uncertain', words: 'Does not answer, being asked again', counting: false };
    case 'loading':
      return { tone: 'busy', words: backend.load_status || 'Starting…', counting: false };
    case 'waiting': {
      if (next?.kind === 'make_room')
        return next.asks
          ? { tone: 'uncertain', words: 'Waits for room, asks you', counting: false }
          : { tone: 'waiting', words: 'Waits for room', counting: false };
      if (next?.kind !== 'retry')
        return { tone: 'waiting', words: 'Waiting for its turn to start', counting: false };
      const seconds = secondsUntil(next.at, now);
      const when = seconds > 0 ? `Restarts in ${seconds} s` : 'Restarts now';
      return {
        tone: 'waiting',
        words: `${when}, try ${next.attempt} of ${next.attempts}`,
        counting: seconds > 0,
      };
    }
    case 'stopping': {
      // Nobody asked for this stop: the worker ended, and what it started is ended after it.
      if (backend.error) return { tone: 'error', words: 'Ended by itself, tidying up', counting: false };
      if (next?.kind !== 'force_stop') return { tone: 'busy', words: 'Stopping…', counting: false };
      const seconds = secondsUntil(next.at, now);
      return seconds > 0
        ? { tone: 'busy', words: `Stopping… forced end in ${seconds} s`, counting: true }
        : { tone: 'busy', words: 'Stopping… being ended by force', counting: false };
    }
    case 'errored':
      return { tone: 'error', words: 'Failed, needs your attention', counting: false };
    case 'disabled':
      return { tone: 'off', words: 'Switched off', counting: false };
    default:
      return assertNever(phase);
  }
}

/** A backend that is about to be tried again after a failure wants attention, and so does one that asks something. */
function wantsAttention(next: FullBackend['next_step']): boolean {
  return next?.kind === 'retry' || (next?.kind === 'make_room' && next.asks);
}

/** Which group a backend counts to. */
export function groupOf(backend: StatusFacts): Group {
  switch (backend.phase) {
    case 'running':
      return 'ready';
    case 'loading':
    case 'stopping':
      return 'working';
    case 'waiting':
      return wantsAttention(backend.next_step) ? 'attention' : 'working';
    case 'idle':
    case 'errored':
      return 'attention';
    case 'disabled':
      return 'off';
    default:
      return assertNever(backend.phase);
  }
}

/** How a backend is called: its title, or the name of its type. */
export function backendName(
  backend: Pick<FullBackend, 'title' | 'type'>,
  typeName: string | undefined,
): string {
  return backend.title.trim() || typeName || backend.type;
}
