/**
 * The sweep at the start of the program: ends workers that an earlier life of it left behind, because it and its watcher
 * were killed together, or because they had escaped from their group.
 *
 * Whom it kills: a process whose environment, read now, carries the mark of this very data directory and of another life
 * than this one. No PID was written down, so none can have been given to somebody else meanwhile or be from before a
 * reboot; and between the look and each signal, PID and start time are compared. Nobody else is touched.
 */
import type { Clock } from '../clock.ts';
import { signalLiving } from './kill-tree.ts';
import type { ProcessRow, ProcessTable } from './process-table.ts';
import type { MarkOwner } from './worker-environment.ts';

export interface Leftover {
  pid: number;
  name: string;
}

export interface SweepOptions {
  owner: MarkOwner;
  table: ProcessTable;
  clock: Clock;
  /** Milliseconds to end politely. Short: nobody is served by them any more, and the start waits. */
  graceMs?: number;
}

const GRACE = 2000;
/** Milliseconds after the forced end until the sweep gives up waiting: a driver may hold a process for long. */
const PATIENCE = 3000;
const FIRST_LOOK = 2;
const LOOK_GROWTH = 1.5;
const LAST_LOOK = 50;

/** Resolves with what was ended, when it is gone. On Windows nothing is found: no mark can be read there. */
export async function sweepLeftovers(options: SweepOptions): Promise<Leftover[]> {
  const { table, clock, graceMs = GRACE } = options;
  const ended = new Map<number, Leftover>();
  const forcedAt = clock.now() + graceMs;
  // Again until none is found: what is ended may have started more.
  for (;;) {
    const found = await findLeftovers(options);
    if (found.length === 0) return [...ended.values()];
    for (const { pid, name } of found) ended.set(pid, { pid, name });
    await signalLiving(found, clock.now() < forcedAt ? 'SIGTERM' : 'SIGKILL', table);
    let left = await waitUntilGone(found, forcedAt, options);
    if (left.length > 0) {
      await signalLiving(left, 'SIGKILL', table);
      left = await waitUntilGone(left, clock.now() + PATIENCE, options);
    }
    if (left.length > 0) return [...ended.values()];
  }
}

async function findLeftovers({ owner, table }: SweepOptions): Promise<ProcessRow[]> {
  const rows = await table.rows();
  return table.marked(rows, (mark) => isFromEarlierLife(mark, owner));
}

/** Of this data directory, and not of this life: its own workers may have begun already. */
export function isFromEarlierLife(mark: string, { dataDirId, life }: MarkOwner): boolean {
  const [owner = ''] = mark.split('/');
  const at = owner.lastIndexOf('.');
  return at > 0 && owner.slice(0, at) === dataDirId && owner.slice(at + 1) !== life;
}

async function waitUntilGone(
  rows: ProcessRow[],
  until: number,
  { table, clock }: SweepOptions,
): Promise<ProcessRow[]> {
  let left = rows;
  for (let pause = FIRST_LOOK; ; pause = Math.min(pause * LOOK_GROWTH, LAST_LOOK)) {
    left = await table.living(left);
    if (left.length === 0 || clock.now() >= until) return left;
    await new Promise<void>((resolve) => void clock.setTimer(pause, resolve));
  }
}
