/** What clients know this data directory by: the token they must send, and the id of the server. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, overwriteDurably } from '../core/storage/durable-file.ts';

const TOKEN_FILE = 'token';
const makeToken = () => randomBytes(32).toString('base64url');

export interface Identity {
  token: string;
  serverId: string;
}

/** Made once and kept for this user's eyes only. */
export async function readIdentity(dataDir: string): Promise<Identity> {
  return {
    token: await readOrMake(join(dataDir, TOKEN_FILE), makeToken),
    serverId: await readOrMake(join(dataDir, 'server-id'), () => randomBytes(8).toString('hex')),
  };
}

async function readOrMake(path: string, make: () => string): Promise<string> {
  try {
    const kept = (await readFile(path, 'utf8')).trim();
    if (kept !== '') return kept;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const made = make();
  await overwriteDurably(path, `${made}\n`);
  return made;
}

/** Makes a new token; the old one is void once the server is started anew. */
export async function renewToken(dataDir: string): Promise<string> {
  const token = makeToken();
  await overwriteDurably(join(dataDir, TOKEN_FILE), `${token}\n`);
  return token;
}
