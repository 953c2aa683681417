/**
 * Native notifications about backends that run into trouble by themselves, that ask something, and that come back. Per episode of
 * trouble at most three: it crashed, it is back, it was given up; each takes the place of the one before.
 */
import type { FullBackend } from '../../../shared/backend.ts';
import { messageOf } from '../../../shared/errors.ts';
import { backendName, mayNeedAdmission, type TypeNames } from '../actions/backend-display.ts';
import type { DesktopActions } from '../actions/desktop-actions.ts';
import type { BackendChange, DesktopState } from '../actions/desktop-state.ts';
import { NativeNotifications, type NativeNotificationsOptions } from './native-notifications.ts';

export interface NotificationOptions extends NativeNotificationsOptions {
  desktopState: Pick<DesktopState, 'backends' | 'onChange'>;
  preferences: () => {
    readonly NotifyCrash: boolean;
    readonly NotifyGivingUp: boolean;
    readonly NotifyRecovery: boolean;
  };
  actions: Pick<DesktopActions, 'show'>;
  /** While somebody looks at the panel nothing is shown: the card says it already, and says more. */
  isWindowFocused(): boolean;
  typeNames?: TypeNames;
}

/**
 * Where a backend stands in its episode of trouble; none: it is well, or off.
 * - `crashed`: it ended by itself and is being started again
 * - `back`: it runs again, but not yet long enough to count as well
 * - `crashed-again`: from there it ended once more
 * - `given-up`: only the user can help it
 * - `mending`: it was given up, and the user has it started again
 * - `asking`: it waits for room, and for the user to say whether it is to be made
 */
type Episode = 'crashed' | 'back' | 'crashed-again' | 'given-up' | 'mending' | 'asking';

type News = 'crash' | 'giving-up' | 'question' | 'recovery';

/** @returns the function that ends it and takes away what is still shown */
export function subscribeNotifications(options: NotificationOptions): () => void {
  const { desktopState, preferences, actions, isWindowFocused, typeNames } = options;
  const notices = new NativeNotifications<number>(options);
  const episodes = new Map<number, Episode>();

  const take = ({ before, after }: BackendChange) => {
    const id = (after ?? before)?.id;
    if (id === undefined) return;
    const known = episodes.get(id);
    const { episode, news } = nextEpisode(known, before, after);
    if (episode === undefined) episodes.delete(id);
    else episodes.set(id, episode);
    // What was said is no longer so: it was switched off, deleted or begun anew with, or it is not ready after all.
    if (known !== episode && after?.phase !== 'running') notices.close(id);
    if (news === null || after === undefined) return;
    const wanted = preferences();
    const isWanted =
      news === 'crash'
        ? wanted.NotifyCrash
        : news === 'recovery'
          ? wanted.NotifyRecovery
          : wanted.NotifyGivingUp;
    // Also where this one is not shown, the one before is outdated.
    notices.close(id);
    if (!isWanted || isWindowFocused()) return;
    notices.show(id, wordsFor(news, after, backendName(after, typeNames)), () =>
      actions.show({ kind: 'backend', backend_id: id }),
    );
  };

  // What went wrong before anybody listened, such as at the very start, is news as well.
  for (const backend of desktopState.backends()) take({ before: undefined, after: backend });
  const end = desktopState.onChange((changes) => {
    for (const change of changes) take(change);
  });
  return () => {
    end();
    notices.closeAll();
  };
}

/**
 * Shows why something that was clicked in a menu could not be done; the latest takes the place of the one before.
 * @returns a function that returns false where this system shows no notifications
 */
export function createFailureNotifier(options: NativeNotificationsOptions): (error: unknown) => boolean {
  const notices = new NativeNotifications<'failure'>(options);
  return (error) => {
    const hint = error instanceof Error && 'hint' in error ? String(error.hint) : '';
    const message = messageOf(error);
    return notices.show('failure', { title: 'That did not work', body: `${message} ${hint}` });
  };
}

/** The next step of an episode, and what there is to tell. Events may skip phases: several changes come as one. */
function nextEpisode(
  known: Episode | undefined,
  before: FullBackend | undefined,
  after: FullBackend | undefined,
): { episode: Episode | undefined; news: News | null } {
  const nothing = { episode: undefined, news: null };
  // Switched off, or deleted; also where its process is still being ended.
  if (!after?.enabled) return nothing;
  if (mayNeedAdmission(after)) return { episode: 'asking', news: known === 'asking' ? null : 'question' };
  // It was answered, or there is room by now.
  if (known === 'asking' && after.phase !== 'errored') return nothing;
  if (after.phase === 'errored')
    return { episode: 'given-up', news: known === 'given-up' ? null : 'giving-up' };
  if (hasCrashed(before, after) && after.phase !== 'running') {
    // A loop of crashes is told once, until it has been well in between.
    const isLoop = known === 'crashed' || known === 'back' || known === 'crashed-again';
    if (!isLoop) return { episode: 'crashed', news: 'crash' };
    return { episode: known === 'crashed' ? 'crashed' : 'crashed-again', news: null };
  }
  if (after.phase === 'running') {
    if (known === undefined) return nothing;
    return {
      // No failures in a row any more: it was stable for a while, or the user began anew with it.
      episode: after.restarts === 0 ? undefined : 'back',
      news: known === 'back' || known === 'crashed-again' ? null : 'recovery',
    };
  }
  switch (known) {
    case 'given-up':
      return { episode: 'mending', news: null };
    case 'back':
      // Begun anew with by the user. One that only does not answer keeps its count of failures.
      return after.restarts === 0 ? nothing : { episode: 'back', news: null };
    default:
      // A first start that fails is tried again without a word: nothing that worked has stopped working.
      return { episode: known, news: null };
  }
}

/**
 * Whether it has ended by itself after it had run, and is started again: which is not decided while what it left is still
 * being ended. A stop that was asked for carries no error, and a start that failed carries another code.
 */
function hasCrashed(before: FullBackend | undefined, after: FullBackend): boolean {
  if (after.next_step?.kind === 'retry' && after.next_step.reason.code === 'crashed') return true;
  // Where the wait was over before it could be seen: a further failure was counted since it ran.
  const ran =
    before?.phase === 'running' ||
    before?.phase === 'idle' ||
    (before?.phase === 'stopping' && before.error !== undefined);
  return ran && after.restarts > before.restarts;
}

function wordsFor(news: News, backend: FullBackend, name: string): { title: string; body: string } {
  switch (news) {
    case 'crash': {
      const reason = backend.next_step?.kind === 'retry' ? backend.next_step.reason : backend.error;
      return {
        title: `${name} has crashed`,
        body: `${reason?.message ?? 'It stopped by itself.'} It is started again.`,
      };
    }
    case 'giving-up':
      return {
        title: `${name} has failed and needs you`,
        body: `${backend.error?.message ?? 'It could not be started.'} ${backend.error?.hint ?? ''}`,
      };
    case 'question':
      return {
        title: `${name} waits for room`,
        body: backend.next_step?.kind === 'make_room' ? backend.next_step.message : '',
      };
    case 'recovery':
      return { title: `${name} is ready again`, body: 'It had failed and was started again.' };
  }
}
