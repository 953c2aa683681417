import { CloseButton } from '@mantine/core';
import { CircleCheck, Info } from 'lucide-react';
import { commonWords } from '../../../shared/words/en/common.ts';
import { words } from '../../../shared/words/words.ts';
import type { CallResult } from '../../state/calls.ts';
import './message.css';

const t = words(commonWords);

/** What a successful call came to, such as how much memory was freed. */
export function ResultMessage({ result, onClose }: { result: CallResult; onClose: () => void }) {
  const Icon = result.tone === 'good' ? CircleCheck : Info;
  return (
    <div className="sy-note" data-tone={result.tone === 'good' ? 'ready' : 'off'} role="status">
      <Icon size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <div>{result.text}</div>
        {result.details.length === 0 ? null : (
          <ul className="sy-note-list">
            {result.details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        )}
      </div>
      <CloseButton size="sm" aria-label={t('dismissMessage')} onClick={onClose} />
    </div>
  );
}
