/** Carries out one step of an admission plan: a backend is asked to unload, or is switched off. */
import { SwitchyardError } from '../../../shared/errors.ts';
import type { ToggleOptions } from '../backend/actor/actor-options.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import type { BackendCondition } from '../backend/actor/view/backend-condition.ts';
import type { AdmissionRequest } from '../backend/admission.ts';
import { conditionalTarget } from '../backend/free-targets.ts';
import type { LifecycleState } from '../backend/lifecycle/lifecycle-state.ts';
import { formatBytes } from '../format-bytes.ts';
import type { AdmissionStep } from './admission-plan.ts';
import type { MemoryFreeing } from './memory-freeing.ts';

/**
 * @param holder the backend that the step names
 * @param backend the backend that it is freed for
 * @returns what was done, as a sentence; null where nothing was done, because the holder was used or deleted after the plan
 * was made
 */
export async function performStep(
  { how, vramBytes, lastUsed }: AdmissionStep,
  holder: BackendActor,
  backend: AdmissionRequest,
  freeing: Pick<MemoryFreeing, 'free'>,
): Promise<string | null> {
  const amount = vramBytes === undefined ? '' : ` (${formatBytes(vramBytes)})`;
  const isStillUnused: BackendCondition = ({ state, inFlight, lastUse }) =>
    !isStartingOrStopping(state) && inFlight === 0 && (lastUse ?? 0) === lastUsed;
  if (how === 'unload') {
    const target = conditionalTarget(holder, isStillUnused);
    const [freed] = await freeing.free([target], false, true);
    if (!target.wasAsked) return null;
    if (!freed?.ok) return `${holder.displayName} was asked to unload, which brought nothing.`;
    holder.showMemoryNotice(`Its graphics memory was freed to make room for ${backend.displayName}.`);
    return `the graphics memory of ${holder.displayName} was freed${amount}.`;
  }
  const { exclusiveGroup } = backend.commonSettings;
  const isExcluded = exclusiveGroup !== '' && holder.commonSettings.exclusiveGroup === exclusiveGroup;
  if (holder.commonSettings.onDemand) {
    const sleeps = await holder.demand.sleep({
      notice: isExcluded
        ? `It sleeps because ${backend.displayName} was started: the two never run together.`
        : `It sleeps to make room for ${backend.displayName}.`,
      onlyIf: isStillUnused,
    });
    return sleeps ? `${holder.displayName} sleeps${amount}.` : null;
  }
  const isSwitchedOff = await switchOff(holder, {
    notice: isExcluded
      ? `Switched off because ${backend.displayName} was started: the two never run together.`
      : `Switched off to make room for ${backend.displayName}.`,
    onlyIf: isStillUnused,
  });
  return isSwitchedOff ? `${holder.displayName} was switched off${amount}.` : null;
}

/** Whether a backend is busy with itself, so that nothing may be freed of it. */
export const isStartingOrStopping = ({ phase }: LifecycleState): boolean =>
  phase === 'loading' || phase === 'stopping';

async function switchOff(actor: BackendActor, options: ToggleOptions): Promise<boolean> {
  try {
    return await actor.toggle(false, options);
  } catch (error) {
    // It was deleted before the command was decided: what it held is free.
    if (error instanceof SwitchyardError && error.code === 'invalid_backend_id') return false;
    throw error;
  }
}
