/** The forms in which Windows takes the paths of a program and of its working directory. */
import { win32 } from 'node:path';

/** Characters of a path, without the end, that every call of Windows takes. Source: MAX_PATH is 260 with the end. */
const MAX_ANY_PATH = 259;
/** Of a working directory, which Windows ends with a backslash. A longer one is refused in every form. */
const MAX_WORKING_DIRECTORY = 258;

/** The path without the prefix that hands it to the file system as it is: most programs do not understand it. */
export const withoutPrefix = (path: string): string =>
  path.replace(/^\\\\[?.]\\UNC\\/i, '\\\\').replace(/^\\\\[?.]\\(?=[a-z]:\\)/i, '');

/** The path of a program for CreateProcessW, which takes a long one only with the prefix. */
export function programPath(path: string): string {
  const plain = withoutPrefix(path);
  return plain.length > MAX_ANY_PATH ? win32.toNamespacedPath(plain) : plain;
}

/**
 * The path of a working directory for CreateProcessW.
 * @throws Error in words, where no program can be started in it
 */
export function workingDirectory(path: string): string {
  const plain = withoutPrefix(path);
  if (plain.length > MAX_WORKING_DIRECTORY)
    throw new Error(
      `the path of its working directory has ${plain.length} characters, and Windows starts no program in one of more than ${MAX_WORKING_DIRECTORY}. Choose a folder with a shorter path, or move it`,
    );
  return plain;
}

/**
 * The paths of a batch file and of its working directory, as cmd.exe takes them.
 * @throws Error in words, for what cmd.exe would pass over: it would run in another folder, or not find the file
 */
export function batchPaths(file: string, folder: string): { file: string; folder: string } {
  if (withoutPrefix(folder).startsWith('\\\\'))
    throw new Error(
      'cmd.exe runs no batch file in a folder of another machine: it would take the folder of Windows. Give the share a drive letter and choose the folder by that, or choose a working directory on this computer',
    );
  const plain = withoutPrefix(file);
  if (plain.length > MAX_ANY_PATH)
    throw new Error(
      `the path of the batch file has ${plain.length} characters, and cmd.exe reads no more than ${MAX_ANY_PATH}. Move it, or name the program that it starts`,
    );
  return { file: plain, folder: workingDirectory(folder) };
}
