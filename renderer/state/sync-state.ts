/** Keeps the picture true: snapshot, then numbered changes; a gap in the numbers asks for a new snapshot. */
import type { StateEvent } from '../../shared/events.ts';
import type { PanelTransport } from '../transport/panel-transport.ts';
import { atOnce, type InOrder } from './frame-queue.ts';
import { type PanelStore, withChanges, withSnapshot } from './panel-store.ts';

/** Begins to follow the host. Returns the function that ends it. */
export function syncState(transport: PanelTransport, store: PanelStore, turns: InOrder = atOnce): () => void {
  let stopListening: () => void = () => undefined;
  let generation = 0;
  /** Null until the snapshot of this subscription is there. */
  let sequence: number | null = null;

  const apply = (event: StateEvent) => {
    if (event.kind === 'snapshot') {
      sequence = event.sequence;
      store.setState({ ...withSnapshot(event.backends), notices: event.notices, host: event.host });
      return;
    }
    // Changes before the snapshot belong to what the snapshot will tell.
    if (sequence === null) return;
    if (event.sequence !== sequence + 1) {
      listenAnew();
      return;
    }
    sequence = event.sequence;
    store.setState((picture) => ({
      ...withChanges(picture, event.changed, event.removed),
      ...(event.notices === undefined ? {} : { notices: event.notices }),
      ...(event.host === undefined ? {} : { host: event.host }),
    }));
  };

  function listenAnew() {
    stopListening();
    sequence = null;
    const mine = ++generation;
    stopListening = transport.listen({ kind: 'state' }, (event) => {
      if (event.kind !== 'snapshot' && event.kind !== 'changes') return;
      turns(() => {
        // A snapshot from before the line broke would make the picture live while there is no line; after it comes another.
        if (mine === generation && transport.connection() === 'open') apply(event);
      });
    });
  }

  const onConnection = () => {
    const connection = transport.connection();
    store.setState((picture) => ({
      connection,
      // Fresh again only once a snapshot has come, not as soon as the line is up.
      freshness: connection !== 'open' && picture.freshness === 'live' ? 'stale' : picture.freshness,
    }));
  };

  const stopWatching = transport.onConnection(onConnection);
  onConnection();
  listenAnew();
  return () => {
    generation++;
    stopWatching();
    stopListening();
  };
}
