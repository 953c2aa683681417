/**
 * The named API keys: who has one calls the API with the permissions of its role. A key is shown once, when it is made; the
 * file keeps its digest alone. Invariant: a key is on disk before it is shown, and gone from the disk before its revocation
 * is acknowledged.
 */
import { randomBytes } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { addTokens, type TokenCount, tokenCountSchema } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { MAX_API_KEYS, MAX_REQUESTS_PER_MINUTE } from '../../../shared/limits.ts';
import { panelRoles, type Role, roles } from '../../../shared/roles.ts';
import { Mailbox } from '../../core/backend/lifecycle/mailbox.ts';
import { unusableFile } from '../../core/storage/data-dir.ts';
import { DataFileError } from '../../core/storage/files/data-file-error.ts';
import { asideName, overwriteDurably } from '../../core/storage/files/durable-file.ts';
import { readDataFile } from '../../core/storage/files/read-data-file.ts';
import type { ApiKeyAdministration, ApiKeyLimits, ApiKeyRecord } from '../../core/storage/preferences.ts';
import { describeWithPath } from '../../core/system-errors.ts';
import { digestOf } from './secret-digest.ts';

const FILE = 'api-keys.json';
const SCHEMA = 2;
/** Bytes of the file. With {@link MAX_API_KEYS} keys it has a few ten thousand. */
const MAX_FILE_BYTES = 1024 * 1024;
/** So that a person, or a scanner of secrets, sees what it is. */
const KEY_PREFIX = 'swy_';
/** Milliseconds for which the last use and the count of tokens are held back from the disk. */
const USE_DELAY = 60_000;

const commonFields = {
  id: z.string(),
  name: z.string(),
  /** See secret-digest.ts. */
  digest: z.string(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
  /** Files of earlier versions have none. */
  tokens: tokenCountSchema.default({ prompt: 0, completion: 0 }),
};
const storedKeySchema = z.object({
  ...commonFields,
  role: z.enum(roles),
  backend_uids: z.array(z.string()).nullable(),
  requests_per_minute: z.int().min(1).max(MAX_REQUESTS_PER_MINUTE).nullable(),
});
type StoredKey = z.infer<typeof storedKeySchema>;
const NEVER_USED = { last_used_at: null, tokens: { prompt: 0, completion: 0 } };
const NO_LIMITS: ApiKeyLimits = { backend_uids: null, requests_per_minute: null };
/** Schema 1 had neither keys to use models nor limits. */
const fileSchema = z.discriminatedUnion('schema', [
  z.object({
    schema: z.literal(1),
    keys: z.array(
      z
        .object({ ...commonFields, role: z.enum(panelRoles) })
        .transform((key): StoredKey => ({ ...key, backend_uids: null, requests_per_minute: null })),
    ),
  }),
  z.object({ schema: z.literal(SCHEMA), keys: z.array(storedKeySchema) }),
]);

/** A key that a caller has sent. */
export interface FoundApiKey extends ApiKeyLimits {
  id: string;
  name: string;
  role: Role;
}

export interface ApiKeysOptions {
  dataDir: string;
  /** Milliseconds since 1970. */
  now: () => number;
  onFault: (error: unknown, where: string) => void;
  /** Called when a key is void: connections that were opened with it must end. */
  onRevoke: () => void;
}

export class ApiKeys implements ApiKeyAdministration {
  readonly #file: string;
  readonly #options: ApiKeysOptions;
  #keys: readonly StoredKey[];
  /** Uses that are not on disk yet, in milliseconds since 1970 by id. */
  readonly #lastUsed = new Map<string, number>();
  /** Counts that are not on disk yet, by id: all tokens of that key. */
  readonly #tokens = new Map<string, TokenCount>();
  #timer: NodeJS.Timeout | null = null;
  readonly #writes = new Mailbox();

  /** A file that cannot be used is set aside; its keys are void then. @throws Error of the disk */
  static async open(options: ApiKeysOptions): Promise<ApiKeys> {
    return new ApiKeys(options, await read(options));
  }

  private constructor(options: ApiKeysOptions, keys: readonly StoredKey[]) {
    this.#file = join(options.dataDir, FILE);
    this.#options = options;
    this.#keys = keys;
  }

  get isEmpty(): boolean {
    return this.#keys.length === 0;
  }

  list(): ApiKeyRecord[] {
    return this.#keys.map(({ digest: _, ...key }) => ({ ...key, ...this.#usageOf(key) }));
  }

  async add(name: string, role: Role, limits = NO_LIMITS): Promise<{ id: string; key: string }> {
    const trimmed = name.trim();
    if (trimmed === '') throw new SwitchyardError('api_key_name_missing');
    checkLimits(role, limits);
    const key = KEY_PREFIX + randomBytes(32).toString('base64url');
    const id = randomBytes(9).toString('base64url');
    await this.#change((keys) => {
      if (keys.length >= MAX_API_KEYS) throw new SwitchyardError('too_many_api_keys');
      if (keys.some((one) => one.name === trimmed))
        throw new SwitchyardError('api_key_name_taken', { name: trimmed });
      const created_at = new Date(this.#options.now()).toISOString();
      const { requests_per_minute } = limits;
      const backend_uids = limits.backend_uids && [...new Set(limits.backend_uids)];
      const stored = { id, name: trimmed, role, backend_uids, requests_per_minute };
      return [...keys, { ...stored, digest: digestOf(key), created_at, ...NEVER_USED }];
    });
    return { id, key };
  }

  async revoke(id: string): Promise<void> {
    await this.#change((keys) => {
      const rest = keys.filter((key) => key.id !== id);
      if (rest.length === keys.length) throw new SwitchyardError('invalid_api_key_id', { id });
      return rest;
    });
    this.#lastUsed.delete(id);
    this.#tokens.delete(id);
    this.#options.onRevoke();
  }

  /** The key that a caller sent, or null. It counts as used now. */
  touch(key: string): FoundApiKey | null {
    if (!key.startsWith(KEY_PREFIX)) return null;
    // The time of comparing digests tells nothing about the key.
    const digest = digestOf(key);
    const found = this.#keys.find((one) => one.digest === digest);
    return found ? this.touchById(found.id) : null;
  }

  /** The same for a browser that signed in with the key. Null once the key is revoked. */
  touchById(id: string): FoundApiKey | null {
    const found = this.#keys.find((one) => one.id === id);
    if (!found) return null;
    this.#lastUsed.set(id, this.#options.now());
    this.#storeUseSoon();
    const { name, role, backend_uids, requests_per_minute } = found;
    return { id, name, role, backend_uids, requests_per_minute };
  }

  /** Counts what a request with the key has cost. Nothing happens where it was revoked meanwhile. */
  countTokens(id: string, tokens: TokenCount): void {
    const found = this.#keys.find((one) => one.id === id);
    if (!found) return;
    this.#tokens.set(id, addTokens(this.#usageOf(found).tokens, tokens));
    this.#storeUseSoon();
  }

  /** Writes how keys were used. */
  async close(): Promise<void> {
    if (this.#timer !== null) this.#storeUse();
    await this.#writes.post(() => undefined);
  }

  /** How the key was used until now. */
  #usageOf({
    id,
    last_used_at,
    tokens,
  }: Omit<StoredKey, 'digest'>): Pick<StoredKey, 'last_used_at' | 'tokens'> {
    const used = this.#lastUsed.get(id);
    return {
      last_used_at: used === undefined ? last_used_at : new Date(used).toISOString(),
      tokens: this.#tokens.get(id) ?? tokens,
    };
  }

  #storeUseSoon(): void {
    this.#timer ??= setTimeout(() => this.#storeUse(), USE_DELAY).unref();
  }

  #storeUse(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    // A use that is lost with a full disk is no reason to refuse anything.
    this.#change((keys) => keys).catch((error: unknown) =>
      this.#options.onFault(error, 'writing how API keys were used'),
    );
  }

  /** @throws SwitchyardError of `change`, or `store_failed`; then nothing is changed */
  #change(change: (keys: readonly StoredKey[]) => readonly StoredKey[]): Promise<void> {
    return this.#writes.post(async () => {
      const keys = change(this.#keys).map((key) => ({ ...key, ...this.#usageOf(key) }));
      try {
        await overwriteDurably(this.#file, `${JSON.stringify({ schema: SCHEMA, keys }, null, 2)}\n`);
      } catch (error) {
        throw new SwitchyardError('store_failed', { reason: describeWithPath(error) }, { cause: error });
      }
      this.#keys = keys;
    });
  }
}

/** @throws SwitchyardError `api_key_limits_need_use`, `api_key_without_backends`, `api_key_rate_invalid` */
function checkLimits(role: Role, { backend_uids: uids, requests_per_minute: rate }: ApiKeyLimits): void {
  // Whoever may switch backends or edit them is not held by such a limit.
  if (role !== 'use' && (uids !== null || rate !== null))
    throw new SwitchyardError('api_key_limits_need_use', { role });
  if (uids?.length === 0) throw new SwitchyardError('api_key_without_backends');
  if (rate !== null && (rate < 1 || rate > MAX_REQUESTS_PER_MINUTE))
    throw new SwitchyardError('api_key_rate_invalid', { value: rate });
}

async function read({ dataDir, now, onFault }: ApiKeysOptions): Promise<readonly StoredKey[]> {
  const file = join(dataDir, FILE);
  let text: string | null;
  try {
    text = await readDataFile(file, MAX_FILE_BYTES);
  } catch (error) {
    if (!(error instanceof DataFileError)) throw unusableFile(file, error);
    text = '';
  }
  if (text === null) return [];
  try {
    return fileSchema.parse(JSON.parse(text)).keys;
  } catch (error) {
    const aside = asideName(FILE, now());
    await rename(file, join(dataDir, aside));
    onFault(error, `reading ${FILE}, which was set aside as ${aside}: its keys are void`);
    return [];
  }
}
