/**
 * What the stops of a process tree have in common on all systems: what they end, the end of the grace, and the sentences for
 * what does not end.
 */
import { systemReasonWords } from '../../../../shared/words/en/errors/system-reasons.ts';
import { type HostText, type Text, texts } from '../../../../shared/words/phrase.ts';
import type { Clock } from '../../clock.ts';
import type { ProcessRow, ProcessTable } from '../table/process-row.ts';
import type { WindowsProcesses } from '../windows/windows-processes.ts';
import type { Kill } from './signals.ts';

const say = texts(systemReasonWords);

export interface TreeStopTarget {
  /** PID of the worker. On POSIX it leads a process group of its own, unless `row` is given. */
  pid: number;
  /**
   * Only for a worker that leads no group: its row at the start, or undefined when it had already ended. Each process of
   * its tree is then signalled by itself, and its own end is checked, since its exit may be reported before it is gone.
   */
  row?: Promise<ProcessRow | undefined> | undefined;
  /** The whole mark, by which descendants are found that left group and tree. */
  mark: string;
  /** The worker as it was spawned, for {@link startedSince}. */
  first?: ProcessRow | null | undefined;
  /** Settles when the worker's own process has ended and its PID is free again. */
  exited: Promise<unknown>;
}

export interface TreeStopOptions {
  platform: NodeJS.Platform;
  table: ProcessTable;
  clock: Clock;
  /** For Windows; the functions of the system when left out. */
  windows?: () => Promise<WindowsProcesses>;
  /** Sends a signal; `process.kill` when left out. */
  kill?: Kill;
  /**
   * Called with a sentence when the grace is over, or the worker has ended, and still nobody can say that nothing of it is
   * left: its end may not be forced, cannot be confirmed, or takes long. The stop goes on trying. Called again when the
   * reason changes.
   */
  onDelay?: (reason: Text) => void;
}

export interface TreeStop {
  /** Resolves when none is left, which must have been seen: an error of the system is no proof. Never rejects on POSIX. */
  readonly done: Promise<void>;
  /** Whether the worker's own process still ran when the processes were ended by force. What it had left behind does not count. */
  readonly isForced: boolean;
  /** Moves the SIGKILL to at most `graceMs` from now, and never to a later time than before. */
  shortenGrace(graceMs: number): void;
}

/** Milliseconds between checks of a group that is about to be empty, for which there is no event. */
export const FIRST_PAUSE = 1;
export const PAUSE_GROWTH = 1.5;
export const MAX_PAUSE = 40;
/** Milliseconds after the end of the grace until survivors are reported. */
export const STUCK_AFTER = 5000;
/** Milliseconds between tries where the end cannot be forced or confirmed. */
export const RETRY_AFTER = 1000;
/** How many tries to read the processes may fail before it is reported: a shortage is often over at once. */
const MAX_SILENT_FAILURES = 2;

/** The end of the grace and the waiting for it, and the reports of what takes long. */
export abstract class StopOfTree {
  protected readonly target: TreeStopTarget;
  protected readonly options: TreeStopOptions;
  protected readonly clock: Clock;
  #isLeaderGone = false;
  #deadline: number;
  #isKillTaken = false;
  #isForced = false;
  #reported: string | null = null;
  #wake: () => void = () => {};

  constructor(target: TreeStopTarget, graceMs: number, options: TreeStopOptions) {
    this.target = target;
    this.options = options;
    this.clock = options.clock;
    this.#deadline = this.clock.now() + graceMs;
    void target.exited.then(() => {
      this.#isLeaderGone = true;
    });
  }

  /** Whether the worker's own process has ended. */
  protected get isLeaderGone(): boolean {
    return this.#isLeaderGone;
  }

  protected get isReported(): boolean {
    return this.#reported !== null;
  }

  /** See {@link TreeStopOptions.onDelay}. */
  protected report(reason: Text): void {
    if (reason.text === this.#reported) return;
    this.#reported = reason.text;
    this.options.onDelay?.(reason);
  }

  /** Reports that the system could not be asked, once that has failed often enough. @param failures in a row */
  protected reportUnread(reason: HostText, failures: number): void {
    if (failures > MAX_SILENT_FAILURES) this.report(say('stop_unknown', { reason }));
  }

  shortenGrace(graceMs: number): void {
    this.#deadline = Math.min(this.#deadline, this.clock.now() + graceMs);
    this.#wake();
  }

  get isForced(): boolean {
    return this.#isForced;
  }

  /** Whether {@link takeKill} has been true. */
  protected get isKillTaken(): boolean {
    return this.#isKillTaken;
  }

  /** True exactly once, after the grace is over: the caller then kills. */
  protected takeKill(): boolean {
    if (this.#isKillTaken || this.clock.now() < this.#deadline) return false;
    this.#isKillTaken = true;
    this.#isForced = !this.#isLeaderGone;
    return true;
  }

  protected get overdueMs(): number {
    return this.clock.now() - this.#deadline;
  }

  /** Resolves after `limitMs`, at the end of the grace, or when `event` settles, whichever comes first. */
  protected wait(limitMs: number, event?: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      let cancel = () => {};
      const arm = () => {
        cancel();
        const untilDeadline = this.#isKillTaken ? limitMs : Math.max(0, this.#deadline - this.clock.now());
        const delay = Math.min(limitMs, untilDeadline);
        cancel = Number.isFinite(delay) ? this.clock.setTimer(delay, finish) : () => {};
      };
      let isFinished = false;
      const finish = () => {
        if (isFinished) return;
        isFinished = true;
        cancel();
        this.#wake = () => {};
        resolve();
      };
      this.#wake = arm;
      arm();
      void event?.then(finish);
    });
  }
}

/** Why these processes are still there: `held` by the system, or not to be ended by this program. */
export const describeLeft = (
  why: 'held' | 'refused' | 'deniedByWindows',
  rows: readonly Pick<ProcessRow, 'pid'>[],
): Text => say(`stop_${why}`, { pids: rows.map(({ pid }) => String(pid)) });
