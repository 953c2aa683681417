/**
 * Ends a whole process tree and knows when nothing of it is left. Invariant: a process is signalled only as a member of
 * the worker's own group while that group is known to live, or after its PID and start time were compared.
 */
import { codeOf } from '../../../shared/errors.ts';
import type { Clock } from '../clock.ts';
import { type CommandRunner, runCommand } from './command-runner.ts';
import { type ProcessRow, type ProcessTable, treeOf } from './process-table.ts';

export interface KillTarget {
  /** PID of the worker, which leads its group on POSIX unless `row` is there. */
  pid: number;
  /**
   * The worker as seen at its start, undefined where it had ended by then; only of one that leads no group of its own.
   * Each process of its tree is signalled by itself, and its own end is looked for: its exit may be told before it.
   */
  row?: Promise<ProcessRow | undefined> | undefined;
  /** Its mark, by which descendants are found that left group and tree; whole, not a prefix. */
  mark: string;
  /** Settles when the worker's own process has ended and its PID is free again. */
  exited: Promise<unknown>;
}

export interface KillOptions {
  platform: NodeJS.Platform;
  table: ProcessTable;
  clock: Clock;
  run?: CommandRunner;
  /** Told once when something does not die although it was killed: a driver holds it. */
  onStuck?: (pids: number[]) => void;
}

export interface TreeEnd {
  /** Resolves when none is left. */
  readonly done: Promise<void>;
  /** Moves the forced end to at most `graceMs` from now; never later than it was. */
  hurry(graceMs: number): void;
}

/** Milliseconds between looks at a group that is about to be empty: no event tells of it. */
const FIRST_LOOK = 1;
const LOOK_GROWTH = 1.5;
const LAST_LOOK = 40;
/** Milliseconds after the forced end until survivors are reported. */
const STUCK_AFTER = 5000;

/** Begins to end the tree: polite signal now, forced end after `graceMs`. */
export function endTree(target: KillTarget, graceMs: number, options: KillOptions): TreeEnd {
  return options.platform === 'win32'
    ? new WindowsTreeEnd(target, graceMs, options)
    : new PosixTreeEnd(target, graceMs, options);
}

/** Sends a signal to a process group. False when there is no such group. */
export function signalGroup(pgid: number, signal: NodeJS.Signals | 0): boolean {
  return send(-pgid, signal);
}

/** Sends a signal to those of `seen` that are still the same processes. */
export async function signalLiving(
  seen: ProcessRow[],
  signal: NodeJS.Signals,
  table: ProcessTable,
): Promise<void> {
  for (const row of await table.living(seen)) send(row.pid, signal);
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    // EPERM: it is there, under another user. Anything else means there is nothing to signal.
    return codeOf(error) === 'EPERM';
  }
}

/** The forced end and the waiting for it, which both platforms have in common. */
abstract class Deadline {
  protected readonly clock: Clock;
  #deadline: number;
  #isTaken = false;
  #wake: () => void = () => {};

  constructor(graceMs: number, clock: Clock) {
    this.clock = clock;
    this.#deadline = clock.now() + graceMs;
  }

  hurry(graceMs: number): void {
    this.#deadline = Math.min(this.#deadline, this.clock.now() + graceMs);
    this.#wake();
  }

  /** True once, when the grace is over. */
  protected takeForcedEnd(): boolean {
    if (this.#isTaken || this.clock.now() < this.#deadline) return false;
    this.#isTaken = true;
    return true;
  }

  protected get overSince(): number {
    return this.clock.now() - this.#deadline;
  }

  /** Resolves after `limitMs`, when the forced end is due and not taken, or when `event` settles: whichever is first. */
  protected wait(limitMs: number, event?: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      let cancel = () => {};
      const arm = () => {
        cancel();
        const untilDeadline = this.#isTaken ? limitMs : Math.max(0, this.#deadline - this.clock.now());
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

class PosixTreeEnd extends Deadline implements TreeEnd {
  readonly done: Promise<void>;
  readonly #target: KillTarget;
  readonly #options: KillOptions;
  /** Everything of the tree that was seen, group members included. */
  readonly #seen = new Map<number, ProcessRow>();
  /** There was none, or it is empty and its number may be given to strangers: it is not signalled any more. */
  #groupIsGone: boolean;
  #leaderIsGone = false;
  #killed = false;

  constructor(target: KillTarget, graceMs: number, options: KillOptions) {
    super(graceMs, options.clock);
    this.#target = target;
    this.#options = options;
    this.#groupIsGone = target.row !== undefined;
    void target.exited.then(() => {
      this.#leaderIsGone = true;
    });
    this.done = this.#run();
  }

  async #run(): Promise<void> {
    const { exited, pid } = this.#target;
    // Lets an exit that has already come be known.
    await Promise.resolve();
    const row = await this.#target.row;
    if (row !== undefined) this.#note([row]);
    // Descendants outside the group are found through their parents as long as these live: see them before the signal.
    if (!this.#leaderIsGone) this.#note(treeOf(await this.#options.table.rows(), pid));
    await this.#signalAll('SIGTERM');
    // A stopped process takes the polite signal only when it goes on.
    await this.#signalAll('SIGCONT');
    // The look takes its time where there are many processes; the forced end does not wait for it.
    await this.wait(Number.POSITIVE_INFINITY, this.#look('SIGTERM'));
    let pause = FIRST_LOOK;
    let reported = false;
    for (;;) {
      if (this.takeForcedEnd()) {
        this.#killed = true;
        await this.#signalAll('SIGKILL');
        pause = FIRST_LOOK;
      }
      if (!reported && this.#killed && this.overSince > STUCK_AFTER) {
        reported = true;
        const left = await this.#look('SIGKILL');
        if (left.length > 0) this.#options.onStuck?.(left.map((row) => row.pid));
      }
      if (!this.#leaderIsGone) {
        // Its end is an event: no looking, but for the report above.
        await this.wait(this.#killed ? STUCK_AFTER : Number.POSITIVE_INFINITY, exited);
      } else if (await this.#isAnyLeft()) {
        await this.wait(pause);
        pause = Math.min(pause * LOOK_GROWTH, LAST_LOOK);
      } else if ((await this.#look(this.#killed ? 'SIGKILL' : 'SIGTERM')).length === 0) {
        return;
      }
    }
  }

  /** Finds all that lives of the tree, and sends `signal` to what has not had it. */
  async #look(signal: NodeJS.Signals): Promise<ProcessRow[]> {
    const { table } = this.#options;
    const { pid, mark } = this.#target;
    const hasGroup = this.#target.row === undefined;
    const leaderWasGone = this.#leaderIsGone;
    const rows = await table.rows();
    // The PID lives again although its process had ended: both numbers belong to strangers now.
    if (leaderWasGone && rows.some((row) => row.pid === pid)) this.#groupIsGone = true;
    const found = new Map<number, ProcessRow>();
    // Without a group the tree is ours as long as its root is the very process that was seen.
    const isOurs = hasGroup ? !this.#groupIsGone : rows.some((row) => row.pid === pid && this.#isSeen(row));
    if (isOurs) for (const row of treeOf(rows, pid)) found.set(row.pid, row);
    const strangers = rows.filter((row) => !found.has(row.pid));
    for (const row of await table.marked(strangers, (found) => found === mark)) found.set(row.pid, row);
    // What was seen before and lives on is still ours, even if nothing shows it any more.
    for (const row of rows) if (this.#isSeen(row) && !row.zombie) found.set(row.pid, row);
    const known = new Map(this.#seen);
    this.#note([...found.values()]);
    const due = [...found.values()].filter((row) => {
      const before = known.get(row.pid);
      const isNews = before?.startTime !== row.startTime || before.pgid !== row.pgid;
      // Members of the group got the polite signal as such; a second one means haste to many programs.
      return signal === 'SIGKILL' || (isNews && row.pgid !== pid);
    });
    await signalLiving(due, signal, table);
    return [...found.values()];
  }

  #isSeen({ pid, startTime }: ProcessRow): boolean {
    return this.#seen.get(pid)?.startTime === startTime;
  }

  #note(rows: ProcessRow[]): void {
    for (const row of rows) this.#seen.set(row.pid, row);
  }

  async #isAnyLeft(): Promise<boolean> {
    // Quick: no such group at all. Else its members may be zombies that nobody collects, so each is looked at.
    if (!this.#groupIsGone && !signalGroup(this.#target.pid, 0)) this.#groupIsGone = true;
    const possible = [...this.#seen.values()].filter(
      (row) => row.pgid !== this.#target.pid || !this.#groupIsGone,
    );
    return (await this.#options.table.living(possible)).length > 0;
  }

  async #signalAll(signal: NodeJS.Signals): Promise<void> {
    this.#signalGroup(signal);
    const others = [...this.#seen.values()].filter((row) => row.pgid !== this.#target.pid);
    await signalLiving(others, signal, this.#options.table);
  }

  #signalGroup(signal: NodeJS.Signals): void {
    if (!this.#groupIsGone && !signalGroup(this.#target.pid, signal)) this.#groupIsGone = true;
  }
}

/**
 * Windows has neither groups nor signals. `taskkill /T` walks the tree of parents, so what a dead parent left behind is
 * not found unless it was seen before; and only programs with a window understand the polite form.
 */
class WindowsTreeEnd extends Deadline implements TreeEnd {
  readonly done: Promise<void>;
  readonly #target: KillTarget;
  readonly #options: KillOptions;
  readonly #run: CommandRunner;

  constructor(target: KillTarget, graceMs: number, options: KillOptions) {
    super(graceMs, options.clock);
    this.#target = target;
    this.#options = options;
    this.#run = options.run ?? runCommand;
    this.done = this.#end();
  }

  async #end(): Promise<void> {
    const { pid, exited } = this.#target;
    const { table } = this.#options;
    let isGone = false;
    void exited.then(() => {
      isGone = true;
    });
    await Promise.resolve();
    const tree = isGone ? [] : treeOf(await table.rows(), pid);
    if (!isGone) {
      const polite = await this.#run('taskkill', ['/PID', String(pid), '/T']);
      // A refusal is final: a program without a window never takes the polite form, and waiting would not help.
      if (polite.code === 0 && !isGone) await this.wait(Number.POSITIVE_INFINITY, exited);
    }
    if (!isGone) await this.#run('taskkill', ['/PID', String(pid), '/T', '/F']);
    for (const row of await table.living(tree.filter((row) => row.pid !== pid)))
      await this.#run('taskkill', ['/PID', String(row.pid), '/T', '/F']);
    await exited;
  }
}
