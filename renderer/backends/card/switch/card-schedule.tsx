import { CalendarClock } from 'lucide-react';
import type { FullBackend } from '../../../../shared/backend.ts';
import { Moment } from '../../moment.tsx';

/** What the schedule of a backend does next. A person may have switched it meanwhile; that holds until then. */
export function CardSchedule({
  next,
  isEnabled,
}: {
  next: FullBackend['schedule_next'];
  isEnabled: boolean;
}) {
  if (next === undefined) return null;
  const at = <Moment at={next.at} />;
  return (
    <div className="sy-card-schedule">
      <CalendarClock size={14} aria-hidden />
      <span>
        {next.enabled !== isEnabled ? (
          <>
            {next.enabled ? 'On' : 'Off'} at {at} by its schedule
          </>
        ) : isEnabled ? (
          <>On by hand; its schedule begins at {at}</>
        ) : (
          <>Off by hand; its schedule ends at {at}</>
        )}
      </span>
    </div>
  );
}
