/**
 * Who or what causes what happens at present. Whoever begins something, such as a call or the switch of a schedule, runs it
 * within {@link runAs}; what it causes then reads {@link currentOrigin}, however many promises lie in between. Why this is no
 * parameter: docs/decisions/017-who-caused-it.md.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Origin } from '../../../shared/activity.ts';

const storage = new AsyncLocalStorage<Origin>();
/** Pieces of work that are under way. */
let running = 0;

/** Runs `work`, which is caused by `origin` until the promise that it returns is settled. */
export function runAs<T>(origin: Origin, work: () => T): T {
  running += 1;
  let result: T;
  try {
    result = storage.run(origin, work);
  } catch (error) {
    endRun();
    throw error;
  }
  if (result instanceof Promise) result.then(endRun, endRun);
  else endRun();
  return result;
}

/** Up to Node 22, a storage that is in use makes every promise of the program slower: a fast stream lost a fifth of its speed. */
function endRun(): void {
  running -= 1;
  if (running === 0) storage.disable();
}

/**
 * To be asked where a command is decided, and nowhere else: what a worker does later, such as a crash, still runs within the
 * call that once started it.
 */
export const currentOrigin = (): Origin => storage.getStore() ?? { kind: 'program' };
