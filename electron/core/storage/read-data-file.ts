/**
 * Reads files of the data directory. Anything may lie in their place: opening a named pipe waits until somebody writes to it,
 * and a device may be read for ever. Therefore a file is opened without waiting, and only a file of a sensible size is read.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { codeOf } from '../../../shared/errors.ts';

/** Something else lies in the place of the file, or the file is too large. The message is a part of a sentence. */
export class DataFileError extends Error {}

/** Windows knows no such flag, and has no pipes in folders. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** @returns null where there is no file @throws DataFileError; Error of the file system */
export async function readDataFile(path: string, maxBytes: number): Promise<string | null> {
  const file = await open(path, WITHOUT_WAITING).catch(orNull);
  if (file === null) return null;
  try {
    assertReadable(await file.stat(), maxBytes);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/** As {@link readDataFile}, for what is needed before the program runs. */
export function readDataFileSync(path: string, maxBytes: number): string | null {
  let file: number | null;
  try {
    file = openSync(path, WITHOUT_WAITING);
  } catch (error) {
    file = orNull(error);
  }
  if (file === null) return null;
  try {
    assertReadable(fstatSync(file), maxBytes);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function orNull(error: unknown): null {
  const code = codeOf(error);
  if (code === 'ENOENT') return null;
  // Of a socket, and on Windows of a folder.
  if (code === 'ENXIO' || code === 'EISDIR') throw new DataFileError('there is no file in its place');
  throw error;
}

function assertReadable(
  found: { isFile(): boolean; isDirectory(): boolean; size: number },
  maxBytes: number,
): void {
  if (found.isDirectory()) throw new DataFileError('there is a folder in its place');
  if (!found.isFile()) throw new DataFileError('there is a pipe or a device in its place');
  if (found.size > maxBytes)
    throw new DataFileError(`it is larger than ${Math.round(maxBytes / 1024) || 1} kB`);
}
