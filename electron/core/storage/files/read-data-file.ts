/**
 * Reads files of the data directory. Anything may lie in their place: opening a named pipe waits until somebody writes to it,
 * and a device may be read for ever. Therefore only a file of a sensible size is opened. It is not opened with O_NONBLOCK in
 * the place of this check, for that fails where a file server has a lease on the file.
 */
import { readFileSync, type Stats, statSync } from 'node:fs';
import { codeOf } from '../../../../shared/errors/caught-error.ts';
import { DataFileError } from './data-file-error.ts';
import { disk, type OpenFile } from './disk.ts';
import { release, untilReleased } from './held-files.ts';

/** @returns null where there is no file @throws DataFileError; Error of the file system */
export async function readDataFile(path: string, maxBytes: number): Promise<string | null> {
  try {
    const found = await disk.stat(path);
    assertReadable(found, maxBytes);
    const handle = await untilReleased(() => disk.open(path, 'r'));
    try {
      return await readWhole(handle, found.size);
    } finally {
      await release(handle);
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** As {@link readDataFile}, for what is needed before the program runs. */
export function readDataFileSync(path: string, maxBytes: number): string | null {
  try {
    assertReadable(statSync(path), maxBytes);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** @param expected the size by which it was judged; it may have been replaced since */
async function readWhole(handle: OpenFile, expected: number): Promise<string> {
  const found = await readExpected(handle, expected);
  return found.length === expected ? found.toString('utf8') : await handle.readFile('utf8');
}

/**
 * Reads a file that should have so many bytes, and asks for one more: less than was asked for is the end of a file.
 * @returns what is in it; one byte more than expected stands for any number
 */
export async function readExpected(handle: OpenFile, expected: number): Promise<Buffer> {
  const buffer = Buffer.alloc(expected + 1);
  let length = 0;
  let bytesRead: number;
  do {
    ({ bytesRead } = await handle.read(buffer, length, buffer.length - length, length));
    length += bytesRead;
  } while (bytesRead > 0 && length < expected);
  return buffer.subarray(0, length);
}

function assertReadable(found: Stats, maxBytes: number): void {
  if (found.isDirectory()) throw new DataFileError({ kind: 'folder' });
  if (!found.isFile()) throw new DataFileError({ kind: 'device' });
  if (found.size > maxBytes)
    throw new DataFileError({ kind: 'tooLarge', kilobytes: Math.round(maxBytes / 1024) || 1 });
}
