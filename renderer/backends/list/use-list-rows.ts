/** The rows of the list, as the present view shows them. */
import { useCallback, useDeferredValue, useSyncExternalStore } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useGpus } from '../../gpu/use-resources.ts';
import { usePanelServices, useView } from '../../panel-context.tsx';
import type { PanelState } from '../../state/panel-store.ts';
import type { TableSort } from '../../state/table-state.ts';
import { listRows } from './list-order.ts';

/** Backends up to which all are rendered, so that the browser's own search finds each. */
export const MAX_RENDERED = 100;
/**
 * Milliseconds in which a list of more backends is put in order once. Each row shows its own changes at once; rows that move
 * fifty times a second would be read by nobody.
 */
const REORDER_MS = 250;

/** @param sort of the table; null elsewhere */
export function useListRows(sort: TableSort | null): readonly (string | number)[] {
  // What is typed is seen at once, and the list follows when it is ready.
  const filterText = useDeferredValue(useView((state) => state.filterText));
  const filterGroup = useView((state) => state.filterGroup);
  const grouping = useView((state) => state.grouping);
  const requestedOrder = useView((state) => state.requestedOrder);
  const gpus = useGpus();
  return useArranged((state) =>
    listRows(state, { filterText, filterGroup, grouping, requestedOrder }, gpus, sort),
  );
}

/** Puts the backends in order as soon as that helps anybody. Renders again only when the rows change. */
export function useArranged(
  arrange: (state: PanelState) => readonly (string | number)[],
): readonly (string | number)[] {
  const { store } = usePanelServices();
  const select = useShallow(arrange);
  const subscribe = useCallback(
    (onChange: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const unsubscribe = store.subscribe(({ ids }) => {
        if (ids.length <= MAX_RENDERED) onChange();
        else
          timer ??= setTimeout(() => {
            timer = undefined;
            onChange();
          }, REORDER_MS);
      });
      return () => {
        clearTimeout(timer);
        unsubscribe();
      };
    },
    [store],
  );
  return useSyncExternalStore(subscribe, () => select(store.getState()));
}
