/** The dialog that exports all backends. The page itself makes the file; nothing is uploaded or copied without asking. */

import { Button, Checkbox, PasswordInput, Text } from '@mantine/core';
import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { MIN_PASSPHRASE_LENGTH } from '../../shared/limits.ts';
import type { OperationOutput } from '../../shared/operations.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { useCopy } from '../controls/use-copy.ts';
import { formatCount } from '../format/amounts.ts';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import './transfer.css';

type Exported = OperationOutput<'ExportBackends'>;

/** @param ids the backends that are exported; null for all of them */
export function ExportDialog({ ids, onClose }: { ids: readonly number[] | null; onClose: () => void }) {
  const { client } = usePanelServices();
  const blocked = useBlockedReason('ExportBackends');
  const [withSecrets, setWithSecrets] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const { pending, failure, setFailure, run } = useCall('The export');
  const [exported, setExported] = useState<Exported | null>(null);

  const runExport = () =>
    run(async () =>
      setExported(
        await client.ExportBackends({
          ...(withSecrets ? { passphrase } : {}),
          ...(ids === null ? {} : { backends: [...ids] }),
        }),
      ),
    );
  const missing = withSecrets && passphrase === '' ? 'Choose a passphrase first.' : null;

  return (
    <Dialog title="Export backends" onClose={onClose}>
      {exported ? (
        <ExportedFile exported={exported} onClose={onClose} />
      ) : (
        <form
          className="sy-transfer"
          onSubmit={(event) => {
            event.preventDefault();
            if ((blocked ?? missing) === null && !pending) void runExport();
          }}
        >
          <Text size="sm" c="dimmed">
            {ids === null ? 'All backends' : formatCount(ids.length, 'backend')} with their settings, as one
            file: for another machine, or to keep. Arguments, environment and headers are in it as they are;
            look whether you wrote a key into one of them.
          </Text>
          <Checkbox
            label="With API keys and passwords, encrypted"
            checked={withSecrets}
            onChange={(event) => setWithSecrets(event.currentTarget.checked)}
          />
          {withSecrets ? (
            <PasswordInput
              label="Passphrase"
              description={`At least ${MIN_PASSPHRASE_LENGTH} characters. Nobody can bring the secrets back without it.`}
              autoComplete="off"
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
            />
          ) : null}
          {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
          <div className="sy-save-bar">
            <ActionButton
              size="sm"
              type="submit"
              pending={pending}
              blocked={blocked ?? missing}
              onClick={() => undefined}
            >
              Export
            </ActionButton>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function ExportedFile({ exported, onClose }: { exported: Exported; onClose: () => void }) {
  const { message, copy } = useCopy('Copy its text');
  const [url, setUrl] = useState<string | undefined>();
  useEffect(() => {
    const objectUrl = URL.createObjectURL(new Blob([exported.text], { type: 'application/json' }));
    setUrl(objectUrl);
    return () => URL.revokeObjectURL(objectUrl);
  }, [exported]);
  return (
    <div className="sy-transfer">
      <Text size="sm" role="status">
        {formatCount(exported.count, 'backend')} exported.
      </Text>
      {exported.missing.length === 0 ? null : (
        <ul className="sy-import" aria-label="Left out">
          {exported.missing.map(({ id, backend, settings }) => (
            <li key={id}>
              {backend}: without its {settings.join(', ')}
            </li>
          ))}
        </ul>
      )}
      <div className="sy-transfer-row">
        <Button
          component="a"
          href={url}
          download={`switchyard-backends-${new Date().toISOString().slice(0, 10)}.json`}
          leftSection={<Download size={15} aria-hidden />}
        >
          Save the file
        </Button>
        <Button variant="default" onClick={() => copy(exported.text)}>
          {message}
        </Button>
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}
