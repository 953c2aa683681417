/** Shows why something that was clicked in a menu could not be done. */
import { messageOf } from '../../../shared/errors.ts';
import { NativeNotifications, type NativeNotificationsOptions } from './native-notifications.ts';

/**
 * The latest failure replaces the one before.
 * @returns a function that returns false where this system shows no notifications
 */
export function createFailureNotifier(options: NativeNotificationsOptions): (error: unknown) => boolean {
  const notifications = new NativeNotifications<'failure'>(options);
  return (error) => {
    const hint = error instanceof Error && 'hint' in error ? String(error.hint) : '';
    const message = messageOf(error);
    return notifications.show('failure', { title: 'That did not work', body: `${message} ${hint}` });
  };
}
