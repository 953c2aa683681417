/**
 * The sweep at the start of the program: it ends workers that an earlier host left behind, because that host and its
 * watcher were killed together or because the workers had left their group.
 *
 * It kills only processes whose environment, read now, carries the mark of this data directory and of another host than
 * this one. No PID is stored, so none can belong to another program by now or date from before a reboot. PID and start
 * time are compared again before each signal.
 */
import { type Clock, delay } from '../../clock.ts';
import type { MarkOwner } from '../spawn/worker-environment.ts';
import type { ProcessRow, ProcessTable } from '../table/process-row.ts';
import { signalLiving } from './signals.ts';

/** A process that is still there without the one that it belongs to. */
export interface Leftover {
  pid: number;
  name: string;
}

export interface SweepOptions {
  owner: MarkOwner;
  table: ProcessTable;
  clock: Clock;
  /** Milliseconds between SIGTERM and SIGKILL. Short, since the start of the program waits and nobody uses the workers. */
  graceMs?: number;
}

const GRACE = 2000;
/** Milliseconds after SIGKILL until the sweep stops waiting: a driver may hold a process for a long time. */
const MAX_KILL_WAIT = 3000;
const FIRST_PAUSE = 2;
const PAUSE_GROWTH = 1.5;
const MAX_PAUSE = 50;

/** Resolves with what was ended, once it is gone. On Windows it finds nothing, since marks cannot be read there. */
export async function sweepLeftovers(options: SweepOptions): Promise<Leftover[]> {
  const { table, clock, graceMs = GRACE } = options;
  const ended = new Map<number, Leftover>();
  const killAt = clock.now() + graceMs;
  // Repeated until none is found: a process may start others before it ends.
  for (;;) {
    const found = await findLeftovers(options);
    if (found.length === 0) return [...ended.values()];
    for (const { pid, name } of found) ended.set(pid, { pid, name });
    await signalLiving(found, clock.now() < killAt ? 'SIGTERM' : 'SIGKILL', table);
    let left = await waitUntilGone(found, killAt, options);
    if (left.length > 0) {
      await signalLiving(left, 'SIGKILL', table);
      left = await waitUntilGone(left, clock.now() + MAX_KILL_WAIT, options);
    }
    if (left.length > 0) return [...ended.values()];
  }
}

async function findLeftovers({ owner, table }: SweepOptions): Promise<ProcessRow[]> {
  const rows = await table.rows();
  return table.marked(rows, (mark) => isFromEarlierHost(mark, owner));
}

/** Whether a mark is of this data directory and not of this host, whose own workers may be starting already. */
export function isFromEarlierHost(mark: string, { dataDirId, hostId }: MarkOwner): boolean {
  const [owner = ''] = mark.split('/');
  const at = owner.lastIndexOf('.');
  return at > 0 && owner.slice(0, at) === dataDirId && owner.slice(at + 1) !== hostId;
}

async function waitUntilGone(
  rows: ProcessRow[],
  until: number,
  { table, clock }: SweepOptions,
): Promise<ProcessRow[]> {
  let left = rows;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * PAUSE_GROWTH, MAX_PAUSE)) {
    left = await table.living(left);
    if (left.length === 0 || clock.now() >= until) return left;
    await delay(clock, pause);
  }
}
