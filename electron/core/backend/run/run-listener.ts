import type { SwitchyardError } from '../../../../shared/errors.ts';
import type { HostText } from '../../../../shared/words/phrase.ts';
import type { ExitInfo } from '../../process/exit-info.ts';

/** What a run reports to the actor. Once it is stopping, it reports nothing but why that takes long. */
export interface RunListener {
  /** A fact, the requests in flight or the process have changed. */
  changed(): void;
  /** The process ended by itself after it was ready. */
  exited(exit: ExitInfo): void;
  contactLost(error: SwitchyardError, shownAs: 'idle' | 'errored'): void;
  contactFound(): void;
  /** The end of the processes cannot be forced or confirmed yet; this is the reason. */
  stopDelayed(reason: HostText): void;
}
