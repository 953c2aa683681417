import { Lock } from 'lucide-react';
import { ActionButton } from '../controls/action-button.tsx';
import { usePanelServices, usePanelState } from '../panel-context.tsx';
import '../controls/message.css';

/** Says that settings are locked, and opens the preferences, where they are unlocked. */
export function LockedBanner() {
  const { open } = usePanelServices();
  const isLocked = usePanelState((state) => state.host?.locked ?? false);
  if (!isLocked) return null;
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
