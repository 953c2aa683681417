/** The form that edits the settings of one backend. */
import { Button, Input, Text } from '@mantine/core';
import { Lock } from 'lucide-react';
import { type FormEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { BackendTypeInfo, SettingInfo } from '../../../shared/backend.ts';
import { backendDialogsWords } from '../../../shared/words/en/backends/dialogs.ts';
import { commonWords } from '../../../shared/words/en/common.ts';
import { joinTranslated, joinWithAnd } from '../../../shared/words/join-texts.ts';
import { words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { SidePanel } from '../../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import { StatusLine } from '../../controls/status-line.tsx';
import { describeRequests, describeSaving } from '../../format/describe-save.ts';
import { backendName } from '../../format/status-text.ts';
import {
  useBlockedReason,
  useCallState,
  useIsStale,
  usePanelServices,
  usePanelState,
} from '../../panel-context.tsx';
import { describedBy } from '../../settings-form/described-by.ts';
import { ChangedElsewhere } from '../../settings-form/draft/changed-elsewhere.tsx';
import { ChangesPreview, labelsForRestart } from '../../settings-form/draft/changes-preview.tsx';
import { focusFirstError, focusSetting } from '../../settings-form/draft/focus-field.ts';
import { useDiscardGuard } from '../../settings-form/draft/use-discard-guard.tsx';
import { type DraftControl, useDraft } from '../../settings-form/draft/use-draft.ts';
import { FieldFrame } from '../../settings-form/field-frame.tsx';
import { FormTypeContext } from '../../settings-form/form-type.ts';
import { SettingsForm } from '../../settings-form/settings-form.tsx';
import { TitleField } from '../../settings-form/title-field.tsx';
import type { ShownBackend } from '../../state/panel-store.ts';
import { type Call, useCall } from '../../state/use-call.ts';

const t = words(backendDialogsWords);
const common = words(commonWords);

interface EditFormProps {
  backend: ShownBackend;
  /** Whether the backend was deleted, or has another id, since the form was opened. */
  isGone: boolean;
  type: BackendTypeInfo;
  /** The name of the setting at which the form opens. */
  setting?: string | undefined;
  onClose: () => void;
}

export function EditForm({ backend, isGone, type, setting, onClose }: EditFormProps) {
  const { store } = usePanelServices();
  const blocked = useBlockedReason('EditBackend');
  const isLocked = usePanelState(({ host }) => host?.locked ?? false);
  const saving = useCall(t('savingFailed'));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => focusSetting(form.current, setting), [setting]);
  const { id } = backend;
  const draft = useDraft({
    current: { title: backend.title, values: backend.settings, modcount: backend.modcount, id },
    settings: type.settings,
    isTaken: (other) => other !== id && store.getState().backends.has(other),
    isSaving: saving.pending,
  });
  const { close, question } = useDiscardGuard(draft.isDirty && !isGone, onClose);
  const { save, triedToSave } = useSave({ id, draft, saving, form, onSaved: onClose });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (blocked === null && draft.isDirty && !saving.pending && !isGone) void save();
  };

  return (
    <SidePanel onClose={close} title={t('settingsOf', { name: backendName(backend, type.name) })}>
      <form ref={form} noValidate onSubmit={submit}>
        <FormHead backend={backend} isGone={isGone} typeName={type.name} />
        {isLocked ? <LockedNote /> : null}
        <TitleField draft={draft} placeholder={type.name} disabled={isLocked} />
        <FormTypeContext value={type.id}>
          <SettingsForm
            settings={type.settings}
            draft={draft}
            disabled={isLocked}
            showAllErrors={triedToSave}
            opensAt={setting}
            advancedExtra={<IdField draft={draft} disabled={isLocked} />}
          />
        </FormTypeContext>
        <SaveBar
          backend={backend}
          isGone={isGone}
          draft={draft}
          type={type}
          saving={saving}
          blocked={blocked}
          onCancel={close}
        />
      </form>
      {question}
    </SidePanel>
  );
}

function useSave({
  id,
  draft,
  saving,
  form,
  onSaved,
}: {
  id: number;
  draft: DraftControl;
  saving: Call;
  form: RefObject<HTMLFormElement | null>;
  onSaved: () => void;
}) {
  const { client, view } = usePanelServices();
  const [triedToSave, setTriedToSave] = useState(false);
  const save = async () => {
    setTriedToSave(true);
    saving.setFailure(null);
    if (!draft.isValid) {
      focusFirstError(form.current);
      return;
    }
    const newId = Number(draft.newId);
    await saving.run(async (isConfirmed) => {
      await client.EditBackend({
        backend_id: id,
        title: draft.title,
        settings: draft.changedValues,
        ...(newId === id ? {} : { new_id: newId }),
        ...(isConfirmed ? { confirm_variables: true } : {}),
      });
      // The reply may come after another dialog was opened.
      if (view.getState().dialog?.kind === 'edit') onSaved();
    });
  };
  return { save, triedToSave };
}

function FormHead({
  backend,
  isGone,
  typeName,
}: Pick<EditFormProps, 'backend' | 'isGone'> & { typeName: string }) {
  const isStale = useIsStale();
  const { pending } = useCallState(backend.id);
  return (
    <div className="sy-edit-head">
      <Text size="sm" c="dimmed">
        #{backend.id} {typeName}
      </Text>
      {isGone ? null : <StatusLine backend={backend} pending={pending} stale={isStale} />}
    </div>
  );
}

function LockedNote() {
  return (
    <div className="sy-note" data-tone="info" role="status">
      <Lock size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">{t('settingsLocked')}</div>
    </div>
  );
}

function SaveBar({
  backend,
  isGone,
  draft,
  type,
  saving: { pending, failure, setFailure },
  blocked,
  onCancel,
}: Pick<EditFormProps, 'backend' | 'isGone' | 'type'> & {
  draft: DraftControl;
  saving: Call;
  blocked: string | null;
  onCancel: () => void;
}) {
  const restart = describeRestart(draft, backend, type.settings);
  return (
    <div className="sy-save-bar">
      {isGone ? (
        <div className="sy-note" data-tone="warning" role="alert">
          <div className="sy-note-body">{t('deletedMeanwhile')}</div>
        </div>
      ) : draft.changedElsewhere ? (
        <ChangedElsewhere draft={draft} />
      ) : null}
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <div className="sy-save-text" role="status">
        <span>{draft.isDirty ? describeSaving(draft.needsRestart, backend) : t('noChanges')}</span>
        {restart === null ? null : <span> {restart}</span>}
      </div>
      <ChangesPreview draft={draft} settings={type.settings} marksRestart={backend.phase !== 'disabled'} />
      <Button variant="default" onClick={onCancel}>
        {common('cancel')}
      </Button>
      <ActionButton
        size="sm"
        type="submit"
        blocked={blocked ?? (isGone ? t('backendDeleted') : draft.isDirty ? null : t('nothingChanged'))}
        pending={pending}
        // The form's submit handler saves, so that Enter in a field does the same.
        onClick={() => undefined}
      >
        {common('save')}
      </ActionButton>
    </div>
  );
}

const MAX_NAMED_SETTINGS = 3;

/** Which changed settings need the restart, and what becomes of its requests. */
function describeRestart(
  draft: DraftControl,
  backend: ShownBackend,
  infos: readonly SettingInfo[],
): string | null {
  const { phase } = backend;
  if (!draft.needsRestart || phase === 'disabled' || phase === 'errored') return null;
  const labels = labelsForRestart(draft, infos);
  const count = labels.length;
  const settings = count > MAX_NAMED_SETTINGS ? t('changedSettings', { count }) : joinWithAnd(labels);
  return joinTranslated([t('needsRestart', { count, settings }), describeRequests(backend)]);
}

function IdField({ draft, disabled }: { draft: DraftControl; disabled: boolean }) {
  const id = useId();
  return (
    <FieldFrame id={id} label={t('number')} description={t('numberText')} error={draft.newIdError}>
      <Input
        id={id}
        className="sy-number"
        inputMode="numeric"
        disabled={disabled}
        ref={describedBy(`${id}-description ${id}-error`)}
        aria-invalid={draft.newIdError !== null}
        error={draft.newIdError !== null}
        value={draft.newId}
        autoComplete="off"
        onChange={(event) => draft.setNewId(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}
