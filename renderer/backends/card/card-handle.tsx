import { GripVertical } from 'lucide-react';
import { memo } from 'react';
import { BACKEND } from '../../controls/backend-element.ts';
import { useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import { amongSiblings, Drag } from './drag.ts';

/** The handle by which a card is dragged. */
export const CardHandle = memo(function CardHandle() {
  const { arranging } = usePanelServices();
  const blocked = useBlockedReason('ArrangeBackends');
  return (
    <button
      type="button"
      className="sy-handle"
      // For pointers alone: keys move the backend wherever the focus is in it, and so does its menu.
      tabIndex={-1}
      aria-label="Move"
      aria-description={blocked ?? 'Alt with the up or down arrow key moves it.'}
      aria-disabled={blocked !== null}
      title={blocked ?? 'Drag to move, or press Alt with an arrow key'}
      onPointerDown={(event) => {
        if (blocked !== null || event.button !== 0) return;
        // The handle captures a touch, and would then receive all events.
        event.currentTarget.releasePointerCapture?.(event.pointerId);
        const card = event.currentTarget.closest<HTMLElement>(BACKEND);
        if (card) new Drag(card, event, amongSiblings(arranging.placeBeside)).start();
      }}
    >
      <GripVertical size={15} aria-hidden />
    </button>
  );
});
