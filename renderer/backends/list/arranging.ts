/** Moves cards. The list shows a move at once, while the host is still being asked. */

import { backendListWords } from '../../../shared/words/en/backends/list.ts';
import { words } from '../../../shared/words/words.ts';
import type { ResourcesFeed } from '../../gpu/resources-store.ts';
import { blockedReason } from '../../state/permissions.ts';
import { listRows, orderedIds, sectionsOf } from './list-order.ts';
import { createOrderSender, isSameOrder, type OrderSenderParts } from './order-sender.ts';

const t = words(backendListWords);

export type Move = 'up' | 'down' | 'top';

/** The card beside which a card is put. */
export interface DropTarget {
  side: 'before' | 'after';
  id: number;
}

export interface Arranging {
  /** Moves a card among those that are shown under the same heading. */
  move(id: number, move: Move): void;
  placeBeside(id: number, target: DropTarget): void;
  /** Moves several to the top of the list, in the order in which they are given. */
  moveAllToTop(ids: readonly number[]): void;
}

export function createArranging({
  nameOf,
  resources,
  ...parts
}: Omit<OrderSenderParts, 'announce'> & {
  nameOf: (id: number) => string;
  resources: Pick<ResourcesFeed, 'state'>;
}): Arranging {
  const { store, view } = parts;
  const announce = (announcement: string) => view.setState({ announcement });
  const sendRequestedOrder = createOrderSender({ ...parts, announce });

  /** The ids that are shown under the same heading as this one. */
  const siblingsOf = (id: number): readonly number[] =>
    sectionsOf(listRows(store.getState(), view.getState(), resources.state.getState().gpuInfos)).find(
      ({ ids }) => ids.includes(id),
    )?.ids ?? [];

  /** Shows a new order at once, and asks the host for it. @returns whether there is one */
  function request(reorder: (before: readonly number[]) => readonly number[]): boolean {
    const reason = blockedReason(store.getState(), 'ArrangeBackends');
    if (reason !== null) {
      announce(reason);
      return false;
    }
    const before = orderedIds(store.getState(), view.getState().requestedOrder);
    const requestedOrder = reorder(before);
    if (isSameOrder(requestedOrder, before)) return false;
    view.setState({ requestedOrder });
    void sendRequestedOrder();
    return true;
  }

  function placeBeside(id: number, target: DropTarget): void {
    if (!request((before) => moveBeside(before, id, target))) return;
    const ids = siblingsOf(id);
    announce(t('placed', { name: nameOf(id), place: ids.indexOf(id) + 1, count: ids.length }));
  }

  return {
    placeBeside,
    moveAllToTop(ids) {
      if (request((before) => [...ids, ...before.filter((id) => !ids.includes(id))]))
        announce(t('movedToTop', { count: ids.length }));
    },
    move(id, move) {
      const ids = siblingsOf(id);
      const index = ids.indexOf(id);
      const other = move === 'top' ? ids[0] : ids[index + (move === 'up' ? -1 : 1)];
      if (other === undefined || other === id) {
        announce(t(move === 'down' ? 'lastAlready' : 'firstAlready', { name: nameOf(id) }));
        return;
      }
      placeBeside(id, { side: move === 'down' ? 'after' : 'before', id: other });
    },
  };
}

/** The same order where there is no such target. */
function moveBeside(
  order: readonly number[],
  id: number,
  { side, id: targetId }: DropTarget,
): readonly number[] {
  const others = order.filter((other) => other !== id);
  const index = others.indexOf(targetId);
  return index < 0 ? order : others.toSpliced(index + (side === 'after' ? 1 : 0), 0, id);
}
