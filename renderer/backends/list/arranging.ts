/**
 * Moves cards. The list shows a move at once and asks the host meanwhile; moves that come while a call is under way are
 * sent together by the next one. If the host refuses, the list goes back to what is true and says why.
 */
import { type OperationName, operations } from '../../../shared/operations.ts';
import type { Client } from '../../../shared/transport.ts';
import { type ActivityStore, runAt } from '../../state/activity.ts';
import type { PanelStore } from '../../state/panel-store.ts';
import type { ViewStore } from '../../state/view-state.ts';
import { listRows, orderedIds, sectionsOf } from './list-order.ts';

export type Move = 'up' | 'down' | 'top';
/** A place beside another card. */
export interface Spot {
  side: 'before' | 'after';
  id: number;
}

const NAME: OperationName = 'ArrangeBackends';
const same = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((id, index) => id === b[index]);

export interface Arranging {
  /** Moves a card among those that are shown with it. */
  move(id: number, move: Move): void;
  place(id: number, spot: Spot): void;
}

export function createArranging(parts: {
  client: Client;
  activity: ActivityStore;
  picture: PanelStore;
  view: ViewStore;
  nameOf: (id: number) => string;
}): Arranging {
  const { client, activity, picture, view, nameOf } = parts;
  let sending = false;

  const say = (words: string) => view.setState({ announcement: words });

  const blocked = () => {
    const { connection, host } = picture.getState();
    if (connection !== 'open') return 'The connection to Switchyard is lost.';
    return operations[NAME].changesSettings && host?.locked ? 'Settings are locked.' : null;
  };

  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    let sent: readonly number[] | null = null;
    for (let wish = view.getState().wishedOrder; wish !== null && wish !== sent; ) {
      const order = [...orderedIds(picture.getState(), wish)];
      sent = wish;
      const done = await runAt(
        activity,
        'order',
        { kind: 'arrange', what: 'Changing the order' },
        async () => {
          await client.ArrangeBackends({ order });
          return undefined;
        },
      );
      if (!done) {
        say('The order was not changed.');
        view.setState({ wishedOrder: null });
        break;
      }
      wish = view.getState().wishedOrder;
    }
    sending = false;
    letGoOnceTrue();
  }

  /** The reply may come before the pushed picture: until that has the order, the wish stays, so that nothing jumps back. */
  function letGoOnceTrue(): void {
    const isTrue = () => {
      const { wishedOrder } = view.getState();
      return (
        wishedOrder === null || same(orderedIds(picture.getState(), wishedOrder), picture.getState().ids)
      );
    };
    const letGo = () => {
      if (!sending) view.setState({ wishedOrder: null });
    };
    if (isTrue()) {
      letGo();
      return;
    }
    const stop = picture.subscribe((now, before) => {
      if (now.ids === before.ids && !sending) return;
      stop();
      letGo();
    });
  }

  function place(id: number, spot: Spot): void {
    const reason = blocked();
    if (reason !== null) {
      say(reason);
      return;
    }
    if (id === spot.id) return;
    const before = orderedIds(picture.getState(), view.getState().wishedOrder);
    const others = before.filter((other) => other !== id);
    const at = others.indexOf(spot.id);
    if (at < 0) return;
    const wishedOrder = others.toSpliced(at + (spot.side === 'after' ? 1 : 0), 0, id);
    if (same(wishedOrder, before)) return;
    view.setState({ wishedOrder });
    const ids = siblingsOf(id);
    say(`${nameOf(id)}: place ${ids.indexOf(id) + 1} of ${ids.length}.`);
    void send();
  }

  /** The ids that are shown together with one. */
  const siblingsOf = (id: number): readonly number[] =>
    sectionsOf(listRows(picture.getState(), view.getState())).find(({ ids }) => ids.includes(id))?.ids ?? [];

  return {
    place,
    move(id, move) {
      const ids = siblingsOf(id);
      const at = ids.indexOf(id);
      const other = move === 'top' ? ids[0] : ids[at + (move === 'up' ? -1 : 1)];
      if (other === undefined || other === id) {
        say(`${nameOf(id)} is the ${move === 'down' ? 'last' : 'first'} already.`);
        return;
      }
      place(id, { side: move === 'down' ? 'after' : 'before', id: other });
    },
  };
}
