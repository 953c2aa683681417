/** The names of backends, for components. */
import { useShallow } from 'zustand/react/shallow';
import { usePanelState } from '../panel.tsx';
import { displayNameOf } from './display-name.ts';

export function useBackendName(id: number): string {
  return usePanelState((picture) => displayNameOf(picture, id));
}

/** In the order of `ids`; renders anew only when one of the names changes. */
export function useBackendNames(ids: readonly number[]): readonly string[] {
  return usePanelState(useShallow((picture) => ids.map((id) => displayNameOf(picture, id))));
}
