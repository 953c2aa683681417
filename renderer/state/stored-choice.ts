/** A choice that this browser keeps. Where it may keep nothing, the choice lasts as long as the page. */
export function readChoice<T extends string>(key: string, choices: readonly T[], otherwise: T): T {
  try {
    const kept = window.localStorage.getItem(key);
    return choices.find((choice) => choice === kept) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function storeChoice(key: string, choice: string): void {
  try {
    window.localStorage.setItem(key, choice);
  } catch {
    // Not allowed, or full: nothing depends on it.
  }
}
