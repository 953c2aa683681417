/** The recently deleted backends, which can be restored. */

import { Text } from '@mantine/core';
import { ArchiveRestore } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { OperationOutput } from '../../../shared/operations.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import { LoadingNote } from '../../controls/messages/loading-note.tsx';
import { formatAgo } from '../../format/amounts.ts';
import { Allowed, useBackendType, useBlockedReason, useNow, usePanelServices } from '../../panel-context.tsx';
import { useCall } from '../../state/use-call.ts';
import './deleted-dialog.css';
import { backendActionsWords } from '../../../shared/words/en/backends/actions.ts';
import { backendDialogsWords } from '../../../shared/words/en/backends/dialogs.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(backendDialogsWords);
const action = words(backendActionsWords);

type Deleted = OperationOutput<'ListDeletedBackends'>['list'][number];

export function DeletedDialog({ onClose }: { onClose: () => void }) {
  const { client } = usePanelServices();
  const [list, setList] = useState<Deleted[] | null>(null);
  const { failure, run } = useCall(t('readingDeletedFailed'));

  const read = useCallback(
    () => run(async () => setList((await client.ListDeletedBackends({})).list)),
    [client, run],
  );
  useEffect(() => void read(), [read]);

  return (
    <Dialog onClose={onClose} title={t('recentlyDeleted')}>
      {failure ? (
        <ErrorMessage failure={failure} onRetry={() => void read()} />
      ) : list === null ? (
        <LoadingNote text={t('readingDeleted')} />
      ) : list.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('nothingDeleted')}
        </Text>
      ) : (
        <ul className="sy-deleted" aria-label={t('deletedBackends')}>
          {list.map((deleted) => (
            <DeletedRow
              key={`${deleted.id} ${deleted.deleted_at}`}
              deleted={deleted}
              onRestored={() => setList((rows) => rows?.filter((row) => row !== deleted) ?? null)}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function DeletedRow({ deleted, onRestored }: { deleted: Deleted; onRestored: () => void }) {
  const { client } = usePanelServices();
  const type = useBackendType(deleted.type);
  const blocked = useBlockedReason('RestoreBackend');
  const now = useNow();
  const { pending, failure, run } = useCall(action('restoreFailed'));
  const restore = () =>
    run(async () => {
      await client.RestoreBackend({ backend_id: deleted.id });
      onRestored();
    });
  const typeName = type?.name ?? deleted.type;
  return (
    <li>
      <div className="sy-deleted-row">
        <div className="sy-deleted-names">
          <div className="sy-clip" dir="auto">
            {deleted.title || typeName}
          </div>
          <Text size="xs" c="dimmed" className="sy-clip">
            {t('deletedAgo', {
              id: String(deleted.id),
              type: typeName,
              ago: formatAgo(now - Date.parse(deleted.deleted_at)),
            })}
          </Text>
        </div>
        <Allowed operation="RestoreBackend">
          <ActionButton
            size="xs"
            variant="default"
            leftSection={<ArchiveRestore size={14} aria-hidden />}
            blocked={blocked}
            pending={pending}
            aria-label={t('restoreOf', { name: deleted.title || typeName })}
            onClick={() => void restore()}
          >
            {t('restore')}
          </ActionButton>
        </Allowed>
      </div>
      {failure ? <ErrorMessage failure={failure} /> : null}
    </li>
  );
}
