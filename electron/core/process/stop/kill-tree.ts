/**
 * Stops a whole process tree and knows when nothing of it is left. Invariant: a process is signalled only as a member of
 * the worker's own group while that group is known to exist, or after its PID and start time were compared.
 */
import type { HostText } from '../../../../shared/words/phrase.ts';
import { describeSystemError } from '../../system-errors.ts';
import type { ProcessRow } from '../table/process-row.ts';
import { startedSince, treeOf } from '../table/process-table.ts';
import { WindowsTreeStop } from '../windows/windows-tree-stop.ts';
import { type Kill, sendSignal, signalGroup, signalLiving, trySend } from './signals.ts';
import {
  describeLeft,
  FIRST_PAUSE,
  MAX_PAUSE,
  PAUSE_GROWTH,
  RETRY_AFTER,
  STUCK_AFTER,
  StopOfTree,
  type TreeStop,
  type TreeStopOptions,
  type TreeStopTarget,
} from './tree-stop.ts';

/** Milliseconds after SIGKILL until it is checked whether the system has refused it. */
const REFUSAL_CHECK_AFTER = 200;

/** Starts to stop the tree: SIGTERM now, SIGKILL after `graceMs`. */
export function stopTree(target: TreeStopTarget, graceMs: number, options: TreeStopOptions): TreeStop {
  return options.platform === 'win32'
    ? new WindowsTreeStop(target, graceMs, options)
    : new PosixTreeStop(target, graceMs, options);
}

class PosixTreeStop extends StopOfTree implements TreeStop {
  readonly done: Promise<void>;
  /** Every process of the tree that was ever seen, members of the group included. */
  readonly #seen = new Map<number, ProcessRow>();
  /** There never was a group, or it is empty and its number may be in use by others: it is no longer signalled. */
  #groupIsGone: boolean;
  /** As {@link #groupIsGone}, for the session: a process may leave the group and stay in the session. */
  #sessionIsGone: boolean;
  #killed = false;
  #pause = FIRST_PAUSE;
  /** Monotonic milliseconds before which SIGKILL is not sent again. */
  #nextForce = 0;
  readonly #kill: Kill;
  /** Why the last try to read the processes failed; null when it succeeded. */
  #readError: HostText | null = null;
  #failures = 0;

  constructor(target: TreeStopTarget, graceMs: number, options: TreeStopOptions) {
    super(target, graceMs, options);
    this.#kill = options.kill ?? sendSignal;
    this.#groupIsGone = target.row !== undefined;
    this.#sessionIsGone = this.#groupIsGone;
    this.done = this.#run();
  }

  async #run(): Promise<void> {
    const { pid } = this.target;
    // An exit that has already happened is noticed here.
    await Promise.resolve();
    const row = await this.target.row;
    if (row !== undefined) this.#remember([row]);
    // Descendants outside the group are found through their parents, so they are read before these get the signal. Where
    // they cannot be read, the signal is sent all the same.
    if (!this.isLeaderGone)
      await this.#try(async () => this.#remember(treeOf(await this.options.table.rows(), pid)));
    await this.#signalAll('SIGTERM');
    // A stopped process handles SIGTERM only when it continues.
    await this.#signalAll('SIGCONT');
    const hadEnded = this.isLeaderGone && this.#groupIsGone;
    let found: ProcessRow[] | undefined;
    // The search takes long where there are many processes, and the SIGKILL does not wait for it.
    await this.wait(
      Number.POSITIVE_INFINITY,
      this.#try(async () => {
        found = await this.#signalFound('SIGTERM');
      }),
    );
    // After a crash, one search that finds nothing tells as much as a second one would, for which the restart would wait.
    if (hadEnded && found?.length === 0) return;
    while (!(await this.#isOver())) {
      // The next try.
    }
  }

  /** One try to see the end. @returns whether nothing is left */
  async #isOver(): Promise<boolean> {
    if (this.takeKill()) {
      this.#killed = true;
      this.#pause = FIRST_PAUSE;
      await this.#signalAll('SIGKILL');
      if (!this.isLeaderGone) await this.wait(REFUSAL_CHECK_AFTER, this.target.exited);
    }
    if (!this.isLeaderGone) {
      await this.#awaitLeader();
      return false;
    }
    const isAnyLeft = await this.#try(() => this.#isAnyLeft());
    if (isAnyLeft) {
      if (this.#killed && this.overdueMs > REFUSAL_CHECK_AFTER) await this.#forceAgain();
      await this.wait(this.isReported ? RETRY_AFTER : this.#pause);
      this.#pause = Math.min(this.#pause * PAUSE_GROWTH, MAX_PAUSE);
      return false;
    }
    const found =
      isAnyLeft === undefined
        ? undefined
        : await this.#try(() => this.#signalFound(this.#killed ? 'SIGKILL' : 'SIGTERM'));
    if (found === undefined) {
      this.#reportReadError();
      await this.wait(RETRY_AFTER);
    }
    return found?.length === 0;
  }

  /** The worker's exit is an event, so nothing has to be checked but whether the forced end or a reading has failed. */
  async #awaitLeader(): Promise<void> {
    const { exited } = this.target;
    if (this.#killed) {
      await this.#forceAgain();
      await this.wait(RETRY_AFTER, exited);
    } else if (this.#readError !== null) {
      await this.wait(RETRY_AFTER, exited);
      await this.#try(() => this.#signalFound('SIGTERM'));
    } else await this.wait(Number.POSITIVE_INFINITY, exited);
  }

  /** Sends SIGKILL to all that is left after the first one, and reports why it is still there. */
  async #forceAgain(): Promise<void> {
    const now = this.clock.now();
    if (now < this.#nextForce) return;
    this.#nextForce = now + RETRY_AFTER;
    await this.#signalAll('SIGKILL');
    const left = await this.#try(() => this.#signalFound('SIGKILL'));
    if (left === undefined) return this.#reportReadError();
    const refused = left.filter(({ pid }) => trySend(pid, 0, this.#kill) === 'refused');
    if (refused.length > 0) this.report(describeLeft('refused', refused));
    else if (left.length > 0 && this.overdueMs > STUCK_AFTER) this.report(describeLeft('held', left));
  }

  /** Runs a step that reads processes. @returns undefined where that failed; {@link #readError} is the reason then */
  async #try<T>(step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      this.#readError = describeSystemError(error);
      this.#failures += 1;
      return undefined;
    }
  }

  #reportReadError(): void {
    if (this.#readError !== null) this.reportUnread(this.#readError, this.#failures);
  }

  /** Finds all that is alive of the tree, and sends `signal` to the processes that did not get it yet. */
  async #signalFound(signal: NodeJS.Signals): Promise<ProcessRow[]> {
    const { table } = this.options;
    const { first = null, mark, pid } = this.target;
    const hasGroup = this.target.row === undefined;
    const leaderWasGone = this.isLeaderGone;
    const rows = await table.rows();
    // The first reading of the tree has failed.
    if (this.#seen.size === 0 && !leaderWasGone) this.#remember(rows.filter((row) => row.pid === pid));
    // The process had ended and its PID is in use again: PID, group and session number belong to others now.
    if (leaderWasGone && rows.some((row) => row.pid === pid)) {
      this.#groupIsGone = true;
      this.#sessionIsGone = true;
    }
    // The number of a session is not given away while it has members, and may be as soon as it has none.
    if (leaderWasGone && !rows.some((row) => row.session === pid)) this.#sessionIsGone = true;
    const found = new Map<number, ProcessRow>();
    // Without a group, the tree is ours as long as its root is the process that was seen.
    const isOurs = hasGroup
      ? !this.#groupIsGone || !this.#sessionIsGone
      : rows.some((row) => row.pid === pid && this.#isSeen(row));
    if (isOurs) for (const row of treeOf(rows, pid)) found.set(row.pid, row);
    const others = startedSince(rows, first).filter((row) => !found.has(row.pid));
    for (const row of await table.marked(others, (found) => found === mark)) found.set(row.pid, row);
    // A process that was seen before is still ours, even if it has neither parent nor mark by now.
    for (const row of rows) if (this.#isSeen(row) && !row.zombie) found.set(row.pid, row);
    const known = new Map(this.#seen);
    this.#remember([...found.values()]);
    const due = [...found.values()].filter((row) => {
      const before = known.get(row.pid);
      const isNew = before?.startTime !== row.startTime || before.pgid !== row.pgid;
      // Members of the group already got SIGTERM; many programs take a second one as a wish to end at once.
      return signal === 'SIGKILL' || (isNew && row.pgid !== pid);
    });
    await signalLiving(due, signal, table, this.#kill);
    this.#readError = null;
    this.#failures = 0;
    return [...found.values()];
  }

  #isSeen({ pid, startTime }: ProcessRow): boolean {
    return this.#seen.get(pid)?.startTime === startTime;
  }

  #remember(rows: ProcessRow[]): void {
    for (const row of rows) this.#seen.set(row.pid, row);
  }

  async #isAnyLeft(): Promise<boolean> {
    // The quick test: there is no such group. Otherwise its members may be zombies, so each is checked.
    this.#signalGroup(0);
    const possible = [...this.#seen.values()].filter(
      (row) => row.pgid !== this.target.pid || !this.#groupIsGone,
    );
    return (await this.options.table.living(possible)).length > 0;
  }

  async #signalAll(signal: NodeJS.Signals): Promise<void> {
    this.#signalGroup(signal);
    const others = [...this.#seen.values()].filter((row) => row.pgid !== this.target.pid);
    await this.#try(() => signalLiving(others, signal, this.options.table, this.#kill));
  }

  #signalGroup(signal: NodeJS.Signals | 0): void {
    if (!this.#groupIsGone && !signalGroup(this.target.pid, signal, this.#kill)) this.#groupIsGone = true;
  }
}
