import { Lock } from 'lucide-react';
import { usePicture } from '../panel.tsx';
import './note.css';

/** Says why nothing can be changed. */
export function LockedBanner() {
  const locked = usePicture((picture) => picture.host?.locked ?? false);
  if (!locked) return null;
  return (
    <div className="sy-note" data-tone="info" role="status">
      <Lock size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <strong>Settings are locked.</strong> Everything is shown, and nothing can be changed. Memory can
        still be freed. To unlock, start Switchyard without <code className="sy-mono">--lock-settings</code>.
      </div>
    </div>
  );
}
