/** The second step: a preset where the type has some, a title, and the type's settings, beginning with the defaults. */
import { Button, Text, UnstyledButton } from '@mantine/core';
import { ChevronLeft } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { BackendTypeInfo, Preset } from '../../shared/backend.ts';
import { TitleField } from '../backends/dialogs/edit-backend.tsx';
import { revealCard } from '../backends/list/reveal-card.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { focusFirstProblem } from '../settings-form/draft/focus-first-problem.ts';
import { useDiscardGuard } from '../settings-form/draft/use-discard-guard.tsx';
import { useDraft } from '../settings-form/draft/use-draft.ts';
import { SettingsForm } from '../settings-form/settings-form.tsx';
import { useCall } from '../state/use-call.ts';
import type { Finding } from '../state/view-state.ts';
import './add-backend.css';

export function NewBackendForm({
  type,
  finding,
  onBack,
  onClose,
}: {
  type: BackendTypeInfo;
  /** Fills the form at first. */
  finding: Finding | null;
  onBack: () => void;
  onClose: () => void;
}) {
  const { client, view } = usePanelServices();
  const blocked = useBlockedReason('AddNewBackend');
  const [preset, setPreset] = useState<Preset | null>(() => presetOf(type, finding));
  const { pending, failure, setFailure, run } = useCall('Adding it');
  const [triedToAdd, setTriedToAdd] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const current = useMemo(
    () => ({
      title: '',
      values: Object.fromEntries(type.settings.map((info) => [info.name, info.default])),
      modcount: 0,
      id: null,
    }),
    [type],
  );
  const draft = useDraft({ current, settings: type.settings, requireAll: true, filledWith: finding });
  const { close, guard } = useDiscardGuard(draft.dirty, onClose);

  const choose = (next: Preset | null) => {
    draft.fill(next?.settings ?? {}, preset?.settings ?? null);
    // A title that a person typed stays; one that came from a preset goes with it.
    if (draft.title === '' || draft.title === preset?.name) draft.setTitle(next?.name ?? '');
    setPreset(next);
  };

  const add = async () => {
    setTriedToAdd(true);
    setFailure(null);
    if (!draft.valid) {
      focusFirstProblem(form.current);
      return;
    }
    await run(async () => {
      const title = draft.title.trim();
      const added = await client.AddNewBackend({
        type_id: type.id,
        ...(title === '' ? {} : { title }),
        ...(Object.keys(draft.changedValues).length === 0 ? {} : { settings: draft.changedValues }),
      });
      if (view.getState().dialog?.kind === 'add') {
        onClose();
        revealCard(added.id);
      }
    });
  };

  return (
    <Dialog title={`Add ${type.name}`} size="lg" onClose={close}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (blocked === null && !pending) void add();
        }}
      >
        <Text size="sm" c="dimmed" mb="md">
          {type.description}
        </Text>
        {type.presets.length === 0 ? null : (
          <fieldset className="sy-presets">
            <legend>Start from</legend>
            {[null, ...type.presets].map((one) => (
              <UnstyledButton
                key={one?.id ?? ''}
                className="sy-preset"
                aria-pressed={preset?.id === one?.id}
                {...(one === null ? {} : { title: one.description })}
                onClick={() => choose(one)}
              >
                {one?.name ?? 'Empty'}
              </UnstyledButton>
            ))}
            <p className="sy-choice-description" role="status">
              {preset?.description}
            </p>
          </fieldset>
        )}
        <TitleField draft={draft} placeholder={type.name} />
        <SettingsForm
          settings={type.settings}
          draft={draft}
          disabled={false}
          showAllProblems={triedToAdd}
          markChanges={false}
        />
        <div className="sy-save-bar">
          {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
          <Button
            variant="subtle"
            color="gray"
            className="sy-quiet-button"
            leftSection={<ChevronLeft size={15} aria-hidden />}
            onClick={onBack}
          >
            Other type
          </Button>
          <span className="sy-save-text" role="status">
            {triedToAdd && !draft.valid
              ? 'Correct the marked fields first.'
              : 'It starts as soon as it is added.'}
          </span>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <ActionButton size="sm" type="submit" blocked={blocked} pending={pending} onClick={() => undefined}>
            Add
          </ActionButton>
        </div>
      </form>
      {guard}
    </Dialog>
  );
}

/** The preset that a finding is made of, so that it can be changed for another one. */
function presetOf({ presets }: BackendTypeInfo, finding: Finding | null): Preset | null {
  const settings = JSON.stringify(finding?.settings);
  return presets.find((preset) => JSON.stringify(preset.settings) === settings) ?? null;
}
