/** Choices that this browser keeps. Where it keeps nothing, a choice lasts as long as the page. */

export function readChoice<T extends string>(key: string, choices: readonly T[], fallback: T): T {
  const stored = readText(key);
  return choices.find((choice) => choice === stored) ?? fallback;
}

/** Null where nothing is stored. */
function readText(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    // The browser does not allow storage.
    return null;
  }
}

/** What `JSON.parse` makes of the stored text; null where nothing is stored, or something else has written there. */
export function readJson(key: string): unknown {
  try {
    return JSON.parse(readText(key) ?? 'null');
  } catch {
    return null;
  }
}

/** The strings of a stored list; none where another value is stored. */
export function readStrings(key: string): string[] {
  const stored = readJson(key);
  return Array.isArray(stored) ? stored.filter((one): one is string => typeof one === 'string') : [];
}

export const storeJson = (key: string, value: unknown): void => storeChoice(key, JSON.stringify(value));

export function storeChoice(key: string, choice: string): void {
  try {
    window.localStorage.setItem(key, choice);
  } catch {
    // Storage is not allowed, or full. Nothing depends on it.
  }
}
