/** The dialog with the preferences. */

import { useState } from 'react';
import { preferencesWords } from '../../shared/words/en/settings/preferences.ts';
import { words } from '../../shared/words/words.ts';
import { SidePanel } from '../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { LoadingNote } from '../controls/messages/loading-note.tsx';
import { useDiscardGuard } from '../settings-form/draft/use-discard-guard.tsx';
import { PreferencesForm } from './preferences-form.tsx';
import { usePreferences } from './use-preferences.ts';

const t = words(preferencesWords);

export function PreferencesPanel({
  setting,
  onClose,
}: {
  /** The name of the preference at which the form opens. */
  setting?: string | undefined;
  onClose: () => void;
}) {
  const preferences = usePreferences();
  const { known, failure, read } = preferences;
  const [isDirty, setIsDirty] = useState(false);
  const { close, question } = useDiscardGuard(isDirty, onClose);
  return (
    <SidePanel title={t('title')} onClose={close}>
      {known !== null ? (
        <PreferencesForm
          known={known}
          opensAt={setting}
          accept={preferences.accept}
          onDirty={setIsDirty}
          onCancel={close}
          onSaved={onClose}
        />
      ) : failure ? (
        <ErrorMessage failure={failure} onRetry={() => void read()} />
      ) : (
        <LoadingNote text={t('reading')} />
      )}
      {question}
    </SidePanel>
  );
}
