import { Text } from '@mantine/core';
import { CopyButton } from '../../controls/copy-button.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { backendName } from '../../format/status-text.ts';
import { useBackend, useBackendType } from '../../panel-context.tsx';
import './command-line-dialog.css';

/** The command line with which the worker was started. The host has masked the secrets in it. */
export function CommandLineDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  const name = backend ? backendName(backend, type?.name) : `Backend ${id}`;
  return (
    <Dialog onClose={onClose} size="lg" title={`Command line of ${name}`}>
      {backend?.command_line === undefined ? (
        <Text size="sm">It is not running, so there is no command line.</Text>
      ) : (
        <div className="sy-command-line">
          <code>{backend.command_line}</code>
          <CopyButton text={backend.command_line} label="Copy command line" />
        </div>
      )}
    </Dialog>
  );
}
