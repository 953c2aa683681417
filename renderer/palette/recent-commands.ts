/** The commands that were chosen lately in this browser, the last one first. */

/** The key in the browser's storage. */
export const RECENT_KEY = 'switchyard-recent-commands';
const MAX_RECENT = 8;

export function readRecent(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(RECENT_KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  } catch {
    // The browser does not allow storage, or something else has written there.
    return [];
  }
}

export function rememberCommand(id: string): void {
  const recent = [id, ...readRecent().filter((other) => other !== id)].slice(0, MAX_RECENT);
  try {
    window.localStorage.setItem(RECENT_KEY, JSON.stringify(recent));
  } catch {
    // Storage is not allowed, or full. Nothing depends on it.
  }
}
