/** The names of the models of a server on one line, the fourth and later ones as a number; null for none. */
export function formatModelNames(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  if (names.length <= 3) return names.join(', ');
  return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}
