/** Choices that this browser keeps. Where it keeps nothing, a choice lasts as long as the page. */

export function readChoice<T extends string>(key: string, choices: readonly T[], fallback: T): T {
  const stored = readText(key);
  return choices.find((choice) => choice === stored) ?? fallback;
}

/** Null where nothing is stored. */
export function readText(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    // The browser does not allow storage.
    return null;
  }
}

export function storeChoice(key: string, choice: string): void {
  try {
    window.localStorage.setItem(key, choice);
  } catch {
    // Storage is not allowed, or full. Nothing depends on it.
  }
}
