/** What the plan of an admission knows of a backend that is up. */
import type { BackendActor } from '../backend/actor/backend-actor.ts';
import type { VramHolder } from './admission-plan.ts';
import { isStartingOrStopping } from './admission-step.ts';
import { TURN_AFTER_MS } from './start-turns.ts';

export function vramHolderOf(
  actor: BackendActor,
  { isBusy, now }: { isBusy: boolean; now: number },
): VramHolder {
  const { id, commonSettings, demand, state } = actor;
  const startedAt = actor.run?.startTime ?? now;
  return {
    id,
    exclusiveGroup: commonSettings.exclusiveGroup,
    isBusy: isBusy || isStartingOrStopping(state),
    onDemand: commonSettings.onDemand,
    mayYield: commonSettings.onDemand && state.phase === 'running',
    hasServed: now - startedAt >= TURN_AFTER_MS,
    yieldsTo: demand.yieldsTo,
    startedAt,
    canUnload: state.phase === 'running' && actor.run?.canFreeMemory === true,
    lastUsed: actor.lastUse ?? 0,
    vram: vramOf(actor),
  };
}

/** Bytes that it holds, by UUID of the GPU. */
export function vramOf({ gpuUuids, run, usage }: BackendActor): ReadonlyMap<string, number> {
  const vramByEngine = run?.facts.vramBytes;
  const [gpu] = gpuUuids;
  // What the engine reports counts where it can only mean one GPU.
  const byEngine = vramByEngine !== undefined && gpu !== undefined && gpuUuids.length === 1;
  return usage.resources.vram ?? new Map(byEngine ? [[gpu, vramByEngine]] : []);
}
