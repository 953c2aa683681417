/** What can be done to some backends now. */
import { useShallow } from 'zustand/react/shallow';
import { bulkWords } from '../../../shared/words/en/backends/bulk.ts';
import { words } from '../../../shared/words/words.ts';
import { useBlockedReason, useMay, usePanelServices, usePanelState } from '../../panel-context.tsx';
import { type BulkKind, backendsThat, bulkKinds, isFailed } from './bulk-kinds.ts';
import { askBulk } from './run-bulk.tsx';

const t = words(bulkWords);

export interface BulkChoice {
  label: string;
  /** The backends for which it would do something. */
  count: number;
  /** Why it cannot be done; null where it can. */
  blocked: string | null;
  /** Whether the caller may ever do it. */
  isOffered: boolean;
  run: () => void;
}

export function useBulk(kind: BulkKind, ids: readonly number[]): BulkChoice {
  const services = usePanelServices();
  const { operation, isFor } = bulkKinds[kind];
  const isOffered = useMay(operation);
  const blocked = useBlockedReason(operation);
  const count = usePanelState((state) => backendsThat(isFor, ids, state).length);
  return {
    label: t(`label_${kind}`),
    count,
    isOffered,
    blocked: blocked ?? (count === 0 ? t('nothingToDo') : null),
    run: () => askBulk(services, kind, ids),
  };
}

/** Those of them that have failed. */
export function useFailedIds(ids: readonly number[]): readonly number[] {
  return usePanelState(useShallow((state) => backendsThat(isFailed, ids, state).map(({ id }) => id)));
}
