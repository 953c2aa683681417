/** `~` at the beginning of a path, as a shell has it. */
import { homedir } from 'node:os';

/** The path with the home folder of this program's user in the place of a leading `~`. */
export const expandHome = (path: string): string => path.replace(/^~(?=$|[/\\])/, () => homedir());
