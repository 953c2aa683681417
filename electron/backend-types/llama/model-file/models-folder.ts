/**
 * Finds the files of a folder that a router of llama-server offers as models and cannot serve. Which files it offers is as in
 * common/preset.cpp of llama.cpp 0.4.0: each `.gguf` file of the folder, and one of each folder in it.
 */
import { basename, join } from 'node:path';
import type { FileChecks } from '../../../core/files/file-checks.ts';
import { inspectModelFile } from './model-file.ts';

/** Entries of a folder that are looked at. */
const MAX_ENTRIES = 2000;
/** Files whose headers are read. */
const MAX_FILES = 300;
/** Files that are named to the user. */
const MAX_NAMED = 5;

/** How the names of draft models begin, which belong to a model. */
const DRAFT_PREFIX = /^(mtp|dspark|dflash)-/;

interface Candidate {
  path: string;
  /** How the router calls the model. */
  name: string;
}

/**
 * Finds what the router lists and cannot serve.
 * @returns for each the name of the model, its file and the reason @throws NotAnsweringError; Error of the file system
 */
export async function findUnservableFiles(folder: string, files: FileChecks): Promise<string[]> {
  const candidates = (await findCandidates(folder, files)).slice(0, MAX_FILES);
  const found: string[] = [];
  for (const { path, name } of candidates) {
    const reason = await findReason(path, files);
    if (reason !== null) found.push(`${name} (${basename(path)}) ${reason}`);
  }
  return found;
}

/** For the card. @param found what {@link findUnservableFiles} has found @returns null where that is nothing */
export function formatUnservable(found: readonly string[]): string | null {
  if (found.length === 0) return null;
  const rest = found.length - MAX_NAMED;
  const named = found.slice(0, MAX_NAMED).join('; ');
  return `It lists models that it cannot serve: ${named}${rest > 0 ? `; and ${rest} more, which the log names` : ''}.`;
}

async function findReason(path: string, files: FileChecks): Promise<string | null> {
  const found = await inspectModelFile(path, files);
  if ('problem' in found) return found.problem.reason;
  switch (found.model.purpose) {
    case 'text':
      return null;
    case 'embeddings':
      return 'is an embedding model, which needs a backend of its own';
    case 'ranking':
      return 'is a model that ranks texts (reranker), which needs a backend of its own';
  }
}

async function findCandidates(folder: string, files: FileChecks): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const { name, kind } of await files.readFolder(folder, MAX_ENTRIES)) {
    const path = join(folder, name);
    // Links are followed, as by the router.
    const actual = kind === 'other' ? await kindOf(path, files) : kind;
    if (actual === 'folder') {
      const model = await findModelOfFolder(path, files);
      if (model !== null) candidates.push({ path: model, name });
    } else if (actual === 'file' && isModelName(name))
      candidates.push({ path, name: name.replaceAll('.gguf', '') });
  }
  return candidates.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @returns the first part of a split model, or else the last file that is no companion of a model */
async function findModelOfFolder(folder: string, files: FileChecks): Promise<string | null> {
  const entries = await files.readFolder(folder, MAX_ENTRIES).catch(() => []);
  const names = entries.map(({ name }) => name).filter(isModelName);
  const chosen = names.find((name) => name.includes('-00001-of-')) ?? names.at(-1);
  return chosen === undefined ? null : join(folder, chosen);
}

/** Projectors and draft models are told by their names: they belong to a model and are not offered. */
const isModelName = (name: string): boolean =>
  name.endsWith('.gguf') && !name.includes('mmproj') && !DRAFT_PREFIX.test(name);

const kindOf = (path: string, files: FileChecks) =>
  files.stat(path).then(
    ({ kind }) => kind,
    () => 'other' as const,
  );
