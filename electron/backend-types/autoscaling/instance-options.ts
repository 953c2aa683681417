/** What an instance is given, and the phases that it goes through. */
import type { HostText } from '../../../shared/words/phrase.ts';
import type { Clock } from '../../core/clock.ts';
import type { findInstance } from './instance-kinds.ts';

/**
 * `launching`: no address is known yet. `connecting`: it has not answered yet. `up`: it answers. `away`: it does not answer
 * now. `draining`: it ends when its requests are answered. `ending`: it was told to end.
 */
export type InstancePhase = 'launching' | 'connecting' | 'up' | 'away' | 'draining' | 'ending' | 'ended';

export interface InstanceOptions {
  number: number;
  clock: Clock;
  /** Finds out what answers at an address. */
  find: (address: {
    url: string;
    modelsUrl: string | null;
    signal: AbortSignal;
  }) => ReturnType<typeof findInstance>;
  /** Reads its address from a file; null while it is not there. Absent where no file is to have it. */
  readAddress?: (() => Promise<string | null>) | undefined;
  /** Milliseconds of one attempt at the first contact. */
  attemptMs: () => number;
  /** Requests at the same time. */
  maxUsages: () => number;
  /** Milliseconds for the launch; infinite for no limit. */
  launchMs: () => number;
  /** Milliseconds between the polite and the forced end of its launch. */
  graceMs: number;
  /** Whether it is not known what the scheduler runs. The instance is not given up then. */
  isUnknown: () => boolean;
  log: (message: string) => void;
  onChange: () => void;
  /** It answers for the first time. */
  onUp: () => void;
  /** It was never up. @param reason as a part of a sentence */
  onFailed: (reason: HostText) => void;
  /** It was up, and ended without being told to. @param reason as a part of a sentence, for the log */
  onLost: (reason: string) => void;
}
