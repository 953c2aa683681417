/** Shows what an import would add. Backends can be left out, and the import asks for what it needs. */

import { Button, Checkbox, PasswordInput, Text, TextInput } from '@mantine/core';
import { ChevronLeft } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { transferWords } from '../../shared/words/en/transfer/transfer.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { richText } from '../controls/messages/rich-text.tsx';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import type { CallFailure } from '../state/calls.ts';
import { type Call, useCall } from '../state/use-call.ts';
import { ImportRows } from './import-rows.tsx';
import type { Imported, Preview, Source } from './transfer.ts';
import './transfer.css';

const t = words(transferWords);

interface ImportPlanProps {
  source: Source;
  preview: Preview;
  /** Whether the preview is being read again. */
  isPreviewing: boolean;
  previewFailure: CallFailure | null;
  /** Reads the preview again with another folder of SwarmUI. */
  onPreviewAgain: (swarmFolder: string) => void;
  onBack: () => void;
  onDone: (result: Imported) => void;
}

export function ImportPlan(props: ImportPlanProps) {
  const { source, preview, previewFailure, onBack } = props;
  const importing = useCall(t('importFailed'));
  const plan = usePlan(props, importing);
  const { rows } = plan;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (plan.blocked === null && !importing.pending) void plan.runImport();
  };
  return (
    <form className="sy-transfer" onSubmit={submit}>
      <PlanSummary source={source} preview={preview} />
      {preview.needs_folder || source.input.swarm_folder !== undefined ? <FolderInput {...props} /> : null}
      {previewFailure ? <ErrorMessage failure={previewFailure} /> : null}
      {rows.length === 0 ? null : (
        <ImportRows
          rows={rows}
          excluded={plan.excluded}
          switchedOff={plan.switchedOff}
          gpus={plan.gpus}
          onToggle={plan.toggle}
          onChooseGpus={plan.chooseGpus}
        />
      )}
      {preview.secrets === 'encrypted' && rows.length > 0 ? <SecretsInput {...plan} /> : null}
      {rows.length === 0 ? null : (
        <Checkbox
          label={t('switchedOff')}
          description={t('switchedOffText')}
          checked={plan.switchedOff}
          onChange={(event) => plan.setSwitchedOff(event.currentTarget.checked)}
        />
      )}
      <ImportBar plan={plan} importing={importing} onBack={onBack} />
    </form>
  );
}

/** What the user has chosen, and the import of that. */
function usePlan({ source, preview, onDone }: ImportPlanProps, importing: Call) {
  const { client } = usePanelServices();
  const notAllowed = useBlockedReason('ImportBackends');
  const [excluded, setExcluded] = useState<ReadonlySet<number>>(
    // A backend of an unknown type cannot run here, so it is added only where somebody chooses it.
    () => new Set(preview.list.filter(({ known_type: known }) => !known).map(({ entry }) => entry)),
  );
  const [gpus, setGpus] = useState<ReadonlyMap<number, string>>(new Map());
  const [switchedOff, setSwitchedOff] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [skipSecrets, setSkipSecrets] = useState(false);
  const rows = preview.list.filter(({ action }) => action === 'add');
  const chosen = rows.filter(({ entry }) => !excluded.has(entry));
  const isEncrypted = preview.secrets === 'encrypted';

  const toggle = (entry: number, isChosen: boolean) => {
    const next = new Set(excluded);
    if (isChosen) next.delete(entry);
    else next.add(entry);
    setExcluded(next);
  };
  const runImport = () =>
    importing.run(async (isConfirmed) =>
      onDone(
        await client.ImportBackends({
          ...source.input,
          which: chosen.map(({ entry }) => entry),
          switched_off: switchedOff,
          ...(gpus.size === 0 ? {} : { gpus: [...gpus].map(([entry, value]) => ({ entry, value })) }),
          ...(isConfirmed ? { confirm_variables: true } : {}),
          ...(isEncrypted ? (skipSecrets ? { skip_secrets: true } : { passphrase }) : {}),
        }),
      ),
    );
  const missing =
    chosen.length === 0
      ? t('nothingToAdd')
      : isEncrypted && !skipSecrets && passphrase === ''
        ? t('passphraseNeeded')
        : null;

  return {
    rows,
    excluded,
    toggle,
    gpus,
    chooseGpus: (entry: number, value: string) => setGpus((all) => new Map(all).set(entry, value)),
    chosenCount: chosen.length,
    switchedOff,
    setSwitchedOff,
    passphrase,
    setPassphrase,
    skipSecrets,
    setSkipSecrets,
    blocked: notAllowed ?? missing,
    runImport,
  };
}

type Plan = ReturnType<typeof usePlan>;

function PlanSummary({ source, preview }: Pick<ImportPlanProps, 'source' | 'preview'>) {
  const newCount = preview.list.filter(({ action }) => action === 'add').length;
  const presentCount = preview.list.length - newCount;
  return (
    <Text size="sm" role="status">
      {richText(
        t.parts(preview.source === 'swarmui' ? 'sourceSwarm' : 'sourceSwitchyard', {
          name: source.name,
          what:
            presentCount === 0
              ? t('newBackends', { count: newCount })
              : t('newAndPresent', { count: newCount, present: presentCount }),
          b: (content) => <strong>{richText(content)}</strong>,
        }),
      )}
    </Text>
  );
}

function FolderInput({ source, isPreviewing, onPreviewAgain }: ImportPlanProps) {
  const [folder, setFolder] = useState(source.input.swarm_folder ?? '');
  return (
    <div className="sy-transfer-row">
      <TextInput
        className="sy-grow"
        classNames={{ input: 'sy-mono' }}
        label={t('swarmFolder')}
        description={t('swarmFolderText')}
        placeholder="/home/you/SwarmUI"
        value={folder}
        onChange={(event) => setFolder(event.currentTarget.value)}
      />
      <ActionButton
        size="sm"
        variant="default"
        pending={isPreviewing}
        blocked={folder.trim() === '' ? t('swarmFolderMissing') : null}
        onClick={() => onPreviewAgain(folder.trim())}
      >
        {t('checkFolder')}
      </ActionButton>
    </div>
  );
}

function SecretsInput({ passphrase, setPassphrase, skipSecrets, setSkipSecrets }: Plan) {
  return (
    <>
      <PasswordInput
        label={t('passphrase')}
        description={t('secretsText')}
        autoComplete="off"
        disabled={skipSecrets}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <Checkbox
        label={t('skipSecrets')}
        checked={skipSecrets}
        onChange={(event) => setSkipSecrets(event.currentTarget.checked)}
      />
    </>
  );
}

function ImportBar({
  plan: { chosenCount, blocked },
  importing: { pending, failure, setFailure },
  onBack,
}: {
  plan: Plan;
  importing: Call;
  onBack: () => void;
}) {
  return (
    <div className="sy-save-bar">
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <Button
        variant="subtle"
        color="gray"
        className="sy-quiet-button"
        me="auto"
        leftSection={<ChevronLeft size={15} aria-hidden />}
        onClick={onBack}
      >
        {t('anotherFile')}
      </Button>
      <ActionButton size="sm" type="submit" pending={pending} blocked={blocked} onClick={() => undefined}>
        {t('addCount', { count: chosenCount })}
      </ActionButton>
    </div>
  );
}
