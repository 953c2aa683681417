/**
 * The previous contents of a file. Generation 1 is the newest. The content that is about to be replaced is first kept as
 * generation 0, which takes one step, and moves on to 1 after the write, when nobody waits for it any more
 * (docs/decisions/020-a-change-waits-for-the-disk-alone.md).
 */
import { constants } from 'node:fs';
import { codeOf } from '../../../../shared/errors/caught-error.ts';
import { disk } from './disk.ts';
import { untilReleased } from './held-files.ts';

/** Generations that are kept, besides generation 0. */
export const GENERATIONS = 5;

export const generationPath = (file: string, generation: number): string => `${file}.${generation}`;

/** Where previous contents of a file may lie, the newest first. */
export const generationPaths = (file: string): string[] =>
  Array.from({ length: GENERATIONS + 1 }, (_, generation) => generationPath(file, generation));

/** By file: its generations are being moved. */
const moving = new Map<string, Promise<void>>();

/** Files that have all generations, as the last move left them. */
const complete = new Set<string>();
/** Files whose generation 0 was made here. */
const pending = new Set<string>();

/** Keeps the present content of the file as generation 0. Where there is no file there is nothing to keep. */
export async function keepGeneration(file: string): Promise<void> {
  await moving.get(file);
  try {
    await keepAsPending(file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    // Of a write that was cut short, or its generations could not be moved then.
    await moveGenerations(file);
    await keepAsPending(file);
  }
}

/** Forgets generation 0, where the file was not replaced. What cannot be removed becomes a generation with the next write. */
export async function dropPendingGeneration(file: string): Promise<void> {
  pending.delete(file);
  await disk.rm(generationPath(file, 0), { force: true }).catch(() => undefined);
}

/**
 * Moves generation 0 to 1, and older ones on as far as one is missing. To be called after a write. Never rejects: what does not
 * succeed is done before the next write, which reports why it cannot be.
 */
export function settleGenerations(file: string): Promise<void> {
  const settled = (moving.get(file) ?? Promise.resolve())
    .then(() => moveGenerations(file))
    .catch(() => undefined)
    .finally(() => {
      if (moving.get(file) === settled) moving.delete(file);
    });
  moving.set(file, settled);
  return settled;
}

async function keepAsPending(file: string): Promise<void> {
  const path = generationPath(file, 0);
  try {
    await untilReleased(() => disk.link(file, path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    if (codeOf(error) === 'EEXIST') throw error;
    // File systems without hard links (exFAT, some network shares) get a copy.
    await disk.copyFile(file, path, constants.COPYFILE_EXCL);
  }
  pending.add(file);
}

/** May be cut short at any step, and be done again: no generation is moved twice for one write. */
async function moveGenerations(file: string): Promise<void> {
  const isKnown = pending.delete(file) && complete.has(file);
  complete.delete(file);
  const last = isKnown ? GENERATIONS : await countGenerations(file);
  for (let generation = Math.min(last, GENERATIONS - 1); generation >= 0; generation--)
    await untilReleased(() =>
      disk.rename(generationPath(file, generation), generationPath(file, generation + 1)),
    );
  if (last >= GENERATIONS - 1) complete.add(file);
}

/** The number of the last generation before one is missing; -1 where there is no generation 0. */
async function countGenerations(file: string): Promise<number> {
  let missing = 0;
  while (missing <= GENERATIONS && (await exists(generationPath(file, missing)))) missing += 1;
  return missing - 1;
}

async function exists(path: string): Promise<boolean> {
  try {
    await disk.lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
