/** The program's own settings: drawn from their description like those of a backend, saved together. */
import { Button, Loader } from '@mantine/core';
import { Lock } from 'lucide-react';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PreferencesView } from '../../shared/operations.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { SidePanel } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { useBlockedReason, usePanelServices, usePanelState } from '../panel-context.tsx';
import { ChangedElsewhere } from '../settings-form/draft/changed-elsewhere.tsx';
import type { Baseline } from '../settings-form/draft/draft.ts';
import { focusFirstError } from '../settings-form/draft/focus-first-error.ts';
import { useDiscardGuard } from '../settings-form/draft/use-discard-guard.tsx';
import { type DraftControl, useDraft } from '../settings-form/draft/use-draft.ts';
import type { RestartPrompt } from '../settings-form/field.tsx';
import { SettingsForm } from '../settings-form/settings-form.tsx';
import { useCall } from '../state/use-call.ts';
import { ApiAccess } from './api-access.tsx';
import { PreferenceMessage } from './preference-note.tsx';
import { type KnownPreferences, type PreferencesControl, usePreferences } from './use-preferences.ts';

const restartsProgram: RestartPrompt = {
  badge: 'takes effect when Switchyard is started again',
  isAlwaysShown: true,
};

/** The group of settings that the access to the API belongs to. */
const API_GROUP = 'API';

const LOCK = 'LockSettings';

export function PreferencesPanel({ onClose }: { onClose: () => void }) {
  const preferences = usePreferences();
  const { known, failure, read } = preferences;
  const [dirty, setDirty] = useState(false);
  const { close, question } = useDiscardGuard(dirty, onClose);
  return (
    <SidePanel title="Preferences" onClose={close}>
      {known !== null ? (
        <PreferencesForm
          preferences={preferences}
          known={known}
          onDirty={setDirty}
          onCancel={close}
          onSaved={onClose}
        />
      ) : failure ? (
        <ErrorMessage failure={failure} onRetry={() => void read()} />
      ) : (
        <Loader size="sm" aria-label="Reading the preferences" />
      )}
      {question}
    </SidePanel>
  );
}

const baselineOf = ({ view, revision }: KnownPreferences): Baseline => ({
  title: '',
  values: view.values,
  modcount: revision,
  id: null,
});

function PreferencesForm({
  preferences: { take },
  known,
  onDirty,
  onCancel,
  onSaved,
}: {
  preferences: PreferencesControl;
  known: KnownPreferences;
  onDirty: (dirty: boolean) => void;
  onCancel: () => void;
  onSaved: () => void;
}) {
  const { client, view } = usePanelServices();
  const lost = useBlockedReason('EditPreferences');
  const locked = usePanelState(({ host }) => host?.locked ?? false);
  const { settings, values, notes, api } = known.view;
  // Locked although the preference says otherwise: by the way the program was started.
  const lockedAtStart = locked && values[LOCK] === false;
  const { pending: saving, failure, setFailure, run } = useCall('Saving');
  const [triedToSave, setTriedToSave] = useState(false);
  const [news, setNews] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const draft = useDraft({ current: baselineOf(known), settings, isSaving: saving });
  // Before the next event is handled: an Escape right after a keystroke must find the guard in its place.
  useLayoutEffect(() => onDirty(draft.isDirty), [onDirty, draft.isDirty]);
  const blocked =
    lost ??
    (!draft.isDirty
      ? 'Nothing has been changed.'
      : locked && draft.changedValues[LOCK] !== false
        ? 'Settings are locked.'
        : null);

  // Who opens this while everything is locked most likely looks for the lock, which is the last of many fields.
  const openedLocked = useRef(locked);
  useEffect(() => {
    if (openedLocked.current)
      form.current?.querySelector(`[name="${LOCK}"]`)?.scrollIntoView({ block: 'center' });
  }, []);

  const save = async () => {
    setTriedToSave(true);
    setFailure(null);
    setNews(false);
    if (!draft.isValid) {
      focusFirstError(form.current);
      return;
    }
    await run(async () => {
      const reply = await client.EditPreferences({ settings: draft.changedValues });
      draft.resetTo(baselineOf(take(reply)));
      // Closed only if it is still this form that is open, and nothing came of it that wants to be read here.
      if (hasNews(known.view, reply)) setNews(true);
      else if (view.getState().dialog?.kind === 'preferences') onSaved();
    });
  };

  const isField = useMemo(() => new Set(settings.map(({ name }) => name)), [settings]);
  const fieldNotes = useMemo(() => notesByField(notes), [notes]);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (blocked === null && !saving) void save();
      }}
    >
      <div className="sy-form-notes">
        {locked ? <LockedNote atStart={lockedAtStart} /> : null}
        {notes
          .filter(({ setting }) => setting === undefined || !isField.has(setting))
          .map((note) => (
            <PreferenceMessage key={note.message} note={note} />
          ))}
      </div>
      <SettingsForm
        settings={settings}
        draft={draft}
        disabled={(name) => locked && (lockedAtStart || name !== LOCK)}
        showAllErrors={triedToSave}
        restartPrompt={restartsProgram}
        notes={fieldNotes}
        sectionEnd={(title) =>
          title === API_GROUP && api !== undefined ? <ApiAccess api={api} onChange={take} /> : null
        }
      />
      {/* Where HTTP is how this host is reached at all, it is no group of settings. */}
      {api !== undefined && !settings.some(({ group }) => group === API_GROUP) ? (
        <section className="sy-section">
          <h3>{API_GROUP}</h3>
          <ApiAccess api={api} onChange={take} />
        </section>
      ) : null}
      <div className="sy-save-bar">
        {draft.changedElsewhere ? <ChangedElsewhere draft={draft} /> : null}
        {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
        <div className="sy-save-text" role="status">
          {saveWords(draft, news)}
        </div>
        <Button variant="default" onClick={onCancel}>
          {news && !draft.isDirty ? 'Done' : 'Cancel'}
        </Button>
        <ActionButton size="sm" type="submit" blocked={blocked} pending={saving} onClick={() => undefined}>
          Save
        </ActionButton>
      </div>
    </form>
  );
}

function LockedNote({ atStart }: { atStart: boolean }) {
  return (
    <div className="sy-note" data-tone="info" role="status">
      <Lock size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        {atStart
          ? 'Settings are locked by the way Switchyard was started: they can be read and not be changed. To unlock them, start it without --lock-settings.'
          : 'Settings are locked: they can be read and not be changed, but for the lock itself.'}
      </div>
    </div>
  );
}

function notesByField(notes: PreferencesView['notes']): ReadonlyMap<string, ReactNode> {
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

/** Whether a change brought what a person wants to see before they leave: a remark, or where the API answers now. */
function hasNews(before: PreferencesView, after: PreferencesView): boolean {
  const known = new Set(before.notes.map((note) => JSON.stringify(note)));
  const url = after.api?.url ?? null;
  return (
    after.notes.some((note) => !known.has(JSON.stringify(note))) || (url !== null && url !== before.api?.url)
  );
}

function saveWords(draft: DraftControl, news: boolean): string {
  if (!draft.isDirty) return news ? 'Saved. There is something new to read above.' : 'No changes';
  return draft.needsRestart
    ? 'What is marked takes effect when Switchyard is started again.'
    : 'Saving takes effect at once.';
}
