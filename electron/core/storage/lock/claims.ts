/**
 * The claims of a data directory: numbered folders, of which the one with the highest number counts. Whoever wants the lock
 * prepares its folder under another name and renames it to the next number. A rename to a folder with files in it fails, so
 * of several programs only one gets a number.
 *
 * Invariant: the folder with the highest number is never removed, not even when the lock is released. So no number is used
 * twice, and a program that was slow and takes a lower number sees that a higher one exists.
 */
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DataFileError } from '../files/data-file-error.ts';
import { isMissing } from '../files/durable-file.ts';
import { readDataFile } from '../files/read-data-file.ts';
import { processIdentitySchema } from './process-identity.ts';

/** Written whole before the folder gets its number. */
const CLAIM_FILE = 'claim.json';
/** The name of the claim file once the lock was released. */
const RELEASED_FILE = 'released.json';
/** Rewritten again and again as long as the holder lives. */
const HEARTBEAT_FILE = 'heartbeat';

/** Bytes of a claim file. Ours have less than 1000. */
const MAX_CLAIM_BYTES = 64 * 1024;

const claimSchema = z.object({
  /** Random: of two claims with the same content, whose it is. */
  id: z.string(),
  /** Known to whoever may read the data directory: the key of conversation.ts. */
  secret: z.string(),
  owner: processIdentitySchema,
  /** Whether the holder listens on its endpoint. */
  hasEndpoint: z.boolean(),
  /** Whether the file system belongs to the holder's kernel alone, as the holder sees it. */
  isLocal: z.boolean(),
  /** Of the claim's folder: a copy of the data directory has another one. */
  inode: z.string().nullable(),
});

export type Claim = z.infer<typeof claimSchema>;

export interface FoundClaim {
  /** 0 where there is none at all. */
  number: number;
  folder: string;
  /** `unreadable`: its content was lost, or a newer version wrote it. */
  claim: Claim | 'unreadable' | 'released';
}

export const claimFolder = (lockFolder: string, number: number): string => join(lockFolder, String(number));
export const preparedFolder = (lockFolder: string, id: string): string => join(lockFolder, `new-${id}`);
export const heartbeatPath = (folder: string): string => join(folder, HEARTBEAT_FILE);

export async function findNewestClaim(lockFolder: string): Promise<FoundClaim> {
  const number = Math.max(0, ...(await listNumbers(lockFolder)));
  const folder = claimFolder(lockFolder, number);
  return { number, folder, claim: number === 0 ? 'released' : await readClaim(folder) };
}

/** Survives a rename of the folder, and of every folder above it. @returns null where there is no such folder any more */
export async function inodeOf(folder: string): Promise<string | null> {
  try {
    return String((await stat(folder, { bigint: true })).ino);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Writes all files of a claim into its prepared folder. */
export async function prepareClaim(folder: string, claim: Claim): Promise<void> {
  await writeFile(heartbeatPath(folder), '0', { mode: 0o600 });
  const handle = await open(join(folder, CLAIM_FILE), 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify(claim));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives the prepared folder that number. @returns whether the claim now counts @throws Error of the file system */
export async function submitClaim(lockFolder: string, claim: Claim, number: number): Promise<boolean> {
  const folder = claimFolder(lockFolder, number);
  const failure = await rename(preparedFolder(lockFolder, claim.id), folder).then(
    () => null,
    (error: unknown) => error,
  );
  // On some network drives a rename that was done reports an error, so only what is there afterwards decides.
  const newest = Math.max(0, ...(await listNumbers(lockFolder)));
  if (!(await isOwn(folder, claim))) {
    if (failure !== null && newest < number) throw failure;
    return false;
  }
  if (newest === number) return true;
  await rm(folder, { recursive: true, force: true });
  return false;
}

/** Does nothing where the claim is not there any more. */
export async function releaseClaim(folder: string, claim: Claim): Promise<void> {
  if (await isOwn(folder, claim)) await rename(join(folder, CLAIM_FILE), join(folder, RELEASED_FILE));
}

/** Removes what earlier programs left. Only the holder of that number may call it. */
export async function removeOldClaims(lockFolder: string, number: number): Promise<void> {
  for (const name of await readdir(lockFolder))
    if (name !== String(number)) await rm(join(lockFolder, name), { recursive: true, force: true });
}

/** Differs after each heartbeat. @returns null where the claim is not there any more */
export async function readHeartbeat(folder: string): Promise<string | null> {
  try {
    const path = heartbeatPath(folder);
    // Opening a file makes a network drive ask its server; its state alone may come from a cache.
    const text = await readFile(path, 'utf8');
    await stat(join(folder, CLAIM_FILE));
    return `${text} ${(await stat(path)).mtimeMs}`;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export async function makeLockFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

async function listNumbers(lockFolder: string): Promise<number[]> {
  return (await readdir(lockFolder)).filter((name) => /^[1-9]\d{0,14}$/.test(name)).map(Number);
}

async function readClaim(folder: string): Promise<FoundClaim['claim']> {
  const text = await readDataFile(join(folder, CLAIM_FILE), MAX_CLAIM_BYTES).catch((error: unknown) => {
    if (error instanceof DataFileError) return '';
    throw error;
  });
  if (text === null) return 'released';
  try {
    return claimSchema.parse(JSON.parse(text));
  } catch {
    return 'unreadable';
  }
}

async function isOwn(folder: string, { id }: Claim): Promise<boolean> {
  const found = await readClaim(folder);
  return typeof found === 'object' && found.id === id;
}
