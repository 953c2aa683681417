/** What an import would do, each backend to be left out, and what it needs to know first. */
import { Button, Checkbox, PasswordInput, Text, TextInput } from '@mantine/core';
import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { formatCount } from '../format/amounts.ts';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import type { CallFailure } from '../state/activity.ts';
import { useCall } from '../state/use-call.ts';
import type { Imported, Preview, Source } from './transfer.ts';
import './transfer.css';

type Row = Preview['list'][number];

export function ImportPlan({
  source,
  preview,
  looking,
  lookFailure,
  onLookAgain,
  onBack,
  onDone,
}: {
  source: Source;
  preview: Preview;
  looking: boolean;
  lookFailure: CallFailure | null;
  onLookAgain: (swarmFolder: string) => void;
  onBack: () => void;
  onDone: (result: Imported) => void;
}) {
  const { client } = usePanelServices();
  const blocked = useBlockedReason('ImportBackends');
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [switchedOff, setSwitchedOff] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [skipSecrets, setSkipSecrets] = useState(false);
  const [folder, setFolder] = useState(source.input.swarm_folder ?? '');
  const { pending, failure, setFailure, run } = useCall('The import');

  const rows = preview.list.filter(({ action }) => action === 'add');
  const here = preview.list.length - rows.length;
  const chosen = rows.filter(({ entry }) => !left.has(entry));
  const encrypted = preview.secrets === 'encrypted';
  const askFolder = preview.needs_folder || source.input.swarm_folder !== undefined;

  const choose = (entry: number, on: boolean) => {
    const next = new Set(left);
    if (on) next.delete(entry);
    else next.add(entry);
    setLeft(next);
  };
  const bringIn = () =>
    run(async () =>
      onDone(
        await client.ImportBackends({
          ...source.input,
          which: chosen.map(({ entry }) => entry),
          switched_off: switchedOff,
          ...(encrypted ? (skipSecrets ? { skip_secrets: true } : { passphrase }) : {}),
        }),
      ),
    );
  const missing =
    chosen.length === 0
      ? 'There is nothing to add.'
      : encrypted && !skipSecrets && passphrase === ''
        ? 'Type the passphrase, or leave the secrets out.'
        : null;

  return (
    <form
      className="sy-transfer"
      onSubmit={(event) => {
        event.preventDefault();
        if ((blocked ?? missing) === null && !pending) void bringIn();
      }}
    >
      <Text size="sm" role="status">
        <strong>{source.name}</strong>, {preview.source === 'swarmui' ? 'from SwarmUI' : 'from Switchyard'}:{' '}
        {rows.length === 0 ? 'nothing new' : formatCount(rows.length, 'backend')}
        {here === 0 ? '' : `, ${formatCount(here, 'backend')} ${here === 1 ? 'is' : 'are'} here already`}.
      </Text>
      {askFolder ? (
        <div className="sy-transfer-row">
          <TextInput
            className="sy-grow"
            classNames={{ input: 'sy-mono' }}
            label="SwarmUI's folder"
            description="Some programs are named by where they lie in it."
            placeholder="/home/you/SwarmUI"
            value={folder}
            onChange={(event) => setFolder(event.currentTarget.value)}
          />
          <ActionButton
            size="sm"
            variant="default"
            pending={looking}
            blocked={folder.trim() === '' ? 'Fill in the folder first.' : null}
            onClick={() => onLookAgain(folder.trim())}
          >
            Look there
          </ActionButton>
        </div>
      ) : null}
      {lookFailure ? <ErrorMessage failure={lookFailure} /> : null}
      {rows.length === 0 ? null : (
        <ul className="sy-import" aria-label="Backends to import">
          {rows.map((row) => (
            <ImportRow
              key={row.entry}
              row={row}
              checked={!left.has(row.entry)}
              switchedOff={switchedOff}
              onChange={(on) => choose(row.entry, on)}
            />
          ))}
        </ul>
      )}
      {encrypted && rows.length > 0 ? (
        <>
          <PasswordInput
            label="Passphrase"
            description="The secrets in this file are encrypted with it."
            autoComplete="off"
            disabled={skipSecrets}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <Checkbox
            label="Leave the secrets out"
            checked={skipSecrets}
            onChange={(event) => setSkipSecrets(event.currentTarget.checked)}
          />
        </>
      ) : null}
      {rows.length === 0 ? null : (
        <Checkbox
          label="Add them switched off"
          description="To look them through first, or while another program still runs the same engines."
          checked={switchedOff}
          onChange={(event) => setSwitchedOff(event.currentTarget.checked)}
        />
      )}
      <div className="sy-save-bar">
        {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
        <Button
          variant="subtle"
          color="gray"
          className="sy-quiet-button"
          mr="auto"
          leftSection={<ChevronLeft size={15} aria-hidden />}
          onClick={onBack}
        >
          Another file
        </Button>
        <ActionButton
          size="sm"
          type="submit"
          pending={pending}
          blocked={blocked ?? missing}
          onClick={() => undefined}
        >
          {`Add ${formatCount(chosen.length, 'backend')}`}
        </ActionButton>
      </div>
    </form>
  );
}

function ImportRow({
  row,
  checked,
  switchedOff,
  onChange,
}: {
  row: Row;
  checked: boolean;
  switchedOff: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <li>
      <Checkbox
        label={
          <>
            <span className="sy-import-id">#{row.id}</span> {row.title || row.type_name}
          </>
        }
        description={[
          row.title === '' ? '' : row.type_name,
          row.about,
          row.enabled && !switchedOff ? '' : 'switched off',
        ]
          .filter((part) => part !== '')
          .join(' · ')}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {row.words.length === 0 ? null : (
        <ul className="sy-import-text">
          {row.words.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
