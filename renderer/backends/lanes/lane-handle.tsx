import { GripVertical } from 'lucide-react';
import { lanesWords } from '../../../shared/words/en/gpus/lanes.ts';
import { words } from '../../../shared/words/words.ts';
import { BACKEND } from '../../controls/backend-element.ts';
import { gpuSettingOf } from '../../gpu/chosen-gpus.ts';
import { useBackendType, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import type { ShownBackend } from '../../state/panel-store.ts';
import { Drag, type DropPlace } from '../card/drag.ts';
import { askPin } from '../pin/pin-backend.ts';

const t = words(lanesWords);

/** The lane at a point on which a backend can be dropped. */
function laneAt(
  _dragged: HTMLElement,
  { x, y }: { x: number; y: number },
): (DropPlace & { gpu: number | null }) | null {
  const lane = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-pins]');
  if (!lane) return null;
  const { pins } = lane.dataset;
  return { element: lane, mark: 'into', gpu: pins === 'any' ? null : Number(pins) };
}

/** The handle by which a backend is dragged into the lane of another GPU. */
export function LaneHandle({ backend }: { backend: ShownBackend }) {
  const services = usePanelServices();
  const type = useBackendType(backend.type);
  const locked = useBlockedReason('EditBackend');
  const blocked = gpuSettingOf(type) === undefined ? t('noSetting') : locked;
  return (
    <button
      type="button"
      className="sy-handle"
      aria-label={t('handle')}
      aria-description={blocked ?? t('handleKeys')}
      aria-disabled={blocked !== null}
      title={blocked ?? t('handleHint')}
      onPointerDown={(event) => {
        if (blocked !== null || event.button !== 0) return;
        // The handle captures a touch, and would then receive all events.
        event.currentTarget.releasePointerCapture?.(event.pointerId);
        const entry = event.currentTarget.closest<HTMLElement>(BACKEND);
        if (entry === null) return;
        new Drag(entry, event, {
          placeAt: laneAt,
          keepsPlace: false,
          onDrop: (id, { gpu }) => askPin(services, id, gpu),
        }).start();
      }}
    >
      <GripVertical size={15} aria-hidden />
    </button>
  );
}
