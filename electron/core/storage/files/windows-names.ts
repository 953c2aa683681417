/**
 * Names of files and folders that programs on Windows cannot use. Node hands paths to the file system as they are, so it would
 * make such a folder: hardly any other program opens or deletes it then.
 */
import { win32 } from 'node:path';

/** Names of devices, in every folder and with every ending. Source: Microsoft, "Naming Files, Paths, and Namespaces". */
const DEVICES = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)/i;

/** Why a path names nothing that all programs can use, as the end of a sentence; null where it does. */
export function findUnusableName(path: string): string | null {
  const plain = win32.normalize(path.replace(/^\\\\[?.]\\/, ''));
  for (const name of plain.slice(win32.parse(plain).root.length).split('\\')) {
    if (DEVICES.test(name.trimEnd())) return `${name} is the name of a device on Windows`;
    if (/[. ]$/.test(name) && name !== '.' && name !== '..')
      return `“${name}” ends with a ${name.endsWith('.') ? 'dot' : 'space'}, which most programs on Windows leave out`;
    const character = /[<>:"|?*]/.exec(name)?.[0];
    if (character !== undefined) return `“${name}” holds ${character}, which Windows does not take in a name`;
  }
  return null;
}
