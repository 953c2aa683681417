import { findBackend } from '../../controls/backend-element.ts';
import type { PanelServices } from '../../panel-services.ts';
import { withValues } from '../../state/list-state.ts';

/** Shows a backend as a card among rows, or as a row again. The focus stays on what does the opposite. */
export function unfold({ list }: Pick<PanelServices, 'list'>, id: number, isUnfolded: boolean): void {
  list.setState(({ unfolded }) => ({ unfolded: withValues(unfolded, [id], isUnfolded) }));
  requestAnimationFrame(() => {
    findBackend(id)?.querySelector<HTMLElement>('[aria-expanded].sy-fold')?.focus({ preventScroll: true });
  });
}
