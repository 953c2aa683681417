/** What starts and ends instances: a script, or a scheduler. */
import type { HostText } from '../../../shared/words/phrase.ts';
import type { LaunchMessage } from './launch-messages.ts';

export interface LaunchListener {
  onMessage(message: LaunchMessage): void;
  /** @param reason why it waits for a place, mostly in the words of the scheduler; null when it has one */
  onWaiting(reason: HostText | null): void;
  /**
   * The script, or the job, has ended.
   * @param reason how, as a part of a sentence
   * @param isGone whether nothing of its instance can be left; a script may leave it to a scheduler
   */
  onEnded(reason: HostText, isGone: boolean): void;
}

export interface Launch {
  /** Its number among the launches of the backend. */
  readonly number: number;
  /** How a person finds it, such as `PID 4711`. */
  readonly name: HostText;
  /** Ends it, if it has not ended. Resolves when its end is confirmed, or cannot be for now. */
  stop(graceMs: number): Promise<void>;
}

/** A time in which the scheduler does not tell what runs. */
export interface Outage {
  /** Epoch milliseconds. */
  since: number;
  /** As a part of a sentence. */
  reason: HostText;
}

/** What a launcher reports besides its launches. */
export interface LauncherListener {
  /**
   * A launch that an earlier life of the host has started was found, and still runs.
   * @returns the listener for the launch, and a function that is called once with the launch
   */
  onFound(number: number): { listener: LaunchListener; setLaunch: (launch: Launch) => void };
  /** {@link Launcher.outage} or {@link Launcher.isKnown} has changed. */
  onChange(): void;
}

export interface Launcher {
  /** Null while it is known what runs. */
  readonly outage: Outage | null;
  /** Whether it is known what runs. Nothing is to be started before it is, because it may run already. */
  readonly isKnown: boolean;
  /** Finds what an earlier life of the host has left. To be called once, before anything is started. */
  open(listener: LauncherListener): void;
  /** Ends the reports to the listeners. */
  close(): void;
  /** @throws ReasonError, SwitchyardError */
  start(number: number, listener: LaunchListener): Promise<Launch>;
}
