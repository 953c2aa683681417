import type { PanelState } from '../state/panel-store.ts';
import { backendName } from './status-text.ts';

/** How a backend is called outside of its card. A backend of another instance has a negative id and is a child of its parent. */
export function formatDisplayName(
  { backends, types }: Pick<PanelState, 'backends' | 'types'>,
  id: number,
): string {
  if (id < 0) {
    const children = [...backends.values()].flatMap((parent) => parent.children ?? []);
    const child = children.find((one) => one.id === id);
    if (child) return backendName(child, types?.get(child.remote.type)?.name ?? child.remote.type);
  }
  const backend = backends.get(id);
  return backend ? backendName(backend, types?.get(backend.type)?.name) : `Backend ${id}`;
}
