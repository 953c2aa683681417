import { GripVertical } from 'lucide-react';
import { memo } from 'react';
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { words } from '../../../shared/words/words.ts';
import { BACKEND } from '../../controls/backend-element.ts';
import { useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import { amongSiblings, Drag } from './drag.ts';

const t = words(backendCardWords);

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
      aria-label={t('move')}
      aria-description={blocked ?? t('moveByKeys')}
      aria-disabled={blocked !== null}
      title={blocked ?? t('moveByDrag')}
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
