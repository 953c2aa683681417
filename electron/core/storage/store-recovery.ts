/** Reads the registry at the start; in place of a corrupt or missing file it uses the newest good generation. */

import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Notice } from '../../../shared/events.ts';
import { hostNoticeWords } from '../../../shared/words/en/host-notices.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import { describeSystemError } from '../system-errors.ts';
import { unusableFile } from './data-dir.ts';
import { DataFileError } from './files/data-file-error.ts';
import { asideName, asidePrefix, writeDurably } from './files/durable-file.ts';
import { generationPath, generationPaths } from './files/generations.ts';
import {
  emptyDocument,
  formatDocument,
  NewerSchemaError,
  parseDocument,
  STORE_FILE,
  type StoreDocument,
} from './store-document.ts';
import { readText } from './store-file.ts';
import { mendDocument } from './store-mends.ts';

const say = texts(hostNoticeWords);

/** Names of files that could not be read and were set aside begin with it. */
export const CORRUPT_PREFIX = asidePrefix(STORE_FILE);
const MAX_CORRUPT_FILES = 10;
/** Changes that the notice names. */
const MAX_SHOWN_CHANGES = 3;

interface Recovered {
  document: StoreDocument;
  /** What the file holds; null where there is none. */
  text: string | null;
  /** They report what had to be done. */
  notices: Notice[];
}

/**
 * The registry as it is on disk. A corrupt file is set aside, and the newest good generation takes its place. Values that
 * would do harm are changed.
 * @param wall ms since 1970, for the name of the file that is set aside
 * @throws NewerSchemaError; DataDirError where the file may not be read
 */
export async function readOrRecover(file: string, dataDir: string, wall: () => number): Promise<Recovered> {
  const recovered = await readOrUseGeneration(file, dataDir, wall);
  const changes = mendDocument(recovered.document);
  if (changes.length === 0) return recovered;
  const shown: HostText[] = changes.slice(0, MAX_SHOWN_CHANGES);
  const named = joinSentences(changes.length > shown.length ? [...shown, '…'] : shown) ?? '';
  const notices: Notice[] = [
    ...recovered.notices,
    {
      id: 'store-mended',
      level: 'warning',
      ...onWire({
        message: say('listMended', { changes: named }),
        hint: say('listMended_hint', { file: generationPath(STORE_FILE, 1) }),
      }),
    },
  ];
  const text = formatDocument(recovered.document);
  try {
    await writeDurably(file, text, { check: (written) => parseDocument(written) });
    return { document: recovered.document, text, notices };
  } catch {
    // It is on disk with the next change; why that cannot be saved is reported then.
    return { ...recovered, notices };
  }
}

async function readOrUseGeneration(file: string, dataDir: string, wall: () => number): Promise<Recovered> {
  const main = await readDocument(file);
  if (main.kind === 'good') return { document: main.document, text: main.text, notices: [] };
  const generation = await findNewestGood(file);
  if (main.kind === 'missing' && !generation) return { document: emptyDocument(), text: null, notices: [] };

  const notices: Notice[] = [];
  let kept: HostText | null = null;
  if (main.kind === 'corrupt') {
    const aside = asideName(STORE_FILE, wall());
    // Renamed and not copied, for it may be anything; and it must not become a generation.
    await rename(file, join(dataDir, aside));
    await pruneCorruptFiles(dataDir);
    kept = say('unreadableKept', { file: aside, reason: main.reason });
  }
  const document = generation?.document ?? emptyDocument();
  const happened = generation
    ? say('listRestored', {
        problem: main.kind === 'corrupt' ? 'unreadable' : 'missing',
        time: generation.at,
      })
    : say('listLost');
  notices.push({
    id: 'store-recovered',
    level: generation ? 'warning' : 'error',
    ...onWire({
      message: joinSentences(kept === null ? [happened] : [happened, kept]) ?? happened,
      hint: say(generation ? 'listRestored_hint' : 'listLost_hint'),
    }),
  });
  if (main.kind === 'missing') return { document, text: null, notices };
  const text = formatDocument(document);
  await writeDurably(file, text, { check: (written) => parseDocument(written) });
  return { document, text, notices };
}

type ReadResult =
  | { kind: 'good'; document: StoreDocument; text: string }
  | { kind: 'missing' }
  | { kind: 'corrupt'; reason: HostText };

/** @throws NewerSchemaError; DataDirError where the file may not be read */
async function readDocument(file: string): Promise<ReadResult> {
  let text: string | null;
  try {
    text = await readText(file);
  } catch (error) {
    if (error instanceof DataFileError) return { kind: 'corrupt', reason: error.reason };
    throw unusableFile(file, error);
  }
  if (text === null) return { kind: 'missing' };
  try {
    return { kind: 'good', document: parseDocument(text, file), text };
  } catch (error) {
    if (error instanceof NewerSchemaError) throw error;
    // It quotes nothing of the text, in which there are secrets.
    return { kind: 'corrupt', reason: describeSystemError(error) };
  }
}

async function findNewestGood(file: string): Promise<{ document: StoreDocument; at: string } | null> {
  for (const path of generationPaths(file)) {
    const result = await readDocument(path);
    if (result.kind === 'good')
      return { document: result.document, at: (await stat(path)).mtime.toISOString() };
  }
  return null;
}

async function pruneCorruptFiles(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith(CORRUPT_PREFIX)).sort();
  for (const name of names.slice(0, -MAX_CORRUPT_FILES))
    await rm(join(dataDir, name), { force: true }).catch(() => {
      // A folder that was in the place of the file: nobody but its owner may remove what is in it.
    });
}
