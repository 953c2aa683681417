/** Shows why something that was clicked in a menu could not be done. */
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import { CallError } from '../../../shared/transport.ts';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { errorText } from '../../../shared/words/error-text.ts';
import { words } from '../../../shared/words/words.ts';
import { NativeNotifications, type NativeNotificationsOptions } from './native-notifications.ts';

const t = words(desktopWords);

/**
 * The latest failure replaces the one before.
 * @returns a function that returns false where this system shows no notifications
 */
export function createFailureNotifier(options: NativeNotificationsOptions): (error: unknown) => boolean {
  const notifications = new NativeNotifications<'failure'>(options);
  return (error) => {
    const isOfCall = error instanceof CallError || error instanceof SwitchyardError;
    const { message, hint } = isOfCall
      ? errorText(error instanceof SwitchyardError ? error.toReply() : error)
      : { message: messageOf(error), hint: '' };
    return notifications.show('failure', { title: t('failureTitle'), body: `${message} ${hint}` });
  };
}
