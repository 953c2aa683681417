import { RotateCw } from 'lucide-react';
import { bulkWords } from '../../../shared/words/en/backends/bulk.ts';
import { words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { Allowed, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import { runBulk } from './run-bulk.tsx';
import { useFailedIds } from './use-bulk.ts';

const t = words(bulkWords);

/** Restarts those of some backends that have failed. A single one has its own button. */
export function RestartFailed({ ids }: { ids: readonly number[] }) {
  const services = usePanelServices();
  const failed = useFailedIds(ids);
  const blocked = useBlockedReason('RestartBackends');
  if (failed.length < 2) return null;
  return (
    <Allowed operation="RestartBackends">
      <ActionButton
        size="compact-sm"
        variant="default"
        leftSection={<RotateCw size={14} aria-hidden />}
        blocked={blocked}
        onClick={() => runBulk(services, 'restart', failed)}
      >
        {t('restartFailed', { count: failed.length })}
      </ActionButton>
    </Allowed>
  );
}
