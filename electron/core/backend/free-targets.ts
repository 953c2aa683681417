/** Which backends FreeBackendMemory asks to free their memory. */

import { isParentType } from '../../../shared/backend.ts';
import type { HostText } from '../../../shared/words/phrase.ts';
import type { BackendActor } from './actor/backend-actor.ts';
import type { BackendCondition } from './actor/view/backend-condition.ts';
import type { FreeOptions, FreeResult } from './backend-type.ts';
import { type Child, displayNameOfChild, originOf, statusOfChild } from './child-backends.ts';

/** A backend that can be asked, whether it is ours or a child. */
export interface FreeTarget {
  readonly id: number;
  readonly displayName: HostText;
  /** The process to measure, where there is one here. */
  readonly worker: { readonly pid: number } | null;
  /** Null where it is not running. */
  freeMemory(options: FreeOptions): Promise<FreeResult | null>;
}

export interface ConditionalTarget extends FreeTarget {
  /** False where the condition was not met when the backend was to be asked. */
  readonly wasAsked: boolean;
}

/** `actor` as a target that is asked only if the condition is met at that moment, after everything that is measured before. */
export function conditionalTarget(actor: BackendActor, onlyIf: BackendCondition): ConditionalTarget {
  let wasAsked = false;
  return {
    id: actor.id,
    displayName: actor.displayName,
    worker: actor.worker,
    freeMemory: async (options) => {
      if (!onlyIf(actor)) return null;
      wasAsked = true;
      return await actor.freeMemory(options);
    },
    get wasAsked() {
      return wasAsked;
    },
  };
}

/** The backends to ask where `child` is named. Empty where it is not running. */
export const targetsForChild = (child: Child): FreeTarget[] =>
  statusOfChild(child) === 'running' ? [freeTargetOf(child)] : [];

/**
 * The backends to ask where `actors` are named: those that are running. Children are asked in place of their parent, and
 * each backend once, however many parents show it.
 */
export function targetsForActors(actors: readonly BackendActor[], children: readonly Child[]): FreeTarget[] {
  const running = actors.filter(({ state }) => state.phase === 'running');
  const childrenByOrigin = new Map<string, Child>();
  for (const child of children) {
    const isNamed = running.some((actor) => actor === child.parent);
    const origin = originOf(child);
    if (isNamed && !isParentType(child.facts.remote.type) && !childrenByOrigin.has(origin))
      childrenByOrigin.set(origin, child);
  }
  return [
    ...running.filter(({ record }) => !isParentType(record.type)),
    ...[...childrenByOrigin.values()].flatMap(targetsForChild),
  ];
}

const freeTargetOf = (child: Child): FreeTarget => ({
  id: child.id,
  displayName: displayNameOfChild(child),
  worker: null,
  freeMemory: ({ systemRam, signal }) => child.parent.freeChildMemory(child.facts.key, systemRam, signal),
});
