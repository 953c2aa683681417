/** The form for a new backend: a preset if the type has some, a title, and the settings, which start as the defaults. */

import { Button, Text, UnstyledButton } from '@mantine/core';
import { ChevronLeft } from 'lucide-react';
import { type FormEvent, type RefObject, useMemo, useRef, useState } from 'react';
import type { BackendTypeInfo, Preset } from '../../shared/backend.ts';
import { addBackendWords } from '../../shared/words/en/backends/add-backend.ts';
import { commonWords } from '../../shared/words/en/common.ts';
import { translateField } from '../../shared/words/wire-phrases.ts';
import { words } from '../../shared/words/words.ts';
import { revealCard } from '../backends/list/reveal-card.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { Dialog } from '../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { useBlockedReason, usePanelServices, usePanelState } from '../panel-context.tsx';
import { focusFirstError } from '../settings-form/draft/focus-field.ts';
import { useDiscardGuard } from '../settings-form/draft/use-discard-guard.tsx';
import { type DraftControl, useDraft } from '../settings-form/draft/use-draft.ts';
import { FormTypeContext } from '../settings-form/form-type.ts';
import { SettingsForm } from '../settings-form/settings-form.tsx';
import { TitleField } from '../settings-form/title-field.tsx';
import { type Call, useCall } from '../state/use-call.ts';
import type { Finding } from '../state/view-state.ts';
import { proposeTitle } from './propose-title.ts';
import { offeredPresets } from './type-entries.ts';
import './add-backend.css';

const t = words(addBackendWords);
const common = words(commonWords);

interface NewBackendFormProps {
  type: BackendTypeInfo;
  /** The form is filled with it at first. */
  finding: Finding | null;
  /** The form is filled with it at first. */
  preset: Preset | null;
  onBack: () => void;
  onClose: () => void;
}

export function NewBackendForm({ type, finding, preset, onBack, onClose }: NewBackendFormProps) {
  const blocked = useBlockedReason('AddNewBackend');
  const adding = useCall(t('addingFailed'));
  const form = useRef<HTMLFormElement>(null);
  const defaults = useMemo(
    () => ({
      title: '',
      values: Object.fromEntries(type.settings.map((info) => [info.name, info.default])),
      modcount: 0,
      id: null,
    }),
    [type],
  );
  const draft = useDraft({
    current: defaults,
    settings: type.settings,
    requireAll: true,
    initial: finding
      ? { ...finding, title: translateField(finding, 'title') }
      : preset && { title: preset.name, settings: preset.settings },
  });
  const proposal = proposeTitle(type.settings, (name) => draft.fields.get(name)?.raw);
  const { close, question } = useDiscardGuard(draft.isDirty, onClose);
  const { add, triedToAdd } = useAdd({ typeId: type.id, draft, proposal, adding, form, onAdded: onClose });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (blocked === null && !adding.pending) void add();
  };

  return (
    <Dialog title={t('addNamed', { name: type.name })} size="lg" onClose={close}>
      <form ref={form} noValidate onSubmit={submit}>
        <Text size="sm" c="dimmed" mb="md">
          {type.description}
        </Text>
        <PresetChoice type={type} finding={finding} initial={preset} draft={draft} />
        <TitleField draft={draft} placeholder={type.name} proposal={proposal} />
        <FormTypeContext value={type.id}>
          <SettingsForm
            settings={type.settings}
            draft={draft}
            disabled={false}
            showAllErrors={triedToAdd}
            markChanges={false}
          />
        </FormTypeContext>
        <AddBar
          adding={adding}
          blocked={blocked}
          mustCorrect={triedToAdd && !draft.isValid}
          onBack={onBack}
          onCancel={close}
        />
      </form>
      {question}
    </Dialog>
  );
}

function useAdd({
  typeId,
  draft,
  proposal,
  adding,
  form,
  onAdded,
}: {
  typeId: string;
  draft: DraftControl;
  /** The title where none is typed. */
  proposal: string | null;
  adding: Call;
  form: RefObject<HTMLFormElement | null>;
  onAdded: () => void;
}) {
  const { client, view } = usePanelServices();
  const [triedToAdd, setTriedToAdd] = useState(false);
  const add = async () => {
    setTriedToAdd(true);
    adding.setFailure(null);
    if (!draft.isValid) {
      focusFirstError(form.current);
      return;
    }
    await adding.run(async (isConfirmed) => {
      const title = draft.title.trim() || (proposal ?? '');
      const added = await client.AddNewBackend({
        type_id: typeId,
        ...(title === '' ? {} : { title }),
        ...(Object.keys(draft.changedValues).length === 0 ? {} : { settings: draft.changedValues }),
        ...(isConfirmed ? { confirm_variables: true } : {}),
      });
      // The reply may come after another dialog was opened.
      if (view.getState().dialog?.kind === 'add') {
        onAdded();
        revealCard(added.id);
      }
    });
  };
  return { add, triedToAdd };
}

/** Fills the form from a preset, if the type has presets. */
function PresetChoice({
  type,
  finding,
  initial,
  draft,
}: Pick<NewBackendFormProps, 'type' | 'finding'> & { initial: Preset | null; draft: DraftControl }) {
  const types = usePanelState((state) => state.types);
  const [preset, setPreset] = useState<Preset | null>(() => initial ?? presetOf(type, finding));
  const choose = (next: Preset | null) => {
    draft.fill(next?.settings ?? {}, preset?.settings ?? null);
    // A title that a person typed stays. A title that came from a preset is replaced.
    if (draft.title === '' || draft.title === preset?.name) draft.setTitle(next?.name ?? '');
    setPreset(next);
  };
  const presets = offeredPresets(type, types ?? new Map());
  if (presets.length === 0) return null;
  return (
    <fieldset className="sy-presets">
      <legend>{t('startFrom')}</legend>
      {[null, ...presets].map((one) => (
        <UnstyledButton
          key={one?.id ?? ''}
          className="sy-preset"
          aria-pressed={preset?.id === one?.id}
          {...(one === null ? {} : { title: translateField(one, 'description') })}
          onClick={() => choose(one)}
        >
          {one?.name ?? t('presetNone')}
        </UnstyledButton>
      ))}
      <p className="sy-choice-description" role="status">
        {preset && translateField(preset, 'description')}
      </p>
    </fieldset>
  );
}

/** The preset with the settings of a finding, so that the user can choose another preset instead. */
function presetOf({ presets }: BackendTypeInfo, finding: Finding | null): Preset | null {
  const settings = JSON.stringify(finding?.settings);
  return presets.find((preset) => JSON.stringify(preset.settings) === settings) ?? null;
}

function AddBar({
  adding: { pending, failure, setFailure },
  blocked,
  mustCorrect,
  onBack,
  onCancel,
}: {
  adding: Call;
  blocked: string | null;
  mustCorrect: boolean;
  onBack: () => void;
  onCancel: () => void;
}) {
  return (
    <div className="sy-save-bar">
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <Button
        variant="subtle"
        color="gray"
        className="sy-quiet-button"
        leftSection={<ChevronLeft size={15} aria-hidden />}
        onClick={onBack}
      >
        {t('otherType')}
      </Button>
      <span className="sy-save-text" role="status">
        {mustCorrect ? t('correctFields') : t('startsAtOnce')}
      </span>
      <Button variant="default" onClick={onCancel}>
        {common('cancel')}
      </Button>
      <ActionButton size="sm" type="submit" blocked={blocked} pending={pending} onClick={() => undefined}>
        {t('addConfirm')}
      </ActionButton>
    </div>
  );
}
