/** What the registry file holds: the form of the document, its checks, and the steps from older forms to this one. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { noticeSchema } from '../../../shared/backend.ts';
import { MAX_BACKEND_ID } from '../../../shared/limits.ts';

const SCHEMA = 1;
/** Name of the registry file in the data directory. */
export const STORE_FILE = 'backends.json';
/** Deleted backends that can be restored. */
export const MAX_DELETED = 20;

const recordSchema = z.object({
  id: z.int(),
  /** Names its log file, so that two logs are not mixed when it gets another id. */
  uid: z.string().regex(/^[a-z0-9]{4,32}$/),
  type: z.string(),
  title: z.string(),
  enabled: z.boolean(),
  modcount: z.int().min(0),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  tags: z.array(z.string()).optional(),
  /** Its position in the order that the user chose, kept over deletion and a new id; absent: behind those that have one. */
  position: z.int().min(0).optional(),
  /** The graphics cards that the numbers in its settings stood for when they were chosen. */
  gpu_cards: z.record(z.string(), z.object({ uuid: z.string(), name: z.string() })).optional(),
  /** The port that was chosen for its worker, which it gets again. No two backends have the same. */
  port: z.int().min(1).max(65_535).optional(),
  /** What its worker served last: requests find it by that while it sleeps or starts. Absent where that is not known yet. */
  served: z.object({ models: z.array(z.string()), features: z.array(z.string()) }).optional(),
  /** Why it is off, where nobody switched it off by hand. */
  off_notice: noticeSchema.optional(),
  /** The switch of its schedule that was carried out last, in epoch milliseconds: none is made up for twice. */
  schedule_done: z.number().optional(),
});
/** A document of any version. Made once, since making a schema takes longer than parsing a small document with it. */
const versionedSchema = z.object({ schema: z.int().min(0) }).loose();
const documentSchema = z.object({
  schema: z.literal(SCHEMA),
  /** See {@link idSource}; never decreases, so that no id is used twice. */
  next_id: z.int().min(0),
  backends: z.array(recordSchema),
  deleted: z.array(recordSchema.extend({ deleted_at: z.string() })),
});

/** What is kept of a backend: everything that the user chose, nothing that was observed. */
export type BackendRecord = z.infer<typeof recordSchema>;
export type DeletedRecord = BackendRecord & { deleted_at: string };
export type StoreDocument = z.infer<typeof documentSchema>;

/** By schema: migrates a document of this schema to the next one. */
export type Migrations = ReadonlyMap<number, (document: Record<string, unknown>) => Record<string, unknown>>;

/** Schema 0 was the first draft, without uid, modcount and the list of deleted backends. */
const migrations: Migrations = new Map([
  [
    0,
    (old) => ({
      ...old,
      schema: 1,
      deleted: [],
      backends: (Array.isArray(old.backends) ? old.backends : []).map((backend, index) => ({
        modcount: 0,
        uid: `legacy${String(index).padStart(4, '0')}`,
        ...(backend as object),
      })),
    }),
  ],
]);

/** A newer version wrote the file: nothing may be read from it or written to it. */
export class NewerSchemaError extends Error {
  constructor(file: string, found: number) {
    super(
      `${file} was written by a newer version of Switchyard (schema ${found}; this version knows ${SCHEMA} and older). Nothing was changed. Install the newer version, or start with another --data-dir.`,
    );
    this.name = 'NewerSchemaError';
  }
}

/**
 * @param file for the message of NewerSchemaError
 * @throws Error with a message for a person when the text is no registry; NewerSchemaError
 */
export function parseDocument(
  text: string,
  file = STORE_FILE,
  steps: Migrations = migrations,
): StoreDocument {
  let raw: unknown = JSON.parse(text);
  for (;;) {
    const schema = versionedSchema.parse(raw);
    if (schema.schema === SCHEMA) break;
    if (schema.schema > SCHEMA) throw new NewerSchemaError(file, schema.schema);
    const step = steps.get(schema.schema);
    if (!step) throw new Error(`there is no way from schema ${schema.schema} to ${SCHEMA}`);
    raw = step(schema);
  }
  const document = documentSchema.parse(raw);
  const ids = new Set(document.backends.map((backend) => backend.id));
  if (ids.size !== document.backends.length) throw new Error('two backends have the same id');
  document.next_id = Math.min(
    [...ids]
      .filter((id) => id <= MAX_BACKEND_ID)
      .reduce((highest, id) => Math.max(highest, id + 1), document.next_id),
    MAX_BACKEND_ID + 1,
  );
  return document;
}

export const formatDocument = (document: StoreDocument): string => `${JSON.stringify(document, null, 2)}\n`;

export const emptyDocument = (): StoreDocument => ({ schema: SCHEMA, next_id: 0, backends: [], deleted: [] });

/** The backends and the deleted ones that can be restored. */
export const allRecords = (document: Readonly<StoreDocument>): BackendRecord[] => [
  ...document.backends,
  ...document.deleted,
];

/** Those of {@link allRecords}; one that was deleted differs from what it was before. */
const recordsByUid = (document: Readonly<StoreDocument>): ReadonlyMap<string, BackendRecord> =>
  new Map(allRecords(document).map((record) => [record.uid, record]));

/** The uids of the records that are in one of the documents alone, or are not the same in both. */
export function differingRecords(one: Readonly<StoreDocument>, other: Readonly<StoreDocument>): string[] {
  const [a, b] = [recordsByUid(one), recordsByUid(other)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((uid) => !isDeepStrictEqual(a.get(uid), b.get(uid)));
}

/**
 * Returns the ids that new backends get, one a call. They count up; when the highest has been given away, those follow that
 * neither a backend nor a deleted one that can be restored has.
 * @param taken further ids that are given to none
 */
export function idSource(document: Readonly<StoreDocument>, taken: Iterable<number> = []): () => number {
  const all = new Set([...allRecords(document).map(({ id }) => id), ...taken]);
  let next = [...all].reduce((highest, id) => Math.max(highest, id + 1), document.next_id);
  return () => {
    if (next > MAX_BACKEND_ID) next = 0;
    while (all.has(next)) next += 1;
    all.add(next);
    return next++;
  };
}

/** The records in the order that the user chose: those with a position first, all others by id. */
export const sortByPosition = <T extends Pick<BackendRecord, 'id' | 'position'>>(
  records: readonly T[],
): T[] =>
  [...records].sort(
    (a, b) =>
      (a.position ?? Number.MAX_SAFE_INTEGER) - (b.position ?? Number.MAX_SAFE_INTEGER) || a.id - b.id,
  );

/** Adds a record to the deleted ones, of which the latest are kept. @returns those that are forgotten now */
export function rememberDeleted(document: StoreDocument, record: BackendRecord, at: string): DeletedRecord[] {
  document.deleted.unshift({ ...record, deleted_at: at });
  return document.deleted.splice(MAX_DELETED);
}
