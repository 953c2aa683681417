/**
 * Native notifications about backends: one that runs into trouble by itself, that asks something, or that is ready again.
 * A backend has at most one notification at a time; a newer one replaces it.
 */
import type { FullBackend } from '../../../shared/backend.ts';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { errorText } from '../../../shared/words/error-text.ts';
import { joinTranslated } from '../../../shared/words/join-texts.ts';
import { translateField } from '../../../shared/words/wire-phrases.ts';
import { words } from '../../../shared/words/words.ts';
import type { DesktopActions } from '../actions/desktop-actions.ts';
import { backendName, type TypeNames } from '../backends/backend-display.ts';
import type { BackendChange, DesktopState } from '../backends/desktop-state.ts';
import { type Episode, type NotificationKind, nextEpisode } from './episodes.ts';
import {
  NativeNotifications,
  type NativeNotificationsOptions,
  type NotificationText,
} from './native-notifications.ts';

const t = words(desktopWords);

export interface NotificationPreferences {
  readonly NotifyCrash: boolean;
  readonly NotifyGivingUp: boolean;
  readonly NotifyRecovery: boolean;
}

export interface NotificationOptions extends NativeNotificationsOptions {
  desktopState: Pick<DesktopState, 'backends' | 'onChange'>;
  preferences: () => NotificationPreferences;
  actions: Pick<DesktopActions, 'show'>;
  /** Nothing is shown while somebody looks at the panel, where the card says the same and more. */
  isWindowFocused(): boolean;
  typeNames?: TypeNames;
}

/** @returns a function that ends the subscription and removes what is still shown */
export function subscribeNotifications(options: NotificationOptions): () => void {
  const { desktopState, preferences, actions, isWindowFocused, typeNames } = options;
  const notifications = new NativeNotifications<number>(options);
  const episodes = new Map<number, Episode>();

  const handleChange = ({ before, after }: BackendChange) => {
    const id = (after ?? before)?.id;
    if (id === undefined) return;
    const known = episodes.get(id);
    const { episode, notification } = nextEpisode(known, before, after);
    if (episode === undefined) episodes.delete(id);
    else episodes.set(id, episode);
    // The backend was switched off, deleted or started again, or is not ready after all: what is shown is outdated.
    if (known !== episode && after?.phase !== 'running') notifications.close(id);
    if (notification === null || after === undefined) return;
    // The earlier notification is outdated even where the new one is not shown.
    notifications.close(id);
    if (!isWanted(notification, preferences()) || isWindowFocused()) return;
    notifications.show(id, formatNotification(notification, after, backendName(after, typeNames)), () =>
      actions.show({ kind: 'backend', backend_id: id }),
    );
  };

  // Trouble from before this subscription, such as during the start of the program, is reported as well.
  for (const backend of desktopState.backends()) handleChange({ before: undefined, after: backend });
  const unsubscribe = desktopState.onChange((changes) => {
    for (const change of changes) handleChange(change);
  });
  return () => {
    unsubscribe();
    notifications.closeAll();
  };
}

function isWanted(kind: NotificationKind, preferences: NotificationPreferences): boolean {
  switch (kind) {
    case 'crash':
      return preferences.NotifyCrash;
    case 'recovery':
      return preferences.NotifyRecovery;
    case 'giving-up':
    case 'question':
      return preferences.NotifyGivingUp;
  }
}

function formatNotification(kind: NotificationKind, backend: FullBackend, name: string): NotificationText {
  const error = backend.error && errorText(backend.error);
  switch (kind) {
    case 'crash': {
      const reason = backend.next_step?.kind === 'retry' ? backend.next_step.reason : backend.error;
      const what = t('crashedText', { reason: reason ? errorText(reason).message : t('stoppedByItself') });
      return {
        title: t('crashed', { name }),
        body: backend.restart_notice ? translateField(backend.restart_notice, 'message') : what,
      };
    }
    case 'giving-up':
      return {
        title: t('failed', { name }),
        body: joinTranslated([error?.message ?? t('couldNotStart'), error?.hint ?? '']),
      };
    case 'question':
      return {
        title: t('waitsForMemory', { name }),
        body: backend.next_step?.kind === 'make_room' ? translateField(backend.next_step, 'message') : '',
      };
    case 'recovery':
      return { title: t('readyAgain', { name }), body: t('readyAgainText') };
  }
}
