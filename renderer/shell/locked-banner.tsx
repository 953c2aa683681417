import { Lock } from 'lucide-react';
import { commonWords } from '../../shared/words/en/common.ts';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { usePanelServices, usePanelState } from '../panel-context.tsx';
import '../controls/messages/message.css';

const t = words(shellWords);
const common = words(commonWords);

/** Says that settings are locked, and opens the preferences, where they are unlocked. */
export function LockedBanner() {
  const { open } = usePanelServices();
  const isLocked = usePanelState((state) => state.host?.locked ?? false);
  if (!isLocked) return null;
  return (
    <div className="sy-note" data-tone="info" role="status">
      <Lock size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <strong>{common('settingsLocked')}</strong> {t('lockedText')}
      </div>
      <ActionButton size="compact-xs" variant="default" onClick={() => open({ kind: 'preferences' })}>
        {t('unlock')}
      </ActionButton>
    </div>
  );
}
