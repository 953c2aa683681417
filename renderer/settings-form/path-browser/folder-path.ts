/** Paths of the machine that Switchyard runs on. Its system may be another one than the browser's. */

/** Whether the text is a path, and not a bare name that is looked up when it is started. */
export const isPath = (text: string): boolean => /[/\\]/.test(text);

/** The folder that contains a path, with either separator; empty if the path names none. */
export function folderOf(path: string): string {
  // What lies in the root of a system or of a drive keeps the separator: `C:` alone is another folder.
  return path.replace(/(^|^[A-Za-z]:)([/\\])[^/\\]*$|[/\\][^/\\]*$/, '$1$2');
}

/** Joins a folder and a name with the separator that the folder uses. */
export function joinPath(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}
