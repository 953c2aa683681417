/**
 * When a backend is in trouble, and what there is to say about it. An episode of trouble causes at most three notifications:
 * the backend crashed, it is ready again, it was given up.
 */
import { type FullBackend, isNotConfigured } from '../../../shared/backend.ts';
import { isAskingForAdmission } from '../backends/backend-display.ts';

/**
 * The state of a backend within its episode of trouble; undefined where it is well, or off.
 * - `crashed`: it ended by itself and is being started again
 * - `recovered`: it runs again, but not yet long enough to count as well
 * - `crashed-again`: it ended by itself once more after that
 * - `given-up`: only the user can help it
 * - `restarting`: it was given up, and the user has it started again
 * - `asking`: it waits for admission, and asks the user whether to free VRAM for it
 */
export type Episode = 'crashed' | 'recovered' | 'crashed-again' | 'given-up' | 'restarting' | 'asking';

export type NotificationKind = 'crash' | 'giving-up' | 'question' | 'recovery';

export interface EpisodeStep {
  episode: Episode | undefined;
  /** Null: there is nothing to notify about. */
  notification: NotificationKind | null;
}

const WELL: EpisodeStep = { episode: undefined, notification: null };

/** @param after may have skipped phases since `before`: several changes can arrive as one */
export function nextEpisode(
  known: Episode | undefined,
  before: FullBackend | undefined,
  after: FullBackend | undefined,
): EpisodeStep {
  // Switched off or deleted, even where its process is still being ended.
  if (!after?.enabled) return WELL;
  // It was just added, or a setting that it needs was emptied: nothing has failed.
  if (isNotConfigured(after)) return WELL;
  if (isAskingForAdmission(after))
    return { episode: 'asking', notification: known === 'asking' ? null : 'question' };
  // The user has answered, or there is enough VRAM by now.
  if (known === 'asking' && after.phase !== 'errored') return WELL;
  if (after.phase === 'errored')
    return { episode: 'given-up', notification: known === 'given-up' ? null : 'giving-up' };
  if (hasCrashed(before, after) && after.phase !== 'running') {
    // A series of crashes is reported once, until the backend has been well in between.
    const isSeries = known === 'crashed' || known === 'recovered' || known === 'crashed-again';
    if (!isSeries) return { episode: 'crashed', notification: 'crash' };
    return { episode: known === 'crashed' ? 'crashed' : 'crashed-again', notification: null };
  }
  if (after.phase === 'running') {
    if (known === undefined) return WELL;
    return {
      // It was stable for a while, or the user started it again.
      episode: hasSettled(after) ? undefined : 'recovered',
      notification: known === 'recovered' || known === 'crashed-again' ? null : 'recovery',
    };
  }
  switch (known) {
    case 'given-up':
      return { episode: 'restarting', notification: null };
    case 'recovered':
      // Only a start by the user resets the count of failures; a backend that does not answer keeps it.
      return hasSettled(after) ? WELL : { episode: 'recovered', notification: null };
    default:
      // A first start that fails is tried again silently: nothing that worked has stopped working.
      return { episode: known, notification: null };
  }
}

/** Whether nothing is held against it any more: one that crashes every few minutes is reported once, and not each time. */
const hasSettled = ({ restarts, crashes }: FullBackend): boolean => restarts === 0 && crashes === undefined;

/** Whether an error with that code ended a run that had been ready. */
const isFailureOfRun = (code: string): boolean => code === 'crashed' || code === 'unresponsive';

/**
 * Whether the backend ended by itself after it had run, and is started again. While what it left is still being ended, that
 * is not decided. A stop that was asked for carries no error, and a failed start carries another code.
 */
function hasCrashed(before: FullBackend | undefined, after: FullBackend): boolean {
  if (after.next_step?.kind === 'retry' && isFailureOfRun(after.next_step.reason.code)) return true;
  // The wait for the retry may be over before it was seen; then one more failure was counted since the backend ran.
  const ran =
    before?.phase === 'running' ||
    before?.phase === 'idle' ||
    (before?.phase === 'stopping' && before.error !== undefined);
  return ran && after.restarts > before.restarts;
}
