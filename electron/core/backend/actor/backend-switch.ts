/** What switches and restarts of a backend rest on. */
import { isNotConfigured } from '../../../../shared/backend.ts';
import type { HostText } from '../../../../shared/words/phrase.ts';
import type { Clock } from '../../clock.ts';
import type { BackendRecord } from '../../storage/store-document.ts';
import type { LifecycleState } from '../lifecycle/lifecycle-state.ts';
import { createNotice } from './view/backend-notice.ts';

interface Switch {
  enabled: boolean;
  /** Whether it is switched by this, or only the switch of its schedule is done. */
  changes: boolean;
  /** Why, where no person does it. */
  notice: HostText | undefined;
  /** The switch of its schedule that this is, in epoch milliseconds. */
  scheduledAt: number | undefined;
  clock: Clock;
}

/** The change of the stored record by which a backend is switched on or off. */
export function switchOf({ enabled, changes, notice, scheduledAt, clock }: Switch) {
  return (record: BackendRecord): void => {
    record.enabled = enabled;
    if (scheduledAt !== undefined) record.schedule_done = scheduledAt;
    if (!changes) return;
    if (enabled || notice === undefined) delete record.off_notice;
    else record.off_notice = createNotice(notice, clock);
  };
}

interface RestartCase {
  /** It was asked for by its ID, so it is started again while it loads, and started where it sleeps. */
  isNamed: boolean;
  /** Its worker runs here, and may be restarted where it does not answer. */
  runsHere: boolean;
}

/** Whether a restart that is asked for does anything. One that is not set up yet is left alone, as by SwarmUI. */
export function mayRestart(state: LifecycleState, { isNamed, runsHere }: RestartCase): boolean {
  if (isNotConfigured(state)) return false;
  const { phase } = state;
  if (phase === 'running' || phase === 'errored') return true;
  if (phase === 'sleeping') return isNamed;
  return runsHere && (phase === 'idle' || (phase === 'loading' && isNamed));
}
