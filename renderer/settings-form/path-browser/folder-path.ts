/** Paths of the machine that Switchyard runs on. Its system may be another one than the browser's. */

/** Whether the text is a path, and not a bare name that is looked up when it is started. */
export const isPath = (text: string): boolean => /[/\\]/.test(text);

/** The folder that contains a path, with either separator; empty if the path names none. */
export function folderOf(path: string): string {
  return path.replace(/[/\\][^/\\]*$/, (tail, index: number) => (index === 0 ? (tail[0] ?? '') : ''));
}

/** Joins a folder and a name with the separator that the folder uses. */
export function joinPath(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}
