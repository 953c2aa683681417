/** Names of models, for the card. */
import { posix, win32 } from 'node:path';
import { freeingWords } from '../../../shared/words/en/backends/freeing.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';

const say = texts(freeingWords);

const MAX_NAMES = 3;

/** The names of the models of a server for a message, the fourth and later ones as a number; null for none. */
export function listModelNames(names: readonly string[]): readonly HostText[] | null {
  if (names.length === 0) return null;
  const more = names.length - MAX_NAMES;
  const shown = names.slice(0, MAX_NAMES).map(withoutFolders);
  return more > 0 ? [...shown, say('moreModels', { count: more })] : shown;
}

/** The names on one line, in English, as `current_model` has them; null for none. */
export function formatModelNames(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const models = names.slice(0, MAX_NAMES).map(withoutFolders).join(', ');
  const more = names.length - MAX_NAMES;
  return more > 0 ? say('modelsAndMore', { models, count: more }).text : models;
}

/**
 * A llama-server that was given no other name calls its model by the full path of its file. Names such as `org/model:q4` are
 * no paths and stay.
 */
export function withoutFolders(name: string): string {
  if (!posix.isAbsolute(name) && !/^([a-z]:[\\/]|\\\\)/i.test(name)) return name;
  return win32.basename(name).replace(/\.gguf$/i, '');
}
