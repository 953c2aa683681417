/** Finds the backends that are in use now, for the question whether to quit anyway. */
import type { FullBackend } from '../../../shared/backend.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import { type Clock, delay } from '../clock.ts';
import type { ProcessRow, ProcessTable } from '../process/table/process-row.ts';
import { treesIn } from '../process/table/process-table.ts';

/** Milliseconds between the two measurements of a worker's CPU time. */
const SAMPLE_MS = 300;
/** Share of one core above which a worker that does not report its requests counts as busy. */
const BUSY_SHARE = 0.25;

export interface BusyOptions {
  clock: Clock;
  table: ProcessTable;
}

/**
 * Returns the backends with requests in flight, those that are loading, and those that do not report requests and
 * compute. It only takes the time of a measurement if there are backends of the last kind.
 */
export async function findBusyBackends(
  actors: readonly BackendActor[],
  { clock, table }: BusyOptions,
): Promise<FullBackend[]> {
  const busy = new Set(actors.filter(isKnownBusy));
  const unreported = actors.filter(
    (actor) => !busy.has(actor) && isUp(actor) && actor.worker && !actor.type?.reportsUsage,
  );
  if (unreported.length > 0) {
    const before = new Map((await table.rows()).map((row) => [keyOf(row), row.cpuMs]));
    const since = clock.now();
    await delay(clock, SAMPLE_MS);
    const rows = await table.rows();
    const elapsed = clock.now() - since;
    const treeOf = treesIn(rows);
    for (const actor of unreported) {
      const pid = actor.worker?.pid;
      if (pid === undefined) continue;
      const used = treeOf(pid).reduce((sum, row) => sum + row.cpuMs - (before.get(keyOf(row)) ?? 0), 0);
      if (used > BUSY_SHARE * elapsed) busy.add(actor);
    }
  }
  return actors.filter((actor) => busy.has(actor)).map((actor) => actor.view());
}

const isUp = ({ state }: BackendActor): boolean => state.phase === 'running' || state.phase === 'idle';

/** A backend that is loading counts only with a process: without one, quitting loses nothing. */
const isKnownBusy = (actor: BackendActor): boolean =>
  (isUp(actor) && actor.inFlight > 0) || (actor.state.phase === 'loading' && actor.worker !== null);

const keyOf = ({ pid, startTime }: ProcessRow): string => `${pid} ${startTime}`;
