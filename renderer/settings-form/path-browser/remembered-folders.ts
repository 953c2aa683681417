/** The folders from which something was chosen last, newest first. This browser keeps them. */

const KEY = 'switchyard-folders';
const MAX_FOLDERS = 5;

export function rememberedFolders(): string[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored.filter((one): one is string => typeof one === 'string').slice(0, MAX_FOLDERS);
  } catch {
    // The browser does not allow storage, or something else is stored there.
    return [];
  }
}

export function rememberFolder(folder: string): void {
  if (folder === '') return;
  const folders = [folder, ...rememberedFolders().filter((other) => other !== folder)];
  try {
    window.localStorage.setItem(KEY, JSON.stringify(folders.slice(0, MAX_FOLDERS)));
  } catch {
    // Storage is not allowed, or full. Nothing depends on it.
  }
}
