/** The folders from which something was chosen last, newest first. This browser keeps them. */
import { readStrings, storeJson } from '../../state/stored-choice.ts';

const KEY = 'switchyard-folders';
const MAX_FOLDERS = 5;

export const rememberedFolders = (): string[] => readStrings(KEY).slice(0, MAX_FOLDERS);

export function rememberFolder(folder: string): void {
  if (folder === '') return;
  const others = rememberedFolders().filter((other) => other !== folder);
  storeJson(KEY, [folder, ...others].slice(0, MAX_FOLDERS));
}
