/** The status of a backend, with a countdown where one is running. Only this line renders each second, not the card. */

import { Ban, CircleCheck, CircleHelp, Clock, LoaderCircle, type LucideIcon, Power } from 'lucide-react';
import { commonWords } from '../../shared/words/en/common.ts';
import { joinTranslated } from '../../shared/words/join-texts.ts';
import { words } from '../../shared/words/words.ts';
import { statusText, type Tone, tellsAge } from '../format/status-text.ts';
import { useNow } from '../panel-context.tsx';
import type { CallKind } from '../state/calls.ts';
import type { ShownBackend } from '../state/panel-store.ts';
import './status-line.css';

const t = words(commonWords);

const icons: Record<Tone, LucideIcon> = {
  ready: CircleCheck,
  busy: LoaderCircle,
  waiting: Clock,
  uncertain: CircleHelp,
  error: Ban,
  off: Power,
};

/** Of the languages that there are. */
const COMMA = /[,،、，]/;

/** The text for a call of this panel that is still under way. */
function pendingText(pending: readonly CallKind[]): string | null {
  if (pending.includes('delete')) return t('statusDeleting');
  if (pending.includes('switch-off')) return t('statusSwitchingOff');
  if (pending.includes('switch-on')) return t('statusSwitchingOn');
  return null;
}

export function StatusLine({
  backend,
  pending,
  stale,
  isShort = false,
}: {
  backend: ShownBackend;
  pending: readonly CallKind[];
  stale: boolean;
  /** Whether the text ends at its first comma. The whole text is in the tooltip. */
  isShort?: boolean;
}) {
  const next = backend.next_step?.kind;
  const now = useNow((next === 'retry' || next === 'force_stop' || tellsAge(backend)) && !stale);
  const status = statusText(backend, now);
  const pendingMessage = pendingText(pending);
  const tone: Tone = pendingMessage === null || status.isCountingDown ? status.tone : 'busy';
  const Icon = icons[tone];
  // The countdown may be over, but the panel cannot know it while it is not connected.
  const text = stale && status.isCountingDown ? (status.withoutCountdown ?? status.text) : status.text;
  const shown =
    pendingMessage === null
      ? text
      : status.isCountingDown
        ? joinTranslated([pendingMessage, text])
        : pendingMessage;
  const full = stale ? t('lastKnown', { status: shown }) : shown;
  return (
    <span
      className="sy-status"
      data-tone={tone}
      data-stale={stale}
      data-testid="status"
      {...(isShort ? { title: full } : {})}
    >
      <Icon size={15} aria-hidden className={tone === 'busy' && !stale ? 'sy-spin' : undefined} />
      <span className="sy-status-text">{isShort ? full.split(COMMA)[0] : full}</span>
    </span>
  );
}
