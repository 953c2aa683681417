/** What starts and ends instances: a script, or a scheduler. */
import type { LaunchMessage } from './launch-messages.ts';

export interface LaunchListener {
  onMessage(message: LaunchMessage): void;
  /** @param reason why it waits for a place, in the words of the scheduler; null when it has one */
  onWaiting(reason: string | null): void;
  /**
   * The script, or the job, has ended.
   * @param reason how, as a part of a sentence
   * @param isGone whether nothing of its instance can be left; a script may leave it to a scheduler
   */
  onEnded(reason: string, isGone: boolean): void;
}

export interface Launch {
  /** Its number among the launches of the backend. */
  readonly number: number;
  /** By what a person finds it, such as `PID 4711`. */
  readonly name: string;
  /** Ends it, if it has not ended. Resolves when its end is confirmed, or cannot be for now. */
  stop(graceMs: number): Promise<void>;
}

/** That the scheduler does not tell what runs. */
export interface Outage {
  /** Epoch milliseconds. */
  since: number;
  /** As a part of a sentence. */
  reason: string;
}

export interface Launcher {
  /** Null while it is known what runs. */
  readonly outage: Outage | null;
  /** @throws Error whose message is the reason, as a part of a sentence; SwitchyardError */
  start(number: number, listener: LaunchListener): Promise<Launch>;
}
