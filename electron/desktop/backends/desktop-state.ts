/** The state of all backends in the main process, for tray and notifications. It follows the event bus, as a panel does. */
import type { FullBackend } from '../../../shared/backend.ts';
import type { HostInfo } from '../../../shared/events.ts';
import type { EventBus } from '../../core/api/event-bus.ts';

/** One backend before and after a change; undefined where it did not exist yet, or is gone. */
export interface BackendChange {
  before: FullBackend | undefined;
  after: FullBackend | undefined;
}

export interface DesktopState {
  /** In order of id. */
  backends(): FullBackend[];
  host(): HostInfo;
  /** Called after each event with its changes; the list is empty where only the host changed. @returns a function that unsubscribes */
  onChange(listener: (changes: readonly BackendChange[]) => void): () => void;
  close(): void;
}

export function createDesktopState(bus: EventBus): DesktopState {
  const known = new Map<number, FullBackend>();
  const listeners = new Set<(changes: readonly BackendChange[]) => void>();
  let host: HostInfo | null = null;
  const subscription = bus.subscribe(
    {
      send(event) {
        const changes: BackendChange[] = [];
        if (event.kind === 'snapshot') {
          for (const backend of event.backends) known.set(backend.id, backend);
          host = event.host;
        } else {
          for (const after of event.changed) {
            changes.push({ before: known.get(after.id), after });
            known.set(after.id, after);
          }
          for (const id of event.removed) {
            changes.push({ before: known.get(id), after: undefined });
            known.delete(id);
          }
          host = event.host ?? host;
        }
        for (const listener of listeners) listener(changes);
      },
    },
    { isViewer: false },
  );
  return {
    backends: () => [...known.values()].sort((a, b) => a.id - b.id),
    host: () => {
      if (!host) throw new Error('The bus sends a snapshot before it returns.');
      return host;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => subscription.close(),
  };
}
