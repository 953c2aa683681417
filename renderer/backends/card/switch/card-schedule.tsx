import { CalendarClock } from 'lucide-react';
import type { FullBackend } from '../../../../shared/backend.ts';
import { backendCardWords } from '../../../../shared/words/en/backends/card.ts';
import { words } from '../../../../shared/words/words.ts';
import { richText } from '../../../controls/messages/rich-text.tsx';
import { Moment } from '../../moment.tsx';

const t = words(backendCardWords);

/** What the schedule of a backend does next. A person may have switched it meanwhile; that holds until then. */
export function CardSchedule({
  next,
  isEnabled,
}: {
  next: FullBackend['schedule_next'];
  isEnabled: boolean;
}) {
  if (next === undefined) return null;
  const text =
    next.enabled !== isEnabled
      ? next.enabled
        ? 'scheduleOn'
        : 'scheduleOff'
      : isEnabled
        ? 'onByHand'
        : 'offByHand';
  return (
    <div className="sy-card-schedule">
      <CalendarClock size={14} aria-hidden />
      <span>{richText(t.parts(text, { time: () => <Moment at={next.at} /> }))}</span>
    </div>
  );
}
