/**
 * Our own file of backends, for moving them and for keeping: readable JSON. Secrets are in it only on request, and then
 * encrypted with a passphrase. The sealed part holds a digest of the readable part, so that nobody can change an address in
 * the file and have the secrets sent there.
 */

import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { settingValueSchema } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { MAX_LIST_ITEMS, MAX_TYPE_ID_LENGTH, MIN_PASSPHRASE_LENGTH } from '../../../shared/limits.ts';

const FORMAT = 'switchyard-backends';
const SCHEMA = 1;
/** What deriving a key costs: about 128 MB and some tenths of a second for each guess. */
const COST = { n: 131_072, r: 8, p: 1 };
/** A file may ask for this much at most, so that none brings the program down. */
const MAX_SCRYPT_MEMORY = 256 * 1024 * 1024;

const exportedBackend = z.object({
  id: z.int().min(0),
  type: z.string().min(1).max(MAX_TYPE_ID_LENGTH),
  title: z.string(),
  enabled: z.boolean(),
  settings: z.record(z.string(), settingValueSchema),
  /** Secrets that are set but do not stand in the file in clear: in its sealed part, or left out. */
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
    secrets: sealing && (await seal(sealing.secrets, digestOf(backends), sealing.passphrase)),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** @throws SwitchyardError `import_unreadable`, `import_newer` */
export function parseBackendsFile(text: string): BackendsFile {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    // The parser's words would quote the text.
    throw unreadable('it is not valid JSON');
  }
  const kind = z
    .object({ format: z.literal(FORMAT), schema: z.int() })
    .loose()
    .safeParse(raw);
  if (!kind.success) throw unreadable('it is not a list of backends that Switchyard exported');
  if (kind.data.schema > SCHEMA) throw new SwitchyardError('import_newer');
  const file = fileSchema.safeParse(raw);
  if (!file.success) {
    const where = file.error.issues[0]?.path.join('.') ?? '';
    throw unreadable(`it is damaged${where === '' ? '' : ` at ${where.slice(0, 100)}`}`);
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
    // Whether the key is another or the bytes are, the cipher cannot tell.
    throw new SwitchyardError('passphrase_wrong');
  }
  const opened = secretsSchema.safeParse(JSON.parse(text));
  if (!opened.success || opened.data.settings.length !== file.backends.length)
    throw unreadable('its secrets are damaged');
  if (opened.data.digest !== digestOf(file.backends)) throw new SwitchyardError('import_changed');
  return opened.data.settings;
}

export const unreadable = (reason: string): SwitchyardError =>
  new SwitchyardError('import_unreadable', { reason });

async function seal(
  settings: SecretsOfBackends,
  digest: string,
  passphrase: string,
): Promise<BackendsFile['secrets']> {
  if ([...passphrase].length < MIN_PASSPHRASE_LENGTH) throw new SwitchyardError('passphrase_too_short');
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const key = await deriveKey(passphrase, salt, COST);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const data = Buffer.concat([cipher.update(JSON.stringify({ digest, settings })), cipher.final()]);
  return {
    kdf: 'scrypt',
    ...COST,
    salt: salt.toString('base64'),
    cipher: 'aes-256-gcm',
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** The readable part as the sealed one vouches for it; blanks and the order of names do not count. */
const digestOf = (backends: ExportedBackend[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        // Tags do not say where a secret goes, and a version without them reads the file all the same.
        backends.map(({ tags: _, ...backend }) => sorted({ ...backend, settings: sorted(backend.settings) })),
      ),
    )
    .digest('base64');

const sorted = (object: object): object =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

/** One key at a time: each takes a good deal of memory. */
let lastDerivation: Promise<unknown> = Promise.resolve();

function deriveKey(
  passphrase: string,
  salt: Buffer,
  { n, r, p }: { n: number; r: number; p: number },
): Promise<Buffer> {
  const memory = 128 * n * r * p;
  if (memory > MAX_SCRYPT_MEMORY || (n & (n - 1)) !== 0) throw unreadable('its secrets are damaged');
  const derivation = lastDerivation.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        // The same letters may come as other code points from another keyboard.
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
