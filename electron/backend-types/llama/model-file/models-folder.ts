/**
 * Finds the files of a folder that a router of llama-server offers as models and cannot serve. Which files it offers is as in
 * common/preset.cpp of llama.cpp 0.4.0: each `.gguf` file of the folder, and one of each folder in it.
 */

import { basename, join } from 'node:path';
import { modelFileWords } from '../../../../shared/words/en/errors/model-files.ts';
import { type HostText, type Text, texts } from '../../../../shared/words/phrase.ts';
import type { FileChecks } from '../../../core/files/file-checks.ts';
import { joinItems } from '../../common/join-items.ts';
import { inspectModelFile } from './model-file.ts';

const of = texts(modelFileWords);

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
export async function findUnservableFiles(folder: string, files: FileChecks): Promise<Text[]> {
  const candidates = (await findCandidates(folder, files)).slice(0, MAX_FILES);
  const found: Text[] = [];
  for (const { path, name } of candidates) {
    const reason = await findReason(path, files);
    if (reason !== null) found.push(of('listed_model', { model: name, file: basename(path), reason }));
  }
  return found;
}

/** For the card. @param found what {@link findUnservableFiles} has found @returns null where that is nothing */
export function formatUnservable(found: readonly HostText[]): Text | null {
  const models = joinItems(found, MAX_NAMED);
  return models === null ? null : of('listed', { models });
}

async function findReason(path: string, files: FileChecks): Promise<HostText | null> {
  const found = await inspectModelFile(path, files);
  if ('problem' in found) return found.problem.reason;
  switch (found.model.purpose) {
    case 'text':
      return null;
    case 'embeddings':
      return of('embeddings_own');
    case 'ranking':
      return of('ranking_own');
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
