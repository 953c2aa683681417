/** Choices that this browser keeps. Where it keeps nothing, a choice lasts as long as the page. */

export function readChoice<T extends string>(key: string, choices: readonly T[], fallback: T): T {
  try {
    const stored = window.localStorage.getItem(key);
    return choices.find((choice) => choice === stored) ?? fallback;
  } catch {
    // The browser does not allow storage.
    return fallback;
  }
}

export function storeChoice(key: string, choice: string): void {
  try {
    window.localStorage.setItem(key, choice);
  } catch {
    // Storage is not allowed, or full. Nothing depends on it.
  }
}
