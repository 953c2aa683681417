/** Keeps the panel store up to date: a snapshot first, then numbered changes. A gap in the numbers asks for a new snapshot. */
import type { StateEvent } from '../../shared/events.ts';
import type { PanelTransport } from '../transport/panel-transport.ts';
import { runImmediately, type ScheduleWork } from './frame-queue.ts';
import { type PanelStore, stateAfterChanges, stateAfterSnapshot } from './panel-store.ts';

/**
 * @param schedule runs the handling of each event
 * @returns the function that ends it
 */
export function syncState(
  transport: PanelTransport,
  store: PanelStore,
  schedule: ScheduleWork = runImmediately,
): () => void {
  let unsubscribe: () => void = () => undefined;
  let generation = 0;
  /** The number of the last event; null until the snapshot of this subscription has come. */
  let sequence: number | null = null;

  const apply = (event: StateEvent) => {
    if (event.kind === 'snapshot') {
      sequence = event.sequence;
      store.setState({
        ...stateAfterSnapshot(event.backends),
        notices: event.notices,
        host: event.host,
        permissions: event.permissions ? new Set(event.permissions) : null,
      });
      return;
    }
    // The snapshot will contain the changes that come before it.
    if (sequence === null) return;
    if (event.sequence !== sequence + 1) {
      subscribeAgain();
      return;
    }
    sequence = event.sequence;
    store.setState((state) => ({
      ...stateAfterChanges(state, event.changed, event.removed),
      ...(event.notices === undefined ? {} : { notices: event.notices }),
      ...(event.host === undefined ? {} : { host: event.host }),
    }));
  };

  function subscribeAgain() {
    unsubscribe();
    sequence = null;
    const ownGeneration = ++generation;
    unsubscribe = transport.listen({ kind: 'state' }, (event) => {
      if (event.kind !== 'snapshot' && event.kind !== 'changes') return;
      schedule(() => {
        // A snapshot from before the connection was lost must not count as live. Another one follows.
        if (ownGeneration === generation && transport.connection() === 'open') apply(event);
      });
    });
  }

  const onConnection = () => {
    const connection = transport.connection();
    store.setState((state) => ({
      connection,
      // It is live again only once a snapshot has come, not as soon as there is a connection.
      freshness: connection !== 'open' && state.freshness === 'live' ? 'stale' : state.freshness,
    }));
  };

  const stopConnection = transport.onConnection(onConnection);
  onConnection();
  subscribeAgain();
  return () => {
    generation++;
    stopConnection();
    unsubscribe();
  };
}
