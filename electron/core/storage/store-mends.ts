/** Mends what a person has written into the registry file by hand and what would do harm, so that the rest can be used. */

import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { MAX_BACKEND_ID, MAX_TITLE_LENGTH, MAX_TYPE_ID_LENGTH } from '../../../shared/limits.ts';
import { usableTags } from '../../../shared/tags.ts';
import { hostNoticeWords } from '../../../shared/words/en/host-notices.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import {
  allRecords,
  type BackendRecord,
  idSource,
  MAX_DELETED,
  type StoreDocument,
} from './store-document.ts';

const say = texts(hostNoticeWords);

/** Far more edits than anybody makes, and far below where numbers are not exact any more. */
const MAX_MODCOUNT = 1_000_000_000;
/** Characters of the text that says why a backend is off. Ours are much shorter. */
const MAX_NOTICE_LENGTH = 1000;

type MendedText = 'title' | 'type' | 'modcount' | 'tags' | 'offNotice';

/** Changes the document in place. @returns a sentence for each change */
export function mendDocument(document: StoreDocument): Text[] {
  const changes: Text[] = [];
  const isUsable = ({ id }: BackendRecord) => id >= 0 && id <= MAX_BACKEND_ID;
  const nextId = idSource({
    ...document,
    backends: document.backends.filter(isUsable),
    deleted: document.deleted.filter(isUsable),
  });
  const uids = new Set<string>();
  for (const record of allRecords(document)) {
    const before = record.id;
    if (!isUsable(record)) {
      record.id = nextId();
      document.next_id = Math.max(document.next_id, record.id + 1);
      changes.push(say('mend_id', { before, id: record.id, max: MAX_BACKEND_ID }));
    }
    if (uids.has(record.uid)) {
      record.uid = randomBytes(6).toString('hex');
      changes.push(say('mend_uid', { id: before }));
    }
    uids.add(record.uid);
    changes.push(...mendTexts(record).map((what) => say(`mend_${what}`, { id: before })));
  }
  for (const record of document.deleted)
    if (Number.isNaN(Date.parse(record.deleted_at))) record.deleted_at = new Date(0).toISOString();
  document.deleted.splice(MAX_DELETED);
  return changes;
}

/** @returns what was changed */
function mendTexts(record: BackendRecord): MendedText[] {
  const changes: MendedText[] = [];
  if (record.title.length > MAX_TITLE_LENGTH) {
    record.title = record.title.slice(0, MAX_TITLE_LENGTH);
    changes.push('title');
  }
  if (record.type.length > MAX_TYPE_ID_LENGTH) {
    record.type = record.type.slice(0, MAX_TYPE_ID_LENGTH);
    changes.push('type');
  }
  if (record.modcount > MAX_MODCOUNT) {
    record.modcount = MAX_MODCOUNT;
    changes.push('modcount');
  }
  const tags = record.tags && usableTags(record.tags);
  if (tags && !isDeepStrictEqual(tags, record.tags)) {
    record.tags = tags;
    changes.push('tags');
  }
  const { off_notice } = record;
  if (
    off_notice &&
    (Number.isNaN(Date.parse(off_notice.at)) || off_notice.message.length > MAX_NOTICE_LENGTH)
  ) {
    delete record.off_notice;
    changes.push('offNotice');
  }
  return changes;
}
