/**
 * The picture: what the host last said, and how fresh that is. Only sync-picture.ts writes it, from pushed events;
 * components select from it narrowly, so that a change of one backend renders one card.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackendTypeInfo, FullBackend } from '../../shared/backend.ts';
import type { HostInfo, Notice } from '../../shared/events.ts';
import type { ConnectionState } from '../../shared/transport.ts';
import { hasSameJson } from './same-json.ts';

/** `loading`: nothing is known yet; `stale`: what is shown was true when the line broke. */
export type Freshness = 'loading' | 'live' | 'stale';

/** What is measured of a backend: with every sample that is another figure. */
const measuredFacts = ['vram_bytes', 'vram_source', 'ram_bytes', 'cpu_percent'] as const;

export type Measured = Pick<FullBackend, (typeof measuredFacts)[number]>;

/**
 * A backend without what stands apart from it: its place, so that a move renders the list and none of its cards, and what
 * is measured, so that a sample renders figures and none of the rest. How long ago it was used is counted from `last_used_at`.
 */
export type ShownBackend = Omit<
  FullBackend,
  'position' | keyof Measured | 'seconds_since_used' | 'time_since_used'
>;

/** The place of those that nobody has moved yet: behind all others. */
const UNPLACED = Number.MAX_SAFE_INTEGER;

export interface Picture {
  backends: ReadonlyMap<number, ShownBackend>;
  measured: ReadonlyMap<number, Measured>;
  positions: ReadonlyMap<number, number>;
  /** Ids in the order that the user chose; the same array as long as no backend comes, goes or moves. */
  ids: readonly number[];
  notices: readonly Notice[];
  host: HostInfo | null;
  connection: ConnectionState;
  freshness: Freshness;
  /** Null until ListBackendTypes has answered. */
  types: ReadonlyMap<string, BackendTypeInfo> | null;
}

export type PanelStore = StoreApi<Picture>;

type Known = Pick<Picture, 'backends' | 'measured' | 'positions' | 'ids'>;

const nothing: Known = { backends: new Map(), measured: new Map(), positions: new Map(), ids: [] };

export function createPanelStore(): PanelStore {
  return createStore<Picture>()(() => ({
    ...nothing,
    notices: [],
    host: null,
    connection: 'connecting',
    freshness: 'loading',
    types: null,
  }));
}

const idsByPosition = (positions: ReadonlyMap<number, number>) =>
  [...positions].sort(([a, placeOfA], [b, placeOfB]) => placeOfA - placeOfB || a - b).map(([id]) => id);

/** Takes a backend apart into what is kept apart. */
function partsOf(backend: FullBackend): { shown: ShownBackend; measured: Measured; position: number } {
  const { position = UNPLACED, seconds_since_used: _, time_since_used: __, ...shown } = backend;
  const measured: Measured = {};
  for (const fact of measuredFacts) {
    if (shown[fact] !== undefined) Object.assign(measured, { [fact]: shown[fact] });
    delete shown[fact];
  }
  return { shown, measured, position };
}

/** The picture after a snapshot: everything known before is replaced. */
export function withSnapshot(backends: readonly FullBackend[]): Known & Pick<Picture, 'freshness'> {
  return { ...withChanges(nothing, backends, []), freshness: 'live' };
}

/** The picture after numbered changes. What is the same as before keeps its identity. */
export function withChanges(
  picture: Known,
  changed: readonly FullBackend[],
  removed: readonly number[],
): Known {
  const backends = new Map(picture.backends);
  const measured = new Map(picture.measured);
  const positions = new Map(picture.positions);
  let orderChanged = false;
  for (const id of removed) {
    orderChanged = positions.delete(id) || orderChanged;
    backends.delete(id);
    measured.delete(id);
  }
  for (const backend of changed) {
    const { id } = backend;
    const parts = partsOf(backend);
    if (positions.get(id) !== parts.position) {
      positions.set(id, parts.position);
      orderChanged = true;
    }
    if (!hasSameJson(backends.get(id), parts.shown)) backends.set(id, parts.shown);
    if (!hasSameJson(measured.get(id), parts.measured)) measured.set(id, parts.measured);
  }
  return { backends, measured, positions, ids: orderChanged ? idsByPosition(positions) : picture.ids };
}
