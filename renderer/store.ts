/**
 * The picture: what the host last said, and how fresh that is. Only sync-picture.ts writes it, from pushed events;
 * components select from it narrowly, so that a change of one backend renders one card.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackendTypeInfo, FullBackend } from '../shared/backend.ts';
import type { HostInfo, Notice } from '../shared/events.ts';
import type { ConnectionState } from '../shared/transport.ts';

/** `loading`: nothing is known yet; `stale`: what is shown was true when the line broke. */
export type Freshness = 'loading' | 'live' | 'stale';

/** A backend without its place, so that a move renders the list and none of its cards. */
export type ShownBackend = Omit<FullBackend, 'position'>;

/** The place of those that nobody has moved yet: behind all others. */
const UNPLACED = Number.MAX_SAFE_INTEGER;

export interface Picture {
  backends: ReadonlyMap<number, ShownBackend>;
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

export type PictureStore = StoreApi<Picture>;

export function createPictureStore(): PictureStore {
  return createStore<Picture>()(() => ({
    backends: new Map(),
    positions: new Map(),
    ids: [],
    notices: [],
    host: null,
    connection: 'connecting',
    freshness: 'loading',
    types: null,
  }));
}

const idsByPosition = (positions: ReadonlyMap<number, number>) =>
  [...positions].sort(([a, placeOfA], [b, placeOfB]) => placeOfA - placeOfB || a - b).map(([id]) => id);

/** An answer of the same host about the same backend has its parts in the same order. */
const sameFacts = (a: ShownBackend | undefined, b: ShownBackend) => JSON.stringify(a) === JSON.stringify(b);

/** The picture after a snapshot: everything known before is replaced. */
export function withSnapshot(
  backends: readonly FullBackend[],
): Pick<Picture, 'backends' | 'positions' | 'ids' | 'freshness'> {
  const nothing = { backends: new Map(), positions: new Map(), ids: [] };
  return { ...withChanges(nothing, backends, []), freshness: 'live' };
}

/** The picture after numbered changes. Backends that did not change, or only moved, keep their identity. */
export function withChanges(
  picture: Pick<Picture, 'backends' | 'positions' | 'ids'>,
  changed: readonly FullBackend[],
  removed: readonly number[],
): Pick<Picture, 'backends' | 'positions' | 'ids'> {
  const backends = new Map(picture.backends);
  const positions = new Map(picture.positions);
  let orderChanged = false;
  for (const id of removed) {
    orderChanged = positions.delete(id) || orderChanged;
    backends.delete(id);
  }
  for (const { position = UNPLACED, ...backend } of changed) {
    const { id } = backend;
    const isPlacedAnew = positions.get(id) !== position;
    if (isPlacedAnew) {
      positions.set(id, position);
      orderChanged = true;
    }
    if (!isPlacedAnew || !sameFacts(backends.get(id), backend)) backends.set(id, backend);
  }
  return { backends, positions, ids: orderChanged ? idsByPosition(positions) : picture.ids };
}
