import { formatWords } from '../../shared/words/en/format.ts';
import { words } from '../../shared/words/words.ts';
import type { PanelState } from '../state/panel-store.ts';
import { backendName } from './status-text.ts';

const t = words(formatWords);

/** How a backend is called of which only the number is known. */
export const backendNumber = (id: number): string => t('backendNumber', { id: String(id) });

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
  return backend ? backendName(backend, types?.get(backend.type)?.name) : backendNumber(id);
}
