import { CloseButton } from '@mantine/core';
import { CircleCheck, Info } from 'lucide-react';
import type { CallResult } from '../state/activity.ts';
import './message.css';

/** How a call went, such as how much memory came back. */
export function ResultMessage({ outcome, onClose }: { outcome: CallResult; onClose: () => void }) {
  const Icon = outcome.tone === 'good' ? CircleCheck : Info;
  return (
    <div className="sy-note" data-tone={outcome.tone === 'good' ? 'ready' : 'off'} role="status">
      <Icon size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <div>{outcome.text}</div>
        {outcome.details.length === 0 ? null : (
          <ul className="sy-note-list">
            {outcome.details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        )}
      </div>
      <CloseButton size="sm" aria-label="Put this message away" onClick={onClose} />
    </div>
  );
}
