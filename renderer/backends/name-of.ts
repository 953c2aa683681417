/** How a backend is called wherever it is named outside of its card. */
import { useShallow } from 'zustand/react/shallow';
import { usePicture } from '../panel.tsx';
import type { Picture } from '../store.ts';
import { backendName } from './status-words.ts';

export function nameInPicture({ backends, types }: Pick<Picture, 'backends' | 'types'>, id: number): string {
  if (id < 0) {
    const children = [...backends.values()].flatMap((parent) => parent.children ?? []);
    const child = children.find((one) => one.id === id);
    if (child) return backendName(child, types?.get(child.remote.type)?.name ?? child.remote.type);
  }
  const backend = backends.get(id);
  return backend ? backendName(backend, types?.get(backend.type)?.name) : `Backend ${id}`;
}

export function useBackendName(id: number): string {
  return usePicture((picture) => nameInPicture(picture, id));
}

/** In the order of `ids`; renders anew only when one of the names changes. */
export function useBackendNames(ids: readonly number[]): readonly string[] {
  return usePicture(useShallow((picture) => ids.map((id) => nameInPicture(picture, id))));
}
