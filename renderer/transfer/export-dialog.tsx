/** The dialog that exports all backends. The page itself makes the file; nothing is uploaded or copied without asking. */

import { Button, Checkbox, PasswordInput, Text } from '@mantine/core';
import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { MIN_PASSPHRASE_LENGTH } from '../../shared/limits.ts';
import type { OperationOutput } from '../../shared/operations.ts';
import { commonWords } from '../../shared/words/en/common.ts';
import { transferWords } from '../../shared/words/en/transfer/transfer.ts';
import { translateList } from '../../shared/words/wire-phrases.ts';
import { intl, words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { Dialog } from '../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { useCopy } from '../controls/use-copy.ts';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import './transfer.css';

const t = words(transferWords);
const common = words(commonWords);

type Exported = OperationOutput<'ExportBackends'>;

/** @param ids the backends that are exported; null for all of them */
export function ExportDialog({ ids, onClose }: { ids: readonly number[] | null; onClose: () => void }) {
  const { client } = usePanelServices();
  const blocked = useBlockedReason('ExportBackends');
  const [withSecrets, setWithSecrets] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const { pending, failure, setFailure, run } = useCall(t('exportFailed'));
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
  const missing = withSecrets && passphrase === '' ? t('passphraseMissing') : null;

  return (
    <Dialog title={t('exportTitle')} onClose={onClose}>
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
            {ids === null ? t('exportAll') : t('exportSome', { count: ids.length })} {t('exportHint')}
          </Text>
          <Checkbox
            label={t('withSecrets')}
            checked={withSecrets}
            onChange={(event) => setWithSecrets(event.currentTarget.checked)}
          />
          {withSecrets ? (
            <PasswordInput
              label={t('passphrase')}
              description={t('passphraseText', { length: MIN_PASSPHRASE_LENGTH })}
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
              {t('export')}
            </ActionButton>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function ExportedFile({ exported, onClose }: { exported: Exported; onClose: () => void }) {
  const { message, copy } = useCopy(t('copyText'));
  const [url, setUrl] = useState<string | undefined>();
  useEffect(() => {
    const objectUrl = URL.createObjectURL(new Blob([exported.text], { type: 'application/json' }));
    setUrl(objectUrl);
    return () => URL.revokeObjectURL(objectUrl);
  }, [exported]);
  return (
    <div className="sy-transfer">
      <Text size="sm" role="status">
        {t('exported', { count: exported.count })}
      </Text>
      {exported.missing.length === 0 ? null : (
        <ul className="sy-import" aria-label={t('leftOut')}>
          {exported.missing.map(({ id, backend, settings, phrases }) => (
            <li key={id}>
              {t('exportedWithout', {
                backend,
                settings: intl.list().format(translateList(settings, 'settings', phrases)),
              })}
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
          {t('saveFile')}
        </Button>
        <Button variant="default" onClick={() => copy(exported.text)}>
          {message}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common('done')}
        </Button>
      </div>
    </div>
  );
}
