/**
 * Stops the processes of a worker on Windows: Ctrl+Break and a request to close its windows, and the end of its job when the
 * grace is over. A worker without a job is ended process by process, found by parents and mark.
 */
import { describeSystemError } from '../../system-errors.ts';
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
} from '../stop/tree-stop.ts';
import type { ProcessRow } from '../table/process-row.ts';
import { treeOf } from '../table/process-table.ts';
import { type WindowsProcesses, windowsProcesses } from './windows-processes.ts';

type Member = Pick<ProcessRow, 'pid'>;

export class WindowsTreeStop extends StopOfTree implements TreeStop {
  readonly done: Promise<void>;
  /** Of a worker without a job: every process of its tree that was ever seen, by PID. */
  readonly #seen = new Map<number, ProcessRow>();
  /** Monotonic milliseconds before which nothing is ended by force again. */
  #nextForce = 0;
  #failures = 0;

  constructor(target: TreeStopTarget, graceMs: number, options: TreeStopOptions) {
    super(target, graceMs, options);
    this.done = this.#end();
  }

  async #end(): Promise<void> {
    // An exit that has already happened is noticed here.
    await Promise.resolve();
    const windows = await (this.options.windows ?? windowsProcesses)();
    const { exited } = this.target;
    const first = await this.#try(() => this.#find(windows));
    const pids = first?.map(({ pid }) => pid) ?? [];
    // Programs without a console and a window cannot be asked. Waiting for them would be of no use.
    if (pids.length > 0 && !windows.askToEnd(this.target.pid, pids)) this.shortenGrace(0);
    let pause = FIRST_PAUSE;
    for (;;) {
      const left = await this.#try(() => this.#find(windows));
      if (left?.length === 0) break;
      if (this.takeKill()) {
        pause = FIRST_PAUSE;
        await this.#force(windows, left ?? []);
        continue;
      }
      if (this.isKillTaken) await this.#force(windows, left ?? []);
      // Until its grace is over, the exit of the worker is an event.
      if (!this.isLeaderGone && !this.isKillTaken) await this.wait(Number.POSITIVE_INFINITY, exited);
      else await this.wait(this.isReported ? RETRY_AFTER : pause);
      pause = Math.min(pause * PAUSE_GROWTH, MAX_PAUSE);
    }
    await exited;
  }

  async #find(windows: WindowsProcesses): Promise<readonly Member[]> {
    const { pid, mark } = this.target;
    const members = windows.members(pid);
    if (members !== null) return members.map((member) => ({ pid: member }));
    const { table } = this.options;
    const rows = await table.rows();
    const found = new Map(treeOf(rows, pid).map((row) => [row.pid, row]));
    for (const row of await table.marked(rows, (each) => each === mark)) found.set(row.pid, row);
    for (const row of rows)
      if (this.#seen.get(row.pid)?.startTime === row.startTime && !row.zombie) found.set(row.pid, row);
    for (const row of found.values()) this.#seen.set(row.pid, row);
    return [...found.values()];
  }

  /** Ends what is left, and reports why it is still there. */
  async #force(windows: WindowsProcesses, left: readonly Member[]): Promise<void> {
    const now = this.clock.now();
    if (now < this.#nextForce) return;
    this.#nextForce = now + RETRY_AFTER;
    const refused = await this.#try(async () => {
      if (windows.endJob(this.target.pid)) return [];
      const rows = left.flatMap(({ pid }) => this.#seen.get(pid) ?? []);
      return rows.filter((row) => windows.end(row) === 'refused');
    });
    if (refused && refused.length > 0) this.report(describeLeft('deniedByWindows', refused));
    else if (left.length > 0 && this.overdueMs > STUCK_AFTER) this.report(describeLeft('held', left));
  }

  /** Runs a step that asks the system. @returns undefined where that failed, which is reported when it lasts */
  async #try<T>(step: () => T | Promise<T>): Promise<T | undefined> {
    try {
      const result = await step();
      this.#failures = 0;
      return result;
    } catch (error) {
      this.#failures += 1;
      this.reportUnread(describeSystemError(error), this.#failures);
      return undefined;
    }
  }
}
