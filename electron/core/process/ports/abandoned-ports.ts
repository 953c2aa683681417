/**
 * The ports of workers that failed. Where a daemon listens there later that such a worker has left and that cannot be proved
 * to be ours, it is named, and no other copy is started beside it.
 */
import { SwitchyardError } from '../../../../shared/errors.ts';
import type { PortOwner } from './ports.ts';

/** A backend gives up after a few attempts; older ports are forgotten. */
const MAX_PORTS = 16;

export interface AbandonedPorts {
  add(port: number): void;
  /** @throws SwitchyardError `earlier_copy_runs` */
  assertNoneListens(backend: string): Promise<void>;
}

/** @param findForeign who listens on a port, if it is no process with a mark of ours; null for nobody */
export function createAbandonedPorts(
  findForeign: (port: number) => Promise<PortOwner | null | 'unknown'>,
): AbandonedPorts {
  const ports = new Set<number>();
  return {
    add(port) {
      ports.delete(port);
      ports.add(port);
      const [oldest] = ports;
      if (ports.size > MAX_PORTS && oldest !== undefined) ports.delete(oldest);
    },
    async assertNoneListens(backend) {
      for (const port of ports) {
        const owner = await findForeign(port);
        if (owner === null) continue;
        const program = owner === 'unknown' ? 'a program' : `${owner.name} (PID ${owner.pid})`;
        const command = owner === 'unknown' ? null : `kill ${owner.pid}`;
        throw new SwitchyardError('earlier_copy_runs', { backend, program, port, command });
      }
    },
  };
}
