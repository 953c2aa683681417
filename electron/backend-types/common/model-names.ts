/** Names of models, for the card. */
import { posix, win32 } from 'node:path';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { englishOf, type HostText, texts } from '../../../shared/words/phrase.ts';

const say = texts(freeingWords);

/** The names of the models of a server on one line, the fourth and later ones as a number; null for none. */
export function listModelNames(names: readonly string[]): HostText | null {
  if (names.length === 0) return null;
  const models = names.slice(0, 3).map(withoutFolders).join(', ');
  return names.length <= 3 ? models : say('modelsAndMore', { models, count: names.length - 3 });
}

/** The same in English. */
export function formatModelNames(names: readonly string[]): string | null {
  const text = listModelNames(names);
  return text === null ? null : englishOf(text);
}

/**
 * A llama-server that was given no other name calls its model by the full path of its file. Names such as `org/model:q4` are
 * no paths and stay.
 */
export function withoutFolders(name: string): string {
  if (!posix.isAbsolute(name) && !/^([a-z]:[\\/]|\\\\)/i.test(name)) return name;
  return win32.basename(name).replace(/\.gguf$/i, '');
}
