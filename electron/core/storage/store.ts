/**
 * The registry on disk: one readable JSON file. This file alone writes it; what is in memory here is what is on disk, but
 * for secrets that are sealed there. A change is acknowledged when it is safe; changes that come together share one write.
 */
import { copyFile, mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import type { Notice } from '../../../shared/events.ts';
import {
  asideName,
  asidePrefix,
  GENERATIONS,
  generationPath,
  isMissing,
  overwriteDurably,
  temporaryPath,
  writeDurably,
} from './durable-file.ts';
import type { SecretBox } from './secrets.ts';

const SCHEMA = 1;
const FILE = 'backends.json';
/** Beginning of the names of files that could not be read and were set aside. */
const CORRUPT_PREFIX = asidePrefix(FILE);
/** How many deleted backends can be brought back. */
const DELETED_KEPT = 20;
const CORRUPT_KEPT = 10;

const recordSchema = z.object({
  id: z.int(),
  /** Names its log file, so that a new id does not mix two logs. */
  uid: z.string().regex(/^[a-z0-9]{4,32}$/),
  type: z.string(),
  title: z.string(),
  enabled: z.boolean(),
  modcount: z.int().min(0),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  tags: z.array(z.string()).optional(),
  /** Its place in the order the user chose, kept over deletion and a new id; absent: behind those that have one. */
  position: z.int().min(0).optional(),
  /** The graphics cards that the numbers in its settings stood for when they were chosen. */
  gpu_cards: z.record(z.string(), z.object({ uuid: z.string(), name: z.string() })).optional(),
  /** Why it is off, where nobody switched it off by hand. */
  off_notice: z.object({ at: z.string(), message: z.string() }).optional(),
  /** The switch of its schedule that was carried out last, in epoch milliseconds: none is made up for twice. */
  schedule_done: z.number().optional(),
});
const documentSchema = z.object({
  schema: z.literal(SCHEMA),
  /** The id that the next new backend gets; never falls, so that no id is used twice. */
  next_id: z.int().min(0),
  backends: z.array(recordSchema),
  deleted: z.array(recordSchema.extend({ deleted_at: z.string() })),
});

/** What is kept of a backend: everything that the user chose, nothing that was observed. */
export type BackendRecord = z.infer<typeof recordSchema>;
export type DeletedRecord = BackendRecord & { deleted_at: string };
export type StoreDocument = z.infer<typeof documentSchema>;

/** Migrates a document of the schema it is filed under to the next one. */
export type Migrations = ReadonlyMap<number, (document: Record<string, unknown>) => Record<string, unknown>>;

/** Schema 0 was the first draft, without uid, modcount and the list of the deleted. */
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

/** The file was written by a newer version: nothing may be read from or written to it. */
export class NewerSchemaError extends Error {
  constructor(file: string, found: number) {
    super(
      `${file} was written by a newer version of Switchyard (schema ${found}; this version knows ${SCHEMA} and older). Nothing was changed. Install the newer version, or start with another --data-dir.`,
    );
    this.name = 'NewerSchemaError';
  }
}

interface PendingChange {
  apply: (document: StoreDocument) => void;
  resolve: () => void;
  reject: (error: unknown) => void;
}

export interface StoreOptions {
  dataDir: string;
  /** ISO time for the names of files that are set aside. */
  wall: () => number;
  /** Left out: secrets stand in the file as they are, and sealed ones stay sealed. */
  secrets?: SecretBox | undefined;
}

export class Store {
  readonly #file: string;
  readonly #secrets: SecretBox | undefined;
  #document: StoreDocument;
  #pending: PendingChange[] = [];
  #writing: Promise<void> | null = null;
  /** What had to be done to read the registry, for the user. */
  readonly notices: readonly Notice[];

  private constructor(
    file: string,
    document: StoreDocument,
    notices: readonly Notice[],
    secrets: SecretBox | undefined,
  ) {
    this.#file = file;
    this.#secrets = secrets;
    this.#document = document;
    this.notices = notices;
  }

  /**
   * Reads the registry. A corrupt file is set aside and the newest good generation used.
   * @throws NewerSchemaError
   */
  static async open({ dataDir, wall, secrets }: StoreOptions): Promise<Store> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const file = join(dataDir, FILE);
    const { document, notices } = await readOrRecover(file, dataDir, wall);
    if (secrets) notices.push(...(await openSecrets(file, document, secrets)));
    return new Store(file, document, notices, secrets);
  }

  get document(): Readonly<StoreDocument> {
    return this.#document;
  }

  /** Whether there is a backend of this name for files, deleted ones that can be brought back included. */
  knows(uid: string): boolean {
    return holdersIn(this.#document).some((record) => record.uid === uid);
  }

  /**
   * Applies a change to a copy, writes it, and only then makes it the truth. `apply` may throw: then nothing changes.
   * @throws SwitchyardError `store_failed`; whatever `apply` throws
   */
  update<T>(apply: (document: StoreDocument) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T;
      this.#pending.push({
        apply: (document) => {
          result = apply(document);
        },
        resolve: () => resolve(result),
        reject,
      });
      this.#writing ??= this.#writePending();
    });
  }

  /** Resolves when nothing is left to write. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #writePending(): Promise<void> {
    // One turn later, so that changes made in the same breath share a write.
    await Promise.resolve();
    while (this.#pending.length > 0) {
      const batch = this.#pending;
      this.#pending = [];
      let document = this.#document;
      /** The same, as it is to stand on the disk. */
      let written = document;
      const accepted: PendingChange[] = [];
      for (const change of batch) {
        // Each on its own copy: one that throws half-way must leave no trace.
        const copy = structuredClone(document);
        try {
          change.apply(copy);
        } catch (error) {
          change.reject(error);
          continue;
        }
        try {
          written = this.#secrets ? await sealDocument(copy, this.#secrets) : copy;
          document = copy;
          accepted.push(change);
        } catch (error) {
          change.reject(storeFailed(error));
        }
      }
      if (accepted.length === 0) continue;
      try {
        await writeDurably(this.#file, format(written), (text) => parseDocument(text));
        this.#document = document;
        for (const change of accepted) change.resolve();
      } catch (error) {
        for (const change of accepted) change.reject(storeFailed(error));
      }
    }
    // In the same turn as the look at the queue: a change posted from now on begins a new round.
    this.#writing = null;
  }
}

function storeFailed(cause: unknown): SwitchyardError {
  const reason = messageOf(cause);
  return new SwitchyardError('store_failed', { reason }, { cause });
}

/** The records in the order in which the user wants to see them: the arranged ones first, all others by id. */
export const inChosenOrder = <T extends Pick<BackendRecord, 'id' | 'position'>>(records: readonly T[]): T[] =>
  [...records].sort(
    (a, b) =>
      (a.position ?? Number.MAX_SAFE_INTEGER) - (b.position ?? Number.MAX_SAFE_INTEGER) || a.id - b.id,
  );

/** Puts a record among the deleted, of which the latest few are kept. @returns those that fell out */
export function rememberDeleted(document: StoreDocument, record: BackendRecord, at: string): DeletedRecord[] {
  document.deleted.unshift({ ...record, deleted_at: at });
  return document.deleted.splice(DELETED_KEPT);
}

const emptyDocument = (): StoreDocument => ({ schema: SCHEMA, next_id: 0, backends: [], deleted: [] });

const format = (document: StoreDocument): string => `${JSON.stringify(document, null, 2)}\n`;

/** @throws Error in words when the text is no registry; NewerSchemaError */
export function parseDocument(text: string, file = FILE, steps: Migrations = migrations): StoreDocument {
  let raw: unknown = JSON.parse(text);
  for (;;) {
    const schema = z
      .object({ schema: z.int().min(0) })
      .loose()
      .parse(raw);
    if (schema.schema === SCHEMA) break;
    if (schema.schema > SCHEMA) throw new NewerSchemaError(file, schema.schema);
    const step = steps.get(schema.schema);
    if (!step) throw new Error(`there is no way from schema ${schema.schema} to ${SCHEMA}`);
    raw = step(schema);
  }
  const document = documentSchema.parse(raw);
  const ids = new Set(document.backends.map((backend) => backend.id));
  if (ids.size !== document.backends.length) throw new Error('two backends have the same id');
  document.next_id = Math.max(document.next_id, ...[...ids].map((id) => id + 1));
  return document;
}

/** The registry as it is on disk; a corrupt file is set aside, and the newest good generation takes its place. */
async function readOrRecover(
  file: string,
  dataDir: string,
  wall: () => number,
): Promise<{ document: StoreDocument; notices: Notice[] }> {
  const main = await readDocument(file);
  if (main.kind === 'good') return { document: main.document, notices: [] };
  const generation = await newestGood(file);
  if (main.kind === 'missing' && !generation) return { document: emptyDocument(), notices: [] };

  const notices: Notice[] = [];
  let kept = '';
  if (main.kind === 'corrupt') {
    const aside = asideName(FILE, wall());
    await copyFile(file, join(dataDir, aside));
    await pruneCorrupt(dataDir);
    kept = ` The unreadable file is kept as ${aside} (${main.reason}).`;
  }
  const document = generation?.document ?? emptyDocument();
  notices.push({
    id: 'store-recovered',
    level: generation ? 'warning' : 'error',
    message: generation
      ? `The list of backends ${main.kind === 'corrupt' ? 'could not be read' : 'was missing'}, so its previous version of ${generation.at} is used.${kept}`
      : `The list of backends could not be read, and there is no previous version: it starts empty.${kept}`,
    hint: generation
      ? 'Look whether your latest change is there.'
      : 'If you can repair the kept file, stop the program, put it back under its old name and start again.',
  });
  if (main.kind === 'corrupt') {
    // The bad file must not become a generation: it is safe under its new name.
    await rm(file, { force: true });
    await writeDurably(file, format(document), (text) => parseDocument(text));
  }
  return { document, notices };
}

/**
 * Opens the secrets of the document in place, and sees to it that none lies on the disk in clear: not in the file, where a
 * host without a codec may have left them, and not in what is kept beside it. Previous generations and files that were
 * set aside are rewritten rather than removed, for they are what a lost registry is restored from; only their secrets change.
 * What a disk keeps of overwritten files is out of reach.
 * @returns what could not be done, for the user
 */
async function openSecrets(file: string, document: StoreDocument, secrets: SecretBox): Promise<Notice[]> {
  const anyInClear = await secrets.open(holdersIn(document));
  try {
    if (anyInClear) {
      const sealed = await sealDocument(document, secrets);
      if (secrets.anyInClear(holdersIn(sealed))) throw new Error('the system refused to encrypt them');
      await writeDurably(file, format(sealed), (text) => parseDocument(text));
    }
    // A write that a crash cut short.
    await rm(temporaryPath(file), { force: true });
    for (const path of await keptFiles(file)) await sealFile(path, secrets);
    return [];
  } catch (error) {
    const reason = messageOf(error);
    return [
      {
        id: 'secrets-in-clear',
        level: 'warning',
        message: `API keys and passwords in the data directory could not be encrypted: ${reason}.`,
        hint: 'Backends work as before. It is tried again at the next start.',
      },
    ];
  }
}

const holdersIn = (document: Readonly<StoreDocument>): BackendRecord[] => [
  ...document.backends,
  ...document.deleted,
];

async function sealDocument(document: StoreDocument, secrets: SecretBox): Promise<StoreDocument> {
  return {
    ...document,
    backends: await secrets.seal(document.backends),
    deleted: await secrets.seal(document.deleted),
  };
}

/** What lies beside the registry and may hold secrets: previous generations and files that were set aside. */
async function keptFiles(file: string): Promise<string[]> {
  const folder = dirname(file);
  const aside = (await readdir(folder)).filter((name) => name.startsWith(CORRUPT_PREFIX));
  return [
    ...Array.from({ length: GENERATIONS }, (_, index) => generationPath(file, index + 1)),
    ...aside.map((name) => join(folder, name)),
  ];
}

async function sealFile(path: string, secrets: SecretBox): Promise<void> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  const sealed = await sealedText(text, secrets);
  if (sealed === text) return;
  // Its time tells which version of the registry it is.
  const { atime, mtime } = await stat(path);
  await overwriteDurably(path, sealed);
  await utimes(path, atime, mtime);
}

async function sealedText(text: string, secrets: SecretBox): Promise<string> {
  let document: StoreDocument;
  try {
    document = parseDocument(text);
  } catch {
    return secrets.sealText(text);
  }
  return secrets.anyInClear(holdersIn(document)) ? format(await sealDocument(document, secrets)) : text;
}

type ReadResult =
  | { kind: 'good'; document: StoreDocument }
  | { kind: 'missing' }
  | { kind: 'corrupt'; reason: string };

async function readDocument(file: string): Promise<ReadResult> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    throw error;
  }
  try {
    return { kind: 'good', document: parseDocument(text, file) };
  } catch (error) {
    if (error instanceof NewerSchemaError) throw error;
    return { kind: 'corrupt', reason: reasonOf(error) };
  }
}

/** Why a text is no registry, in words that quote nothing of it: the parser would, and there are secrets in it. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is not valid JSON';
  if (!(error instanceof z.ZodError)) return messageOf(error);
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.')}: ${issue.message}` : '';
}

async function newestGood(file: string): Promise<{ document: StoreDocument; at: string } | null> {
  for (let generation = 1; generation <= GENERATIONS; generation++) {
    const path = generationPath(file, generation);
    const result = await readDocument(path);
    if (result.kind === 'good')
      return { document: result.document, at: (await stat(path)).mtime.toISOString() };
  }
  return null;
}

async function pruneCorrupt(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith(CORRUPT_PREFIX)).sort();
  for (const name of names.slice(0, -CORRUPT_KEPT)) await rm(join(dataDir, name), { force: true });
}
