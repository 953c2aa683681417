/** Carries out one step of an admission plan: a backend is asked to unload, or is switched off. */
import { SwitchyardError } from '../../../shared/errors.ts';
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { given, type Text, texts } from '../../../shared/words/phrase.ts';
import type { ToggleOptions } from '../backend/actor/actor-options.ts';
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import type { BackendCondition } from '../backend/actor/view/backend-condition.ts';
import type { AdmissionRequest } from '../backend/admission.ts';
import { conditionalTarget } from '../backend/free-targets.ts';
import type { LifecycleState } from '../backend/lifecycle/lifecycle-state.ts';
import { formatBytes } from '../format-bytes.ts';
import type { AdmissionStep } from './admission-plan.ts';
import type { MemoryFreeing } from './memory-freeing.ts';

const say = texts(happenedWords);

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
): Promise<Text | null> {
  const amount = given('amount', vramBytes === undefined ? undefined : formatBytes(vramBytes));
  const name = holder.displayName;
  const other = { backend: backend.displayName };
  const isStillUnused: BackendCondition = ({ state, inFlight, lastUse }) =>
    !isStartingOrStopping(state) && inFlight === 0 && (lastUse ?? 0) === lastUsed;
  if (how === 'unload') {
    const target = conditionalTarget(holder, isStillUnused);
    const [freed] = await freeing.free([target], false, true);
    if (!target.wasAsked) return null;
    if (!freed?.ok) return say('step_notFreed', { backend: name });
    holder.showMemoryNotice(say('freedFor', other));
    return say('step_freed', { backend: name, ...amount });
  }
  const { exclusiveGroup } = backend.commonSettings;
  const isExcluded = exclusiveGroup !== '' && holder.commonSettings.exclusiveGroup === exclusiveGroup;
  if (holder.commonSettings.onDemand) {
    const sleeps = await holder.demand.sleep({
      notice: isExcluded ? say('sleepsExcluded', other) : say('sleepsFor', other),
      onlyIf: isStillUnused,
    });
    return sleeps ? say('step_sleeps', { backend: name, ...amount }) : null;
  }
  const isSwitchedOff = await switchOff(holder, {
    notice: isExcluded ? say('switchedOffExcluded', other) : say('switchedOffFor', other),
    onlyIf: isStillUnused,
  });
  return isSwitchedOff ? say('step_switchedOff', { backend: name, ...amount }) : null;
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
