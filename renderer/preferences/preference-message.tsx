import { Info, TriangleAlert } from 'lucide-react';
import type { PreferencesView } from '../../shared/operations.ts';
import { translateField } from '../../shared/words/wire-phrases.ts';
import '../controls/messages/message.css';

/** A message of the host about one preference or about all, such as what the system lacks. */
export function PreferenceMessage({ note }: { note: PreferencesView['notes'][number] }) {
  const Icon = note.level === 'info' ? Info : TriangleAlert;
  return (
    <div className="sy-note" data-tone={note.level} role="note">
      <Icon size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <div>{translateField(note, 'message')}</div>
        {note.hint === '' ? null : <div className="sy-note-hint">{translateField(note, 'hint')}</div>}
      </div>
    </div>
  );
}
