/** The display names of backends, for components. */
import { useShallow } from 'zustand/react/shallow';
import { usePanelState } from '../panel-context.tsx';
import { formatDisplayName } from './display-name.ts';

export function useBackendName(id: number): string {
  return usePanelState((state) => formatDisplayName(state, id));
}

/** In the order of `ids`. Renders again only when one of the names changes. */
export function useBackendNames(ids: readonly number[]): readonly string[] {
  return usePanelState(useShallow((state) => ids.map((id) => formatDisplayName(state, id))));
}
