/** Whether each word of a search is in one of the texts, in any case. An empty search matches everything. */
export function matchesWords(search: string, texts: readonly string[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return search
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
