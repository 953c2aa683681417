/** The status in words, counting down where something is about to happen. Only this line ticks, not the card. */
import { Ban, CircleCheck, CircleHelp, Clock, LoaderCircle, type LucideIcon, Power } from 'lucide-react';
import { useNow } from '../../panel.tsx';
import type { CallKind } from '../../state/activity.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import { statusText, type Tone } from '../status-text.ts';

const icons: Record<Tone, LucideIcon> = {
  ready: CircleCheck,
  busy: LoaderCircle,
  waiting: Clock,
  uncertain: CircleHelp,
  error: Ban,
  off: Power,
};

/** What the panel itself has asked for and not yet heard the end of. */
function pendingWords(pending: readonly CallKind[]): string | null {
  if (pending.includes('delete')) return 'Deleting…';
  if (pending.includes('switch-off')) return 'Switching off…';
  if (pending.includes('switch-on')) return 'Switching on…';
  return null;
}

export function StatusLine({
  backend,
  pending,
  stale,
}: {
  backend: ShownBackend;
  pending: readonly CallKind[];
  stale: boolean;
}) {
  const next = backend.next_step?.kind;
  const now = useNow((next === 'retry' || next === 'force_stop') && !stale);
  const status = statusText(backend, now);
  const asked = pendingWords(pending);
  const tone: Tone = asked === null || status.counting ? status.tone : 'busy';
  const Icon = icons[tone];
  // A countdown from the past would be a lie.
  const words = stale && status.counting ? status.words.replace(/ in \d+ s/, ' soon') : status.words;
  const shown = asked === null ? words : status.counting ? `${asked} ${words}` : asked;
  return (
    <span className="sy-status" data-tone={tone} data-stale={stale} data-testid="status">
      <Icon size={15} aria-hidden className={tone === 'busy' && !stale ? 'sy-spin' : undefined} />
      <span className="sy-status-words">{stale ? `Last known: ${shown}` : shown}</span>
    </span>
  );
}
