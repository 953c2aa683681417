/** The form of the preferences. It is generated from their descriptions, as the form of a backend is. */

import { Button } from '@mantine/core';
import { Lock } from 'lucide-react';
import {
  type FormEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PreferencesView } from '../../shared/operations.ts';
import { commonWords } from '../../shared/words/en/common.ts';
import { preferencesWords } from '../../shared/words/en/settings/preferences.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { useBlockedReason, usePanelServices, usePanelState } from '../panel-context.tsx';
import { ChangedElsewhere } from '../settings-form/draft/changed-elsewhere.tsx';
import type { Baseline } from '../settings-form/draft/draft.ts';
import { focusFirstError, focusSetting } from '../settings-form/draft/focus-field.ts';
import { type DraftControl, useDraft } from '../settings-form/draft/use-draft.ts';
import type { RestartPrompt } from '../settings-form/field.tsx';
import { SettingsForm } from '../settings-form/settings-form.tsx';
import { localizeGroup } from '../state/localize-settings.ts';
import { type Call, useCall } from '../state/use-call.ts';
import { ApiAccess } from './api-access.tsx';
import { PreferenceMessage } from './preference-message.tsx';
import type { KnownPreferences, PreferencesControl } from './use-preferences.ts';

const t = words(preferencesWords);
const common = words(commonWords);

const programRestartPrompt: RestartPrompt = {
  badge: () => t('restartBadge'),
  isAlwaysShown: true,
};

/** The group of settings under which the access to the API is shown, as the host names it. */
const API_GROUP = 'API';

const LOCK_SETTING = 'LockSettings';

interface PreferencesFormProps {
  known: KnownPreferences;
  /** The name of the preference at which the form opens. */
  opensAt: string | undefined;
  accept: PreferencesControl['accept'];
  onDirty: (isDirty: boolean) => void;
  onCancel: () => void;
  onSaved: () => void;
}

const baselineOf = ({ view, revision }: KnownPreferences): Baseline => ({
  title: '',
  values: view.values,
  modcount: revision,
  id: null,
});

export function PreferencesForm({
  known,
  opensAt,
  accept,
  onDirty,
  onCancel,
  onSaved,
}: PreferencesFormProps) {
  const { settings, values, notes, api } = known.view;
  const isLocked = usePanelState(({ host }) => host?.locked ?? false);
  // The program was started with a lock: settings are locked although the preference says otherwise.
  const isLockedAtStart = isLocked && values[LOCK_SETTING] === false;
  const saving = useCall(t('savingFailed'));
  const draft = useDraft({ current: baselineOf(known), settings, isSaving: saving.pending });
  // A layout effect, so that an Escape right after a keystroke finds the guard already set.
  useLayoutEffect(() => onDirty(draft.isDirty), [onDirty, draft.isDirty]);
  const form = useRef<HTMLFormElement>(null);
  useScrollToLock(form, isLocked);
  useEffect(() => focusSetting(form.current, opensAt), [opensAt]);
  const blocked = useSaveBlockedReason(draft, isLocked);
  const { save, triedToSave, hasNews } = useSave({ known, accept, draft, saving, form, onSaved });
  const fieldNotes = useMemo(() => groupNotes(notes), [notes]);
  const hasApiGroup = settings.some(({ group }) => group === API_GROUP);
  const access = api === undefined ? null : <ApiAccess api={api} onChange={accept} />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (blocked === null && !saving.pending) void save();
  };

  return (
    <form ref={form} noValidate onSubmit={submit}>
      <FormNotes view={known.view} isLocked={isLocked} isLockedAtStart={isLockedAtStart} />
      <SettingsForm
        settings={settings}
        draft={draft}
        opensAt={opensAt}
        disabled={(name) => isLocked && (isLockedAtStart || name !== LOCK_SETTING)}
        showAllErrors={triedToSave}
        restartPrompt={programRestartPrompt}
        notes={fieldNotes}
        sectionEnd={(title) => (title === API_GROUP ? access : null)}
      />
      {/* A host that is reached over HTTP only has no settings of the API. */}
      {access === null || hasApiGroup ? null : (
        <section className="sy-section">
          <h3>{localizeGroup(API_GROUP)}</h3>
          {access}
        </section>
      )}
      <SaveBar draft={draft} saving={saving} blocked={blocked} hasNews={hasNews} onCancel={onCancel} />
    </form>
  );
}

/** Who opens the form while settings are locked probably looks for the lock, which is far down in the form. */
function useScrollToLock(form: RefObject<HTMLFormElement | null>, isLocked: boolean): void {
  const wasLocked = useRef(isLocked);
  useEffect(() => {
    if (wasLocked.current)
      form.current?.querySelector(`[name="${LOCK_SETTING}"]`)?.scrollIntoView({ block: 'center' });
  }, [form]);
}

function useSaveBlockedReason(draft: DraftControl, isLocked: boolean): string | null {
  const blocked = useBlockedReason('EditPreferences');
  if (blocked !== null) return blocked;
  if (!draft.isDirty) return common('nothingChanged');
  return isLocked && draft.changedValues[LOCK_SETTING] !== false ? common('settingsLocked') : null;
}

function useSave({
  known,
  accept,
  draft,
  saving,
  form,
  onSaved,
}: Pick<PreferencesFormProps, 'known' | 'accept' | 'onSaved'> & {
  draft: DraftControl;
  saving: Call;
  form: RefObject<HTMLFormElement | null>;
}) {
  const { client, view } = usePanelServices();
  const [triedToSave, setTriedToSave] = useState(false);
  const [hasNews, setHasNews] = useState(false);
  const save = async () => {
    setTriedToSave(true);
    saving.setFailure(null);
    setHasNews(false);
    if (!draft.isValid) {
      focusFirstError(form.current);
      return;
    }
    await saving.run(async () => {
      const reply = await client.EditPreferences({ settings: draft.changedValues });
      draft.resetTo(baselineOf(accept(reply)));
      // The form stays open if there is something to read. And the reply may come after another dialog was opened.
      if (bringsNews(known.view, reply)) setHasNews(true);
      else if (view.getState().dialog?.kind === 'preferences') onSaved();
    });
  };
  return { save, triedToSave, hasNews };
}

/** Whether a change brought something that the user should read: a new message, or a new address of the API. */
function bringsNews(before: PreferencesView, after: PreferencesView): boolean {
  const knownNotes = new Set(before.notes.map((note) => JSON.stringify(note)));
  const url = after.api?.url ?? null;
  return (
    after.notes.some((note) => !knownNotes.has(JSON.stringify(note))) ||
    (url !== null && url !== before.api?.url)
  );
}

/** Messages that belong to no field. */
function FormNotes({
  view: { settings, notes },
  isLocked,
  isLockedAtStart,
}: {
  view: PreferencesView;
  isLocked: boolean;
  isLockedAtStart: boolean;
}) {
  const names = new Set(settings.map(({ name }) => name));
  return (
    <div className="sy-form-notes">
      {isLocked ? <LockedNote atStart={isLockedAtStart} /> : null}
      {notes
        .filter(({ setting }) => setting === undefined || !names.has(setting))
        .map((note) => (
          <PreferenceMessage key={note.message} note={note} />
        ))}
    </div>
  );
}

function LockedNote({ atStart }: { atStart: boolean }) {
  return (
    <div className="sy-note" data-tone="info" role="status">
      <Lock size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">{atStart ? t('lockedAtStart') : t('locked')}</div>
    </div>
  );
}

/** The messages of each field, by the name of the setting. */
function groupNotes(notes: PreferencesView['notes']): ReadonlyMap<string, ReactNode> {
  const names = new Set(notes.flatMap(({ setting }) => setting ?? []));
  return new Map(
    [...names].map((name) => [
      name,
      notes
        .filter(({ setting }) => setting === name)
        .map((note) => <PreferenceMessage key={note.message} note={note} />),
    ]),
  );
}

function SaveBar({
  draft,
  saving: { pending, failure, setFailure },
  blocked,
  hasNews,
  onCancel,
}: {
  draft: DraftControl;
  saving: Call;
  blocked: string | null;
  hasNews: boolean;
  onCancel: () => void;
}) {
  return (
    <div className="sy-save-bar">
      {draft.changedElsewhere ? <ChangedElsewhere draft={draft} /> : null}
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <div className="sy-save-text" role="status">
        {describeSaving(draft, hasNews)}
      </div>
      <Button variant="default" onClick={onCancel}>
        {hasNews && !draft.isDirty ? common('done') : common('cancel')}
      </Button>
      <ActionButton size="sm" type="submit" blocked={blocked} pending={pending} onClick={() => undefined}>
        {common('save')}
      </ActionButton>
    </div>
  );
}

function describeSaving(draft: DraftControl, hasNews: boolean): string {
  if (!draft.isDirty) return hasNews ? t('savedWithNews') : t('noChanges');
  return draft.needsRestart ? t('appliesAfterRestart') : t('appliesAtOnce');
}
