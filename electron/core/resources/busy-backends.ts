/** Which backends are in use right now: for the question whether to end the program anyway. */
import type { FullBackend } from '../../../shared/backend.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import type { Clock } from '../clock.ts';
import { type ProcessRow, type ProcessTable, treesIn } from '../process/process-table.ts';

/** Milliseconds between the two looks at what a worker computes. */
const SAMPLE = 300;
/** Of one core, above which a worker that does not tell of its requests counts as busy. */
const BUSY = 0.25;

export interface BusyParts {
  clock: Clock;
  table: ProcessTable;
}

/**
 * Those with requests in flight, those that are loading, and of those that tell of no requests the ones that compute.
 * Takes the time of a sample only where there are some of the last kind.
 */
export async function findBusy(
  actors: readonly BackendActor[],
  { clock, table }: BusyParts,
): Promise<FullBackend[]> {
  const busy = new Set(actors.filter(isKnownBusy));
  const silent = actors.filter(
    (actor) => !busy.has(actor) && isUp(actor) && actor.worker && !actor.type?.reportsUsage,
  );
  if (silent.length > 0) {
    const before = new Map((await table.rows()).map((row) => [keyOf(row), row.cpuMs]));
    const since = clock.now();
    await new Promise<void>((resolve) => void clock.setTimer(SAMPLE, resolve));
    const rows = await table.rows();
    const elapsed = clock.now() - since;
    const treeOf = treesIn(rows);
    for (const actor of silent) {
      const pid = actor.worker?.pid;
      if (pid === undefined) continue;
      const used = treeOf(pid).reduce((sum, row) => sum + row.cpuMs - (before.get(keyOf(row)) ?? 0), 0);
      if (used > BUSY * elapsed) busy.add(actor);
    }
  }
  return actors.filter((actor) => busy.has(actor)).map((actor) => actor.view());
}

const isUp = ({ state }: BackendActor): boolean => state.phase === 'running' || state.phase === 'idle';

/** What loads and has no process yet has nothing to lose. */
const isKnownBusy = (actor: BackendActor): boolean =>
  (isUp(actor) && actor.inFlight > 0) || (actor.state.phase === 'loading' && actor.worker !== null);

const keyOf = ({ pid, startTime }: ProcessRow): string => `${pid} ${startTime}`;
