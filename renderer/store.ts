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

export interface Picture {
  backends: ReadonlyMap<number, FullBackend>;
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
    ids: [],
    notices: [],
    host: null,
    connection: 'connecting',
    freshness: 'loading',
    types: null,
  }));
}

const placeOf = ({ position }: FullBackend) => position ?? Number.MAX_SAFE_INTEGER;

const sortedIds = (backends: ReadonlyMap<number, FullBackend>) =>
  [...backends.values()].sort((a, b) => placeOf(a) - placeOf(b) || a.id - b.id).map(({ id }) => id);

/** The picture after a snapshot: everything known before is replaced. */
export function withSnapshot(
  backends: readonly FullBackend[],
): Pick<Picture, 'backends' | 'ids' | 'freshness'> {
  const map = new Map(backends.map((backend) => [backend.id, backend]));
  return { backends: map, ids: sortedIds(map), freshness: 'live' };
}

/** The picture after numbered changes. Backends that did not change keep their identity. */
export function withChanges(
  picture: Picture,
  changed: readonly FullBackend[],
  removed: readonly number[],
): Pick<Picture, 'backends' | 'ids'> {
  const backends = new Map(picture.backends);
  let orderChanged = false;
  for (const id of removed) orderChanged = backends.delete(id) || orderChanged;
  for (const backend of changed) {
    orderChanged ||= backends.get(backend.id)?.position !== backend.position || !backends.has(backend.id);
    backends.set(backend.id, backend);
  }
  return { backends, ids: orderChanged ? sortedIds(backends) : picture.ids };
}
