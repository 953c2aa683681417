/** Records that the program starts and ends. */
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { texts } from '../../../shared/words/phrase.ts';
import type { ActivityLog } from './activity-log.ts';

const say = texts(happenedWords);

/** To be called when the host is ready to serve. */
export function recordProgramStart(activity: ActivityLog, version: string): void {
  const { lastOfEarlierRun: last } = activity;
  const hadEnd = last === null || last.kind === 'program_stopped';
  const message = say(hadEnd ? 'programStarted' : 'programStartedAfterCrash', { version });
  activity.record({ kind: 'program_started', message });
}

/** The last entry of a run. Without it, the next run knows that this one had no proper end. */
export function recordProgramEnd(activity: ActivityLog): Promise<void> {
  activity.record({ kind: 'program_stopped', message: say('programEnded') });
  return activity.close();
}
