import { WifiOff } from 'lucide-react';
import { usePanelState } from '../panel-context.tsx';
import '../controls/message.css';

/** Says that what is shown may be out of date. */
export function ConnectionBanner() {
  const stale = usePanelState((state) => state.freshness === 'stale');
  const backUp = usePanelState((state) => state.connection === 'open');
  if (!stale) return null;
  return (
    <div className="sy-note" data-tone="warning" role="alert">
      <WifiOff size={16} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        {backUp
          ? 'Connected again – reading the present state.'
          : 'Connection to Switchyard lost – showing what was last known, trying again.'}
      </div>
    </div>
  );
}
