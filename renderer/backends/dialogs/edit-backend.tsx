/** The settings of one backend: edit, save, cancel. */
import { Button, Input, Text } from '@mantine/core';
import { Lock } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { BackendTypeInfo } from '../../../shared/backend.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { SidePanel } from '../../controls/dialog.tsx';
import { ErrorMessage } from '../../controls/error-message.tsx';
import { StatusLine } from '../../controls/status-line.tsx';
import { backendName } from '../../format/status-text.ts';
import {
  useActivity,
  useBackend,
  useBackendType,
  useBlockedReason,
  usePanelServices,
  usePanelState,
} from '../../panel-context.tsx';
import { describedBy } from '../../settings-form/described-by.ts';
import { ChangedElsewhere } from '../../settings-form/draft/changed-elsewhere.tsx';
import { focusFirstProblem } from '../../settings-form/draft/focus-first-problem.ts';
import { useDiscardGuard } from '../../settings-form/draft/use-discard-guard.tsx';
import { type DraftControl, useDraft } from '../../settings-form/draft/use-draft.ts';
import { FieldFrame } from '../../settings-form/field.tsx';
import { SettingsForm } from '../../settings-form/settings-form.tsx';
import type { CallFailure } from '../../state/activity.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import { useCall } from '../../state/use-call.ts';

export function EditBackend({ id, onClose }: { id: number; onClose: () => void }) {
  const backend = useBackend(id);
  // The form outlives its backend, so that what was typed can still be copied.
  const known = useRef(backend);
  if (backend !== undefined) known.current = backend;
  const type = useBackendType(known.current?.type ?? '');
  const typesKnown = usePanelState(({ types }) => types !== null);

  if (known.current === undefined || type === undefined)
    return (
      <SidePanel title="Settings" onClose={onClose}>
        {known.current === undefined ? (
          <Text size="sm">This backend is gone.</Text>
        ) : typesKnown ? (
          <Text size="sm">
            Its type “{known.current.type}” is not known to this version of Switchyard, so its settings cannot
            be shown. They are kept.
          </Text>
        ) : (
          <MissingTypes />
        )}
      </SidePanel>
    );
  return <EditForm backend={known.current} gone={backend === undefined} type={type} onClose={onClose} />;
}

/** The types could not be read when the panel was opened: here they are needed, so here they are asked for again. */
export function MissingTypes() {
  const { loadTypes } = usePanelServices();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [pending, setPending] = useState(false);
  const read = async () => {
    setPending(true);
    setFailure(await loadTypes());
    setPending(false);
  };
  return (
    <div>
      {failure ? (
        <ErrorMessage failure={failure} />
      ) : (
        <Text size="sm">The types of backends have not been read yet.</Text>
      )}
      <Button size="compact-sm" variant="default" mt="sm" loading={pending} onClick={() => void read()}>
        Try again
      </Button>
    </div>
  );
}

function EditForm({
  backend,
  gone,
  type,
  onClose,
}: {
  backend: ShownBackend;
  gone: boolean;
  type: BackendTypeInfo;
  onClose: () => void;
}) {
  const { client, store, view } = usePanelServices();
  const blocked = useBlockedReason('EditBackend');
  const locked = usePanelState(({ host }) => host?.locked ?? false);
  const stale = usePanelState(({ freshness }) => freshness === 'stale');
  const { pending } = useActivity(backend.id);
  const { pending: saving, failure, setFailure, run } = useCall('Saving');
  const [triedToSave, setTriedToSave] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { id } = backend;

  const draft = useDraft({
    current: { title: backend.title, values: backend.settings, modcount: backend.modcount, id },
    settings: type.settings,
    isTaken: (other) => other !== id && store.getState().backends.has(other),
    saving,
  });
  const { close, guard } = useDiscardGuard(draft.dirty && !gone, onClose);

  const save = async () => {
    setTriedToSave(true);
    setFailure(null);
    if (!draft.valid) {
      focusFirstProblem(form.current);
      return;
    }
    const newId = Number(draft.newId);
    await run(async () => {
      await client.EditBackend({
        backend_id: id,
        title: draft.title,
        settings: draft.changedValues,
        ...(newId === id ? {} : { new_id: newId }),
      });
      // Closed only if it is still this form that is open: the reply may be late.
      if (view.getState().dialog?.kind === 'edit') onClose();
    });
  };

  const name = backendName(backend, type.name);
  return (
    <SidePanel onClose={close} title={`Settings of ${name}`}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (blocked === null && draft.dirty && !saving && !gone) void save();
        }}
      >
        <div className="sy-edit-head">
          <Text size="sm" c="dimmed">
            #{id} {type.name}
          </Text>
          {gone ? null : <StatusLine backend={backend} pending={pending} stale={stale} />}
        </div>
        {locked ? (
          <div className="sy-note" data-tone="info" role="status">
            <Lock size={15} aria-hidden className="sy-note-icon" />
            <div className="sy-note-body">Settings are locked: they can be read and not be changed.</div>
          </div>
        ) : null}
        <TitleField draft={draft} placeholder={type.name} disabled={locked} />
        <SettingsForm
          settings={type.settings}
          draft={draft}
          disabled={locked}
          showAllProblems={triedToSave}
          advancedExtra={<NumberField draft={draft} disabled={locked} />}
        />
        <div className="sy-save-bar">
          {gone ? (
            <div className="sy-note" data-tone="warning" role="alert">
              <div className="sy-note-body">
                This backend was deleted or got another number meanwhile, so nothing can be saved here.
              </div>
            </div>
          ) : draft.changedElsewhere ? (
            <ChangedElsewhere draft={draft} />
          ) : null}
          {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
          <div className="sy-save-text" role="status">
            {describeSaving(draft, backend)}
          </div>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <ActionButton
            size="sm"
            type="submit"
            blocked={
              blocked ?? (gone ? 'This backend is gone.' : draft.dirty ? null : 'Nothing has been changed.')
            }
            pending={saving}
            // The form's own submit does it, so that Enter in a field does the same.
            onClick={() => undefined}
          >
            Save
          </ActionButton>
        </div>
      </form>
      {guard}
    </SidePanel>
  );
}

/** What saving does to the running worker. */
function describeSaving(draft: DraftControl, { phase }: ShownBackend): string {
  if (!draft.dirty) return 'No changes';
  if (!draft.needsRestart) return 'Saving is applied without a restart.';
  if (phase === 'disabled') return 'It is switched off: the changes apply once it is switched on.';
  if (phase === 'errored') return 'Saving starts this backend again.';
  return 'Saving restarts this backend.';
}

export function TitleField({
  draft,
  placeholder,
  disabled = false,
}: {
  draft: DraftControl;
  placeholder: string;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className="sy-title-field">
      <FieldFrame
        id={id}
        label="Title"
        description="How it is called here; may be left empty."
        problem={draft.titleProblem}
      >
        <Input
          id={id}
          disabled={disabled}
          ref={describedBy(`${id}-description ${id}-problem`)}
          aria-invalid={draft.titleProblem !== null}
          error={draft.titleProblem !== null}
          value={draft.title}
          placeholder={placeholder}
          autoComplete="off"
          onChange={(event) => draft.setTitle(event.currentTarget.value)}
        />
      </FieldFrame>
    </div>
  );
}

function NumberField({ draft, disabled }: { draft: DraftControl; disabled: boolean }) {
  const id = useId();
  return (
    <FieldFrame
      id={id}
      label="Number"
      description="The id under which other programs find this backend. Programs that know the old one have to be told."
      problem={draft.newIdProblem}
    >
      <Input
        id={id}
        className="sy-number"
        inputMode="numeric"
        disabled={disabled}
        ref={describedBy(`${id}-description ${id}-problem`)}
        aria-invalid={draft.newIdProblem !== null}
        error={draft.newIdProblem !== null}
        value={draft.newId}
        autoComplete="off"
        onChange={(event) => draft.setNewId(event.currentTarget.value)}
      />
    </FieldFrame>
  );
}
