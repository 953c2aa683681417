import { WifiOff } from 'lucide-react';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { useIsStale, usePanelState } from '../panel-context.tsx';
import '../controls/messages/message.css';

const t = words(shellWords);

/** Shown while the connection is lost, because the panel may be out of date. */
export function ConnectionBanner() {
  const isStale = useIsStale();
  const isConnected = usePanelState((state) => state.connection === 'open');
  if (!isStale) return null;
  return (
    <div className="sy-note sy-connection" data-tone="warning" role="alert">
      <WifiOff size={16} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">{isConnected ? t('reconnected') : t('connectionLostNote')}</div>
    </div>
  );
}
