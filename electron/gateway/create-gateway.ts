/** Puts the gateway on top of the core. */
import { systemClock } from '../core/clock.ts';
import type { Core } from '../core/create-core.ts';
import { Gateway } from './gateway.ts';

export function createGateway({ registry }: Pick<Core, 'registry'>): Gateway {
  return new Gateway({
    clock: systemClock,
    backends: () => registry.actors().map((actor) => actor.view()),
    find: (id) => registry.find(id)?.run ?? null,
  });
}
