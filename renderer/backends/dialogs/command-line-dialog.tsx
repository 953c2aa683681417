import { Text } from '@mantine/core';
import { CopyButton } from '../../controls/copy-button.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { useBackendName } from '../../format/use-display-names.ts';
import { useBackend } from '../../panel-context.tsx';
import './command-line-dialog.css';
import { backendDialogsWords } from '../../../shared/words/en/backends/dialogs.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(backendDialogsWords);

/** The command line with which the worker was started. The host has masked the secrets in it. */
export function CommandLineDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const backend = useBackend(id);
  const name = useBackendName(id);

  return (
    <Dialog onClose={onClose} size="lg" title={t('commandLineOf', { name })}>
      {backend?.command_line === undefined ? (
        <Text size="sm">{t('noCommandLine')}</Text>
      ) : (
        <div className="sy-command-line">
          <code>{backend.command_line}</code>
          <CopyButton text={backend.command_line} label={t('copyCommandLine')} />
        </div>
      )}
    </Dialog>
  );
}
