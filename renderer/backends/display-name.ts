import type { Picture } from '../state/panel-store.ts';
import { backendName } from './status-text.ts';

/** How a backend is called wherever it is named outside of its card; one of another instance is found at its parent. */
export function displayNameOf({ backends, types }: Pick<Picture, 'backends' | 'types'>, id: number): string {
  if (id < 0) {
    const children = [...backends.values()].flatMap((parent) => parent.children ?? []);
    const child = children.find((one) => one.id === id);
    if (child) return backendName(child, types?.get(child.remote.type)?.name ?? child.remote.type);
  }
  const backend = backends.get(id);
  return backend ? backendName(backend, types?.get(backend.type)?.name) : `Backend ${id}`;
}
