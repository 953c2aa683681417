import { Lock } from 'lucide-react';
import { ActionButton } from '../controls/action-button.tsx';
import { usePanelServices, usePanelState } from '../panel-context.tsx';
import '../controls/message.css';

/** Says why nothing can be changed, and leads to where that is ended. */
export function LockedBanner() {
  const { open } = usePanelServices();
  const locked = usePanelState((state) => state.host?.locked ?? false);
  if (!locked) return null;
  return (
    <div className="sy-note" data-tone="info" role="status">
      <Lock size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <strong>Settings are locked.</strong> Everything is shown, and nothing can be changed. Memory can
        still be freed.
      </div>
      <ActionButton size="compact-xs" variant="default" onClick={() => open({ kind: 'preferences' })}>
        Unlock…
      </ActionButton>
    </div>
  );
}
