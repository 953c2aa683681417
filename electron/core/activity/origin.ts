/**
 * Who or what causes what happens at present. Whoever begins something, such as a call or the switch of a schedule, runs it
 * within {@link runAs}; what it causes then reads {@link currentOrigin}, however many promises lie in between. Why this is no
 * parameter: docs/decisions/017-who-caused-it.md.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Origin } from '../../../shared/activity.ts';

interface Run {
  origin: Origin;
  /** Work that it left behind still runs within it, but is not caused by it any more. */
  isOver: boolean;
}

const storage = new AsyncLocalStorage<Run>();
/** Pieces of work that are under way. */
let running = 0;

/** Runs `work`, which is caused by `origin` until the promise that it returns is settled. */
export function runAs<T>(origin: Origin, work: () => T): T {
  running += 1;
  const run: Run = { origin, isOver: false };
  const end = () => {
    run.isOver = true;
    endRun();
  };
  let result: T;
  try {
    result = storage.run(run, work);
  } catch (error) {
    end();
    throw error;
  }
  if (result instanceof Promise) result.then(end, end);
  else end();
  return result;
}

/** Up to Node 22, a storage that is in use makes every promise of the program slower: a fast stream lost a fifth of its speed. */
function endRun(): void {
  running -= 1;
  if (running === 0) storage.disable();
}

/** Who causes what is decided now: the program itself where no work is under way. */
export function currentOrigin(): Origin {
  const run = storage.getStore();
  return run === undefined || run.isOver ? { kind: 'program' } : run.origin;
}
