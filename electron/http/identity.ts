/** What belongs to a data directory for its clients: the token that they send, and the id of the server. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, overwriteDurably } from '../core/storage/durable-file.ts';

const TOKEN_FILE = 'token';
const createToken = () => randomBytes(32).toString('base64url');

export interface Identity {
  token: string;
  serverId: string;
}

/** Creates both at the first call. The files can be read by this user only. */
export async function readIdentity(dataDir: string): Promise<Identity> {
  return {
    token: await readOrCreate(join(dataDir, TOKEN_FILE), createToken),
    serverId: await readOrCreate(join(dataDir, 'server-id'), () => randomBytes(8).toString('hex')),
  };
}

async function readOrCreate(path: string, create: () => string): Promise<string> {
  try {
    const stored = (await readFile(path, 'utf8')).trim();
    if (stored !== '') return stored;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
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
