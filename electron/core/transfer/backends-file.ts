/**
 * The format of our own file of backends, for moving and keeping them: readable JSON. It holds secrets only on request, and
 * then encrypted with a passphrase. The sealed part holds a digest of the readable part, so that nobody can change an
 * address in the file and have the secrets sent there.
 */

import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { settingValueSchema } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { MAX_LIST_ITEMS, MAX_TYPE_ID_LENGTH, MIN_PASSPHRASE_LENGTH } from '../../../shared/limits.ts';
import { systemReasonWords } from '../../../shared/words/en/errors/system-reasons.ts';
import { importReasonsWords } from '../../../shared/words/en/transfer/import-reasons.ts';
import { given, type HostText, texts } from '../../../shared/words/phrase.ts';

const say = texts(importReasonsWords);

const FORMAT = 'switchyard-backends';
const SCHEMA = 1;
/** What it costs to derive a key: about 128 MB and some tenths of a second for each guess. */
const SCRYPT_COST = { n: 131_072, r: 8, p: 1 };
/** The memory that a file may demand, so that none can crash the program. */
const MAX_SCRYPT_MEMORY = 256 * 1024 * 1024;

const exportedBackend = z.object({
  id: z.int().min(0),
  type: z.string().min(1).max(MAX_TYPE_ID_LENGTH),
  title: z.string(),
  enabled: z.boolean(),
  settings: z.record(z.string(), settingValueSchema),
  /** Secrets that are set: they are in the sealed part of the file, or left out. */
  secret_settings: z.array(z.string()),
  tags: z.array(z.string()).optional(),
});
const sealedSchema = z.object({
  kdf: z.literal('scrypt'),
  n: z.int().min(1024),
  r: z.int().min(1).max(64),
  p: z.int().min(1).max(8),
  salt: z.base64(),
  cipher: z.literal('aes-256-gcm'),
  iv: z.base64(),
  tag: z.base64(),
  data: z.base64(),
});
const fileSchema = z.object({
  format: z.literal(FORMAT),
  schema: z.literal(SCHEMA),
  exported_at: z.string(),
  backends: z.array(exportedBackend).max(MAX_LIST_ITEMS),
  secrets: sealedSchema.nullable(),
});
const secretsSchema = z.object({
  digest: z.string(),
  /** In the order of the backends. */
  settings: z.array(z.record(z.string(), settingValueSchema)),
});

export type ExportedBackend = z.infer<typeof exportedBackend>;
export type BackendsFile = z.infer<typeof fileSchema>;
/** The secrets of each backend, in the order of the file. */
export type SecretsOfBackends = z.infer<typeof secretsSchema>['settings'];

/** @throws SwitchyardError `passphrase_too_short` */
export async function formatBackendsFile(
  backends: ExportedBackend[],
  exportedAt: string,
  sealing: { secrets: SecretsOfBackends; passphrase: string } | null,
): Promise<string> {
  const file: BackendsFile = {
    format: FORMAT,
    schema: SCHEMA,
    exported_at: exportedAt,
    backends,
    secrets: sealing && (await seal(sealing.secrets, computeDigest(backends), sealing.passphrase)),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** @throws SwitchyardError `import_unreadable`, `import_newer` */
export function parseBackendsFile(text: string): BackendsFile {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    // The message of the parser would quote the text.
    throw importUnreadable(texts(systemReasonWords)('notJson'));
  }
  const header = z
    .object({ format: z.literal(FORMAT), schema: z.int() })
    .loose()
    .safeParse(raw);
  if (!header.success) throw importUnreadable(say('notExported'));
  if (header.data.schema > SCHEMA) throw new SwitchyardError('import_newer');
  const file = fileSchema.safeParse(raw);
  if (!file.success) {
    const where = file.error.issues[0]?.path.join('.') ?? '';
    throw importUnreadable(say('damaged', given('place', where.slice(0, 100))));
  }
  return file.data;
}

/** @throws SwitchyardError `passphrase_wrong`, `import_changed`, `import_unreadable` */
export async function openSecrets(file: BackendsFile, passphrase: string): Promise<SecretsOfBackends> {
  const { secrets: sealed } = file;
  if (!sealed) return file.backends.map(() => ({}));
  const key = await deriveKey(passphrase, Buffer.from(sealed.salt, 'base64'), sealed);
  let text: string;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64'), {
      authTagLength: 16,
    });
    decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
    text = Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]).toString();
  } catch {
    // The cipher cannot tell a wrong key from damaged bytes.
    throw new SwitchyardError('passphrase_wrong');
  }
  const opened = secretsSchema.safeParse(JSON.parse(text));
  if (!opened.success || opened.data.settings.length !== file.backends.length)
    throw importUnreadable(say('damagedSecrets'));
  if (opened.data.digest !== computeDigest(file.backends)) throw new SwitchyardError('import_changed');
  return opened.data.settings;
}

/** @param reason completes the sentence "Could not import the file: …" */
export const importUnreadable = (reason: HostText): SwitchyardError =>
  new SwitchyardError('import_unreadable', { reason });

async function seal(
  settings: SecretsOfBackends,
  digest: string,
  passphrase: string,
): Promise<BackendsFile['secrets']> {
  if ([...passphrase].length < MIN_PASSPHRASE_LENGTH) throw new SwitchyardError('passphrase_too_short');
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const key = await deriveKey(passphrase, salt, SCRYPT_COST);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const data = Buffer.concat([cipher.update(JSON.stringify({ digest, settings })), cipher.final()]);
  return {
    kdf: 'scrypt',
    ...SCRYPT_COST,
    salt: salt.toString('base64'),
    cipher: 'aes-256-gcm',
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** Digest of the readable part. White space and the order of names do not count. */
const computeDigest = (backends: ExportedBackend[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        // Tags do not decide where a secret is sent, and versions that know none must accept the file.
        backends.map(({ tags: _, ...backend }) =>
          sortKeys({ ...backend, settings: sortKeys(backend.settings) }),
        ),
      ),
    )
    .digest('base64');

const sortKeys = (object: object): object =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

/** One key is derived at a time, because each takes much memory. */
let lastDerivation: Promise<unknown> = Promise.resolve();

function deriveKey(
  passphrase: string,
  salt: Buffer,
  { n, r, p }: { n: number; r: number; p: number },
): Promise<Buffer> {
  const memory = 128 * n * r * p;
  if (memory > MAX_SCRYPT_MEMORY || (n & (n - 1)) !== 0) throw importUnreadable(say('damagedSecrets'));
  const derivation = lastDerivation.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        // Another keyboard may send the same letters as other code points.
        scrypt(
          passphrase.normalize('NFKC'),
          salt,
          32,
          { N: n, r, p, maxmem: memory + 32 * 1024 * 1024 },
          (error, key) => (error ? reject(error) : resolve(key)),
        );
      }),
  );
  lastDerivation = derivation.catch(() => undefined);
  return derivation;
}
