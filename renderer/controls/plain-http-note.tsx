import { TriangleAlert } from 'lucide-react';
import { usePanelServices } from '../panel-context.tsx';
import './message.css';

/**
 * Says that a network between this browser and the host can read everything. Shown where the page came over plain HTTP from
 * another machine: there, browsers also make no keys, and a secret that can be copied takes the place of the key.
 */
export function PlainHttpNote() {
  const { transport } = usePanelServices();
  if (transport.shownIn !== 'browser' || window.isSecureContext !== false) return null;
  return (
    <div className="sy-note" data-tone="warning" role="note">
      <TriangleAlert size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <div>
          This page came over plain HTTP from another machine: whoever can read that network can read your
          sign-in.
        </div>
        <div className="sy-note-hint">
          Use an https:// address or a tunnel. docs/remote-access.md has both, and --tls self-signed needs
          nothing else.
        </div>
      </div>
    </div>
  );
}
