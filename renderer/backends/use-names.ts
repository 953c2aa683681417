/** The names of backends, for components. */
import { useShallow } from 'zustand/react/shallow';
import { usePicture } from '../panel.tsx';
import { nameInPicture } from './display-name.ts';

export function useBackendName(id: number): string {
  return usePicture((picture) => nameInPicture(picture, id));
}

/** In the order of `ids`; renders anew only when one of the names changes. */
export function useBackendNames(ids: readonly number[]): readonly string[] {
  return usePicture(useShallow((picture) => ids.map((id) => nameInPicture(picture, id))));
}
