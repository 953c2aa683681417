/** What belongs to a data directory for its clients: the token that they send, and the id of the server. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { unusableFile } from '../../core/storage/data-dir.ts';
import { overwriteDurably } from '../../core/storage/files/durable-file.ts';
import { readDataFile } from '../../core/storage/files/read-data-file.ts';

const TOKEN_FILE = 'token';
/** Bytes of each file. Ours have less than 100. */
const MAX_FILE_BYTES = 4096;
const createToken = () => randomBytes(32).toString('base64url');

export interface Identity {
  token: string;
  serverId: string;
}

/** Creates both at the first call. The files can be read by this user only. @throws DataDirError where one cannot be read */
export async function readIdentity(dataDir: string): Promise<Identity> {
  return {
    token: await readOrCreate(join(dataDir, TOKEN_FILE), createToken),
    serverId: await readOrCreate(join(dataDir, 'server-id'), () => randomBytes(8).toString('hex')),
  };
}

async function readOrCreate(path: string, create: () => string): Promise<string> {
  const stored = await readDataFile(path, MAX_FILE_BYTES).catch((error: unknown) => {
    throw unusableFile(path, error);
  });
  if (stored !== null && stored.trim() !== '') return stored.trim();
  const created = create();
  await overwriteDurably(path, `${created}\n`);
  return created;
}

/** Stores a new token. The old one stays valid until the server is started with the new one. */
export async function renewToken(dataDir: string): Promise<string> {
  const token = createToken();
  await overwriteDurably(join(dataDir, TOKEN_FILE), `${token}\n`);
  return token;
}
