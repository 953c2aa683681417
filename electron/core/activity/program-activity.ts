/** Records that the program starts and ends. */
import type { ActivityLog } from './activity-log.ts';

/** To be called when the host is ready to serve. */
export function recordProgramStart(activity: ActivityLog, version: string): void {
  const { lastOfEarlierRun: last } = activity;
  const hadEnd = last === null || last.kind === 'program_stopped';
  const message = hadEnd
    ? `Switchyard ${version} started.`
    : `Switchyard ${version} started. The run before had no proper end: it was killed, or the computer went off.`;
  activity.record({ kind: 'program_started', message });
}

/** The last entry of a run. Without it, the next run knows that this one had no proper end. */
export function recordProgramEnd(activity: ActivityLog): Promise<void> {
  activity.record({ kind: 'program_stopped', message: 'Switchyard ended.' });
  return activity.close();
}
