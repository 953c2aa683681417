import { TriangleAlert } from 'lucide-react';
import { commonWords } from '../../../shared/words/en/common.ts';
import { words } from '../../../shared/words/words.ts';
import { usePanelServices } from '../../panel-context.tsx';
import './message.css';

const t = words(commonWords);

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
        <div>{t('plainHttp')}</div>
        <div className="sy-note-hint">{t('plainHttpHint')}</div>
      </div>
    </div>
  );
}
