/** The position of the switch of a backend: off, and where it is on, whether it is started on demand. */
import type { FullBackend } from './backend.ts';
import type { Client } from './transport.ts';

export type StartPosition = 'off' | 'on demand' | 'on';
export const startPositions: readonly StartPosition[] = ['off', 'on demand', 'on'];

type Switched = Pick<FullBackend, 'enabled' | 'settings'>;

/** Whether its type can be started on demand: what is not started here has no such setting. */
export const hasStartPositions = ({ settings }: Pick<Switched, 'settings'>): boolean =>
  settings.StartWhen !== undefined;

/** Whether it is started on demand where it is switched on. */
export const isOnDemand = ({ settings }: Pick<Switched, 'settings'>): boolean =>
  settings.StartWhen === 'on demand';

export function startPositionOf(backend: Switched): StartPosition {
  if (!backend.enabled) return 'off';
  return isOnDemand(backend) ? 'on demand' : 'on';
}

/** Sets the position. The setting is changed first, so that nothing starts in between. @param backend as it is now */
export async function setStartPosition(
  client: Pick<Client, 'EditBackend' | 'ToggleBackend'>,
  backend: Switched & Pick<FullBackend, 'id'>,
  position: StartPosition,
): Promise<void> {
  const { id, enabled } = backend;
  if (position !== 'off' && isOnDemand(backend) !== (position === 'on demand'))
    await client.EditBackend({
      backend_id: id,
      settings: { StartWhen: position === 'on' ? 'always' : 'on demand' },
    });
  if (enabled !== (position !== 'off'))
    await client.ToggleBackend({ backend_id: id, enabled: position !== 'off' });
}
