/** The secrets of the registry on disk: opened at the start, and sealed in everything that lies beside the file. */

import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Notice } from '../../../../shared/events.ts';
import { hostNoticeWords } from '../../../../shared/words/en/host-notices.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import { onWire } from '../../../../shared/words/wire-phrases.ts';
import { describeWithPath } from '../../system-errors.ts';
import { DataFileError } from '../files/data-file-error.ts';
import { keptPrefix, overwriteDurably, temporaryPath } from '../files/durable-file.ts';
import { generationPaths } from '../files/generations.ts';
import {
  allRecords,
  formatDocument,
  parseDocument,
  STORE_FILE,
  type StoreDocument,
} from '../store-document.ts';
import { readText, type StoreFile } from '../store-file.ts';
import { CORRUPT_PREFIX } from '../store-recovery.ts';
import type { SecretBox } from './secrets.ts';

/** The system was asked to encrypt secrets, and left them as they were. */
class EncryptionRefusedError extends Error {}

const say = texts(hostNoticeWords);

/**
 * Opens the secrets of the document in place, and makes sure that none is on the disk in clear: not in the file, where a
 * host without a codec may have left them, and not in what is kept beside it. Previous generations and files that were set
 * aside are rewritten rather than removed, because a lost registry is restored from them; only their secrets change. What a
 * disk keeps of overwritten files is out of reach.
 * @returns notices of what could not be done
 */
export async function openSecrets(
  file: StoreFile,
  document: StoreDocument,
  secrets: SecretBox,
): Promise<Notice[]> {
  const anyInClear = await secrets.open(allRecords(document));
  try {
    if (anyInClear) {
      const sealed = await sealDocument(document, secrets);
      if (secrets.anyInClear(allRecords(sealed))) throw new EncryptionRefusedError();
      await file.write(formatDocument(sealed));
    }
    await file.settle();
    // It may be left of a write that a crash cut short.
    await rm(temporaryPath(file.path), { force: true });
    for (const path of await listKeptFiles(file.path)) await sealFile(path, secrets);
    return [];
  } catch (error) {
    const reason = error instanceof EncryptionRefusedError ? say('secretsRefused') : describeWithPath(error);
    return [
      {
        id: 'secrets-in-clear',
        level: 'warning',
        ...onWire({ message: say('secretsInClear', { reason }), hint: say('secretsInClear_hint') }),
      },
    ];
  }
}

/** @returns a copy in which every secret is sealed @throws Error with a message for a person */
export async function sealDocument(document: StoreDocument, secrets: SecretBox): Promise<StoreDocument> {
  return {
    ...document,
    backends: await secrets.seal(document.backends),
    deleted: await secrets.seal(document.deleted),
  };
}

/** Files beside the registry that may hold secrets: previous generations, and files that were set aside or kept. */
async function listKeptFiles(file: string): Promise<string[]> {
  const folder = dirname(file);
  const aside = (await readdir(folder)).filter(
    (name) => name.startsWith(CORRUPT_PREFIX) || name.startsWith(keptPrefix(STORE_FILE)),
  );
  return [...generationPaths(file), ...aside.map((name) => join(folder, name))];
}

async function sealFile(path: string, secrets: SecretBox): Promise<void> {
  const text = await readText(path).catch((error: unknown) => {
    // Something that is no file, or no registry of ours, was set aside.
    if (error instanceof DataFileError) return null;
    throw error;
  });
  if (text === null) return;
  const sealed = await sealText(text, secrets);
  if (sealed === text) return;
  // The time of the file tells which version of the registry it is.
  const { atime, mtime } = await stat(path);
  await overwriteDurably(path, sealed);
  await utimes(path, atime, mtime);
}

async function sealText(text: string, secrets: SecretBox): Promise<string> {
  let document: StoreDocument;
  try {
    document = parseDocument(text);
  } catch {
    return secrets.sealText(text);
  }
  return secrets.anyInClear(allRecords(document))
    ? formatDocument(await sealDocument(document, secrets))
    : text;
}
