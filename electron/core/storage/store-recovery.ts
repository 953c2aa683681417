/** Reads the registry at the start; in place of a corrupt or missing file it uses the newest good generation. */
import { copyFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../../../shared/errors.ts';
import type { Notice } from '../../../shared/events.ts';
import { asideName, asidePrefix, GENERATIONS, generationPath, writeDurably } from './durable-file.ts';
import {
  emptyDocument,
  formatDocument,
  NewerSchemaError,
  parseDocument,
  STORE_FILE,
  type StoreDocument,
} from './store-document.ts';
import { readText } from './store-file.ts';

/** Names of files that could not be read and were set aside begin with it. */
export const CORRUPT_PREFIX = asidePrefix(STORE_FILE);
const MAX_CORRUPT_FILES = 10;

/**
 * The registry as it is on disk. A corrupt file is set aside, and the newest good generation takes its place.
 * @param wall ms since 1970, for the name of the file that is set aside
 * @returns the notices report what had to be done; `text` is what the file holds then, null where there is none
 * @throws NewerSchemaError
 */
export async function readOrRecover(
  file: string,
  dataDir: string,
  wall: () => number,
): Promise<{ document: StoreDocument; text: string | null; notices: Notice[] }> {
  const main = await readDocument(file);
  if (main.kind === 'good') return { document: main.document, text: main.text, notices: [] };
  const generation = await findNewestGood(file);
  if (main.kind === 'missing' && !generation) return { document: emptyDocument(), text: null, notices: [] };

  const notices: Notice[] = [];
  let kept = '';
  if (main.kind === 'corrupt') {
    const aside = asideName(STORE_FILE, wall());
    await copyFile(file, join(dataDir, aside));
    await pruneCorruptFiles(dataDir);
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
  if (main.kind === 'missing') return { document, text: null, notices };
  // The corrupt file must not become a generation: it is safe under its new name.
  await rm(file, { force: true });
  const text = formatDocument(document);
  await writeDurably(file, text, (written) => parseDocument(written));
  return { document, text, notices };
}

type ReadResult =
  | { kind: 'good'; document: StoreDocument; text: string }
  | { kind: 'missing' }
  | { kind: 'corrupt'; reason: string };

async function readDocument(file: string): Promise<ReadResult> {
  const text = await readText(file);
  if (text === null) return { kind: 'missing' };
  try {
    return { kind: 'good', document: parseDocument(text, file), text };
  } catch (error) {
    if (error instanceof NewerSchemaError) throw error;
    return { kind: 'corrupt', reason: formatReason(error) };
  }
}

/** Why a text is no registry. Quotes nothing of the text, as the message of the parser would: there are secrets in it. */
function formatReason(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is not valid JSON';
  if (!(error instanceof z.ZodError)) return messageOf(error);
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.')}: ${issue.message}` : '';
}

async function findNewestGood(file: string): Promise<{ document: StoreDocument; at: string } | null> {
  for (let generation = 1; generation <= GENERATIONS; generation++) {
    const path = generationPath(file, generation);
    const result = await readDocument(path);
    if (result.kind === 'good')
      return { document: result.document, at: (await stat(path)).mtime.toISOString() };
  }
  return null;
}

async function pruneCorruptFiles(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith(CORRUPT_PREFIX)).sort();
  for (const name of names.slice(0, -MAX_CORRUPT_FILES)) await rm(join(dataDir, name), { force: true });
}
