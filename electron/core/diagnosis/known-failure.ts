/** An entry in the table of known failures, and what it may know of the run that it explains. */
import type { DiagnosisAction } from '../../../shared/diagnosis.ts';
import type { SwitchyardError } from '../../../shared/errors.ts';
import type { HostText, Text } from '../../../shared/words/phrase.ts';
import type { ExitInfo } from '../process/exit-info.ts';
import type { PrintedLine } from './run-output.ts';

/** `explanation` and `remedy` are whole sentences. */
export interface Explanation {
  explanation: Text;
  remedy: Text;
  action?: DiagnosisAction | undefined;
  /** The port that it could not open: who has it is found out, and told to `explain` as {@link FailedRun.portOwner}. */
  blockedPort?: number;
}

export interface FailedRun {
  /** The display name of the backend. */
  backend: string;
  platform: NodeJS.Platform;
  /** Null where its process lives, or there was none. */
  exit: ExitInfo | null;
  /** Whether it had been ready. */
  wasReady: boolean;
  /** The port that it was given. */
  port: number | null;
  /** Who has the port that it could not open, by name and PID; null where that is not known yet. */
  portOwner: string | null;
  /** The program and its arguments as spawned; null where nothing was. */
  program: { command: string; args: readonly string[] } | null;
  /** Name and label of the setting with the user's own arguments; null where its type has none. */
  argumentsSetting: { name: string; label: HostText } | null;
  /** Name and label of the setting with its environment variables; null where its type has none. */
  environmentSetting: { name: string; label: HostText } | null;
  /** The graphics cards that it may see, and what holds their memory. */
  gpus: readonly FailedRunGpu[];
  /** What the kernel has logged since the start of the run, oldest first; empty where that cannot be read. */
  kernelLog: readonly string[];
  /** Whether the program can free what other backends hold on them. */
  canMakeRoom: boolean;
}

export interface FailedRunGpu {
  /** Its number, as users name it. */
  id: string;
  name: string;
  totalBytes: number | undefined;
  freeBytes: number | undefined;
  /** Other backends with memory there: display name and bytes. */
  holders: readonly { backend: string; bytes: number }[];
}

/** One line of the output, matched by {@link KnownFailure.pattern}. */
export interface Match {
  groups: readonly (string | undefined)[];
  /** Everything that the diagnosis reads, and where in it the matched line is. */
  lines: readonly PrintedLine[];
  index: number;
}

export interface KnownFailure {
  /** Its name on the wire, in stored records and in the catalogue, which has its title; never changed. */
  id: string;
  /** Of one line, without colours and without what loggers put before it. */
  pattern: RegExp;
  /** Null where the line is not the cause after all. */
  explain: (match: Match, run: FailedRun) => Explanation | null;
  /** Another start cannot succeed before a person has changed something. */
  isPermanent?: true;
  /** Its explanation tells who holds the memory of a card, which has to be measured. */
  readsGpuMemory?: true;
  /** Only what other failures bring about: it counts where no other entry of the table matches. */
  isFollowUp?: true;
}

/**
 * A failure that one engine knows by its own words. It takes the place of the general table, and of the error that the run
 * ended with.
 */
export interface EngineFailure {
  error: SwitchyardError;
  /** Where in the lines it was found. */
  index: number;
}
