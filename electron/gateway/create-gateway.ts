/** Puts the gateway on top of the core. */
import { hasCode } from '../../shared/errors.ts';
import { hasStarted } from '../core/backend/lifecycle/lifecycle-state.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import type { Core } from '../core/create-core.ts';
import { Gateway } from './gateway.ts';

export function createGateway({ registry }: Pick<Core, 'registry'>, clock: Clock = systemClock): Gateway {
  const gateway = new Gateway({
    clock,
    backends: () => registry.actors().map((actor) => actor.view()),
    backend: (id) => registry.find(id)?.view() ?? null,
    uidOf: (id) => registry.find(id)?.record.uid ?? null,
    find: (id) => registry.find(id)?.run ?? null,
    wake: (id, notice) => void registry.find(id)?.demand.wake(notice).catch(ignoreDeleted),
    letSleep: (id, notice) =>
      void registry
        .find(id)
        ?.demand.sleep({ notice, onlyIf: ({ state }) => !hasStarted(state) })
        .catch(ignoreDeleted),
    noteSilence: (id, message) => registry.find(id)?.demand.noteSilence(message),
    onWaiting: (id, count) => registry.find(id)?.demand.noteWaiting(count),
  });
  registry.subscribe({
    changed: ({ id }) => gateway.noteChange(id),
    removed: (id) => gateway.noteChange(id),
  });
  return gateway;
}

/** It was deleted before the command was decided: nobody can wait for it any more. */
function ignoreDeleted(error: unknown): void {
  if (!hasCode(error, 'invalid_backend_id')) throw error;
}
