/**
 * Who or what causes what happens at present. Whoever begins something, such as a call or the switch of a schedule, runs it
 * within {@link runAs}; what it causes then reads {@link currentOrigin}, however many promises lie in between. Why this is no
 * parameter: docs/decisions/017-who-caused-it.md.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Origin } from '../../../shared/activity.ts';

const storage = new AsyncLocalStorage<Origin>();

/** Runs `work`, which is caused by `origin`. */
export const runAs = <T>(origin: Origin, work: () => T): T => storage.run(origin, work);

/**
 * To be asked where a command is decided, and nowhere else: what a worker does later, such as a crash, still runs within the
 * call that once started it.
 */
export const currentOrigin = (): Origin => storage.getStore() ?? { kind: 'program' };
