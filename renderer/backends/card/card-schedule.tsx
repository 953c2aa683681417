import { CalendarClock } from 'lucide-react';
import type { FullBackend } from '../../../shared/backend.ts';
import { Moment } from '../moment.tsx';

/** What the schedule of a backend does next. */
export function CardSchedule({ next }: { next: FullBackend['schedule_next'] }) {
  if (next === undefined) return null;
  return (
    <div className="sy-card-schedule">
      <CalendarClock size={14} aria-hidden />
      <span>
        {next.enabled ? 'On' : 'Off'} at <Moment at={next.at} /> by its schedule
      </span>
    </div>
  );
}
