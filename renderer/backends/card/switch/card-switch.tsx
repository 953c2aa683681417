/** Switches a backend on and off: a switch with two positions, or with three where it can be started on demand. */
import { hasStartPositions, isOnDemand, startPositionOf } from '../../../../shared/start-position.ts';
import { Allowed, useBackendType, usePanelState } from '../../../panel-context.tsx';
import type { CallKind } from '../../../state/calls.ts';
import type { ShownBackend } from '../../../state/panel-store.ts';
import { CardToggle } from './card-toggle.tsx';
import { StartSwitch } from './start-switch.tsx';

export function CardSwitch({ backend, pending }: { backend: ShownBackend; pending: readonly CallKind[] }) {
  const type = useBackendType(backend.type);
  const areTypesKnown = usePanelState(({ types }) => types !== null);
  return (
    <Allowed operation="ToggleBackend">
      {hasStartPositions(backend) ? (
        <StartSwitch
          id={backend.id}
          position={startPositionOf(backend)}
          isOnDemand={isOnDemand(backend)}
          pending={pending}
        />
      ) : (
        <CardToggle
          id={backend.id}
          enabled={backend.enabled}
          isTypeUnknown={areTypesKnown && type === undefined}
          pending={pending}
        />
      )}
    </Allowed>
  );
}
