/** Changes of several records at once, as they are made in the document of the store. */

import { SwitchyardError } from '../../../shared/errors.ts';
import { MAX_TITLE_LENGTH } from '../../../shared/limits.ts';
import { removeControlCharacters } from '../../../shared/text/control-characters.ts';
import {
  type BackendRecord,
  idSource,
  type StoreDocument,
  sortByPosition,
} from '../storage/store-document.ts';
import { withoutFixedPort } from './common-settings.ts';

/** A backend to be added under an ID that is free. Its settings are checked already, as far as its type is known. */
export type NewBackend = Omit<BackendRecord, 'uid' | 'modcount'>;

/**
 * Puts backends first, in this order; the others follow in their present order.
 * @returns all IDs in the new order
 * @throws SwitchyardError `invalid_backend_id`
 */
export function arrangeRecords(document: StoreDocument, order: readonly number[]): number[] {
  const records = new Map(document.backends.map((record) => [record.id, record]));
  const first = order.map((id) => {
    const record = records.get(id);
    // It was deleted or renumbered in the meantime.
    if (!record) throw new SwitchyardError('invalid_backend_id', { id });
    return record;
  });
  const arranged = new Set(order);
  const others = sortByPosition(document.backends).filter(({ id }) => !arranged.has(id));
  const all = [...first, ...others];
  for (const [position, record] of all.entries()) record.position = position;
  return all.map(({ id }) => id);
}

/**
 * Moves a deleted backend back among the others.
 * @throws SwitchyardError `not_restorable`; `backend_id_in_use` where its ID was given away since
 */
export function restoreRecord(document: StoreDocument, id: number): BackendRecord {
  const index = document.deleted.findIndex((deleted) => deleted.id === id);
  if (index >= 0 && document.backends.some((backend) => backend.id === id))
    throw new SwitchyardError('backend_id_in_use', { id });
  const [deleted] = index < 0 ? [] : document.deleted.splice(index, 1);
  if (!deleted) throw new SwitchyardError('not_restorable', { id });
  const { deleted_at: _, ...restored } = deleted;
  document.backends.push(restored);
  return restored;
}

/** A disabled copy of a backend, under the next ID and with a port of its own. @param name its title, or what it is called without one */
export function copyRecord(
  document: Readonly<StoreDocument>,
  record: BackendRecord,
  name: string,
): NewBackend {
  const { type, settings, tags } = structuredClone(record);
  const takenTitles = new Set(document.backends.map(({ title }) => title));
  return {
    id: idSource(document)(),
    type,
    title: titleOfCopy(name, takenTitles),
    enabled: false,
    settings: withoutFixedPort(settings),
    ...(tags === undefined ? {} : { tags }),
  };
}

/** `Flux copy`, then `Flux copy 2`. */
function titleOfCopy(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? ' copy' : ` copy ${count}`;
    const title = name.slice(0, MAX_TITLE_LENGTH - suffix.length) + suffix;
    if (!taken.has(title)) return title;
  }
}

/** A title without characters that nobody sees. @throws SwitchyardError `invalid_title` */
export function cleanTitle(text: string): string {
  const title = removeControlCharacters(text);
  if (title.length > MAX_TITLE_LENGTH) throw new SwitchyardError('invalid_title');
  return title;
}
