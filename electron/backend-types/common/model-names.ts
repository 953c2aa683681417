/** Names of models, for the card. */
import { posix, win32 } from 'node:path';

/** The names of the models of a server on one line, the fourth and later ones as a number; null for none. */
export function formatModelNames(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const shown = names.slice(0, 3).map(withoutFolders).join(', ');
  return names.length <= 3 ? shown : `${shown} and ${names.length - 3} more`;
}

/**
 * A llama-server that was given no other name calls its model by the full path of its file. Names such as `org/model:q4` are
 * no paths and stay.
 */
export function withoutFolders(name: string): string {
  if (!posix.isAbsolute(name) && !/^([a-z]:[\\/]|\\\\)/i.test(name)) return name;
  return win32.basename(name).replace(/\.gguf$/i, '');
}
