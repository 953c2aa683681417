/**
 * Sends the order that the user has requested to the host. Requests that come while a call is under way are sent together
 * by the next call. If the host refuses, the list shows the host's order again.
 */
import type { Client } from '../../../shared/transport.ts';
import { backendActionsWords } from '../../../shared/words/en/backends/actions.ts';
import { words } from '../../../shared/words/words.ts';
import { type CallStore, runCall } from '../../state/calls.ts';
import type { PanelStore } from '../../state/panel-store.ts';
import type { ViewStore } from '../../state/view-state.ts';
import { orderedIds } from './list-order.ts';

const t = words(backendActionsWords);

export interface OrderSenderParts {
  client: Client;
  calls: CallStore;
  store: PanelStore;
  view: ViewStore;
  announce: (message: string) => void;
}

export const isSameOrder = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/** @returns a function to be called whenever `requestedOrder` of the view state has been set */
export function createOrderSender({ client, calls, store, view, announce }: OrderSenderParts) {
  let isSending = false;
  const requestedOrder = () => view.getState().requestedOrder;

  const send = (order: number[]): Promise<boolean> =>
    runCall(calls, 'order', { kind: 'arrange', action: t('orderFailed') }, async () => {
      await client.ArrangeBackends({ order });
      return undefined;
    });

  async function sendRequestedOrder(): Promise<void> {
    if (isSending) return;
    isSending = true;
    let sent: readonly number[] | null = null;
    for (
      let requested = requestedOrder();
      requested !== null && requested !== sent;
      requested = requestedOrder()
    ) {
      sent = requested;
      if (await send([...orderedIds(store.getState(), requested)])) continue;
      announce(t('orderFailed'));
      view.setState({ requestedOrder: null });
    }
    isSending = false;
    clearOnceConfirmed();
  }

  /** The reply may come before the pushed state. Until that has the order, the request stays, so that no card jumps back. */
  function clearOnceConfirmed(): void {
    const clear = () => {
      if (!isSending) view.setState({ requestedOrder: null });
    };
    const requested = requestedOrder();
    if (requested === null || isSameOrder(orderedIds(store.getState(), requested), store.getState().ids)) {
      clear();
      return;
    }
    const unsubscribe = store.subscribe((now, before) => {
      if (now.ids === before.ids && !isSending) return;
      unsubscribe();
      clear();
    });
  }

  return sendRequestedOrder;
}
