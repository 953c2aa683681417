/**
 * The panel store: the last snapshot of the host with all changes applied, and how fresh it is. Only sync-state.ts writes
 * it, from pushed events. Components select narrowly from it, so that a change of one backend renders one card.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackendTypeInfo, FullBackend } from '../../shared/backend.ts';
import type { HostInfo, Notice } from '../../shared/events.ts';
import type { Permission } from '../../shared/operations.ts';
import type { ConnectionState } from '../../shared/transport.ts';
import { isEqualJson } from './is-equal-json.ts';

/** `loading`: nothing is known yet. `stale`: the connection is lost, and what is shown may be out of date. */
export type Freshness = 'loading' | 'live' | 'stale';

/** The fields of a backend that change with every sample. */
const measuredFields = ['vram_bytes', 'vram_source', 'ram_bytes', 'cpu_percent'] as const;

export type MeasuredUsage = Pick<FullBackend, (typeof measuredFields)[number]>;

/**
 * A backend without the fields that are kept apart: its position, so that a move renders the list but no card, and its
 * usage, so that a sample renders the figures but not the rest of a card. Its age of use is counted from `last_used_at`.
 */
export type ShownBackend = Omit<
  FullBackend,
  'position' | keyof MeasuredUsage | 'seconds_since_used' | 'time_since_used'
>;

/** Backends that nobody has moved yet stand behind all others. */
const POSITION_OF_UNMOVED = Number.MAX_SAFE_INTEGER;

export interface PanelState {
  backends: ReadonlyMap<number, ShownBackend>;
  usage: ReadonlyMap<number, MeasuredUsage>;
  positions: ReadonlyMap<number, number>;
  /** Ids in the order that the user chose. The same array until a backend is added, removed or moved. */
  ids: readonly number[];
  notices: readonly Notice[];
  host: HostInfo | null;
  /** What this panel may do; null: everything. */
  permissions: ReadonlySet<Permission> | null;
  connection: ConnectionState;
  freshness: Freshness;
  /** Null until ListBackendTypes has answered. */
  types: ReadonlyMap<string, BackendTypeInfo> | null;
}

export type PanelStore = StoreApi<PanelState>;

type BackendsState = Pick<PanelState, 'backends' | 'usage' | 'positions' | 'ids'>;

const noBackends: BackendsState = { backends: new Map(), usage: new Map(), positions: new Map(), ids: [] };

export function createPanelStore(): PanelStore {
  return createStore<PanelState>()(() => ({
    ...noBackends,
    notices: [],
    host: null,
    permissions: null,
    connection: 'connecting',
    freshness: 'loading',
    types: null,
  }));
}

const idsByPosition = (positions: ReadonlyMap<number, number>) =>
  [...positions]
    .sort(([a, positionOfA], [b, positionOfB]) => positionOfA - positionOfB || a - b)
    .map(([id]) => id);

/** Splits a backend into the parts that are kept apart. */
function splitBackend(backend: FullBackend): { shown: ShownBackend; usage: MeasuredUsage; position: number } {
  const { position = POSITION_OF_UNMOVED, seconds_since_used: _, time_since_used: __, ...shown } = backend;
  const usage: MeasuredUsage = {};
  for (const field of measuredFields) {
    if (shown[field] !== undefined) Object.assign(usage, { [field]: shown[field] });
    delete shown[field];
  }
  return { shown, usage, position };
}

/** The state after a snapshot, which replaces everything known before. */
export function stateAfterSnapshot(
  backends: readonly FullBackend[],
): BackendsState & Pick<PanelState, 'freshness'> {
  return { ...stateAfterChanges(noBackends, backends, []), freshness: 'live' };
}

/** The state after changes. What is equal to its value before keeps its identity. */
export function stateAfterChanges(
  state: BackendsState,
  changed: readonly FullBackend[],
  removed: readonly number[],
): BackendsState {
  const backends = new Map(state.backends);
  const usage = new Map(state.usage);
  const positions = new Map(state.positions);
  let orderChanged = false;
  for (const id of removed) {
    orderChanged = positions.delete(id) || orderChanged;
    backends.delete(id);
    usage.delete(id);
  }
  for (const backend of changed) {
    const { id } = backend;
    const parts = splitBackend(backend);
    if (positions.get(id) !== parts.position) {
      positions.set(id, parts.position);
      orderChanged = true;
    }
    if (!isEqualJson(backends.get(id), parts.shown)) backends.set(id, parts.shown);
    if (!isEqualJson(usage.get(id), parts.usage)) usage.set(id, parts.usage);
  }
  return { backends, usage, positions, ids: orderChanged ? idsByPosition(positions) : state.ids };
}
