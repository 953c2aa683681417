/**
 * What the stops of a process tree have in common on all systems: what they end, the end of the grace, and the sentences for
 * what does not end.
 */
import type { Clock } from '../clock.ts';
import type { ProcessRow, ProcessTable } from './process-row.ts';
import type { Kill } from './signals.ts';
import type { WindowsProcesses } from './windows/windows-processes.ts';

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
  onDelay?: (reason: string) => void;
}

export interface TreeStop {
  /** Resolves when none is left, which must have been seen: an error of the system is no proof. Never rejects on POSIX. */
  readonly done: Promise<void>;
  /** Whether the processes were ended by force. */
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
/** Milliseconds after SIGKILL until it is checked whether the system has refused it. */
export const REFUSAL_CHECK_AFTER = 200;
/** Milliseconds between tries where the end cannot be forced or confirmed. */
export const RETRY_AFTER = 1000;
/** How many tries to read the processes may fail before it is reported: a shortage is often over at once. */
export const MAX_SILENT_FAILURES = 2;

/** The end of the grace, and the waiting for it. */
export abstract class StopDeadline {
  protected readonly clock: Clock;
  #deadline: number;
  #isKillTaken = false;
  #wake: () => void = () => {};

  constructor(graceMs: number, clock: Clock) {
    this.clock = clock;
    this.#deadline = clock.now() + graceMs;
  }

  shortenGrace(graceMs: number): void {
    this.#deadline = Math.min(this.#deadline, this.clock.now() + graceMs);
    this.#wake();
  }

  get isForced(): boolean {
    return this.#isKillTaken;
  }

  /** True exactly once, after the grace is over: the caller then kills. */
  protected takeKill(): boolean {
    if (this.#isKillTaken || this.clock.now() < this.#deadline) return false;
    this.#isKillTaken = true;
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

export const listPids = (rows: readonly Pick<ProcessRow, 'pid'>[]): string =>
  rows.map(({ pid }) => pid).join(', ');

export const describeRefused = (rows: readonly ProcessRow[]): string =>
  `It runs under another user, whose processes this program may not end (EPERM): PID ${listPids(rows)}.`;

export const describeStuck = (rows: readonly Pick<ProcessRow, 'pid'>[]): string =>
  `Killed, but not gone: PID ${listPids(rows)}. A driver or a disk holds it; it is waited for.`;
