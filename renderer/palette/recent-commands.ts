/** The commands that were chosen lately in this browser, the last one first. */
import { readStrings, storeJson } from '../state/stored-choice.ts';

/** The key in the browser's storage. */
export const RECENT_KEY = 'switchyard-recent-commands';
const MAX_RECENT = 8;

export const readRecent = (): readonly string[] => readStrings(RECENT_KEY);

export function rememberCommand(id: string): void {
  const others = readRecent().filter((other) => other !== id);
  storeJson(RECENT_KEY, [id, ...others].slice(0, MAX_RECENT));
}
